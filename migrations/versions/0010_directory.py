"""A directory that knows people: variants, phones, bios, portraits, needs, merges, names over time.

Revision ID: 0010
Revises: 0003
"""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

from app.infra.types import UTCDateTime

revision = "0010"
down_revision = "0003"
branch_labels = None
depends_on = None


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, server_default="")


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _person(name: str = "person_id", **more: bool) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, **more)


def _of_person(table: str, column: str = "person_id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["person.id"], name=f"fk_{table}_{column}", ondelete="CASCADE"
    )


REFERENCES = (
    ("person", "merged_into_id", "RESTRICT"),
    ("organisation", "parent_id", "SET NULL"),
)
"""A row of the same table, in a column of its own."""


def upgrade() -> None:
    for table, column, on_delete in REFERENCES:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column(column, sa.Integer(), nullable=True))
            batch.create_foreign_key(
                f"fk_{table}_{column}", table, [column], ["id"], ondelete=on_delete
            )
    op.create_index("ix_person_merged_into_id", "person", ["merged_into_id"])
    op.add_column("person", _text("pronunciation", 120))
    op.add_column("affiliation", _text("unit", 200))
    op.add_column("affiliation", _flag("retired"))
    op.add_column("affiliation", _flag("main"))
    op.add_column(
        "email_address", sa.Column("position", sa.Integer(), nullable=False, server_default="0")
    )
    _create_facts()
    _create_private()
    _create_merging()
    _file_everybody()


def _create_facts() -> None:
    op.create_table(
        "phone",
        sa.Column("id", sa.Integer(), nullable=False),
        _person(),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("digits", sa.String(40), nullable=False),
        sa.Column("label", sa.String(40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _of_person("phone"),
        sa.PrimaryKeyConstraint("id", name="pk_phone"),
    )
    op.create_index("ix_phone_person_id", "phone", ["person_id"])
    op.create_index("ix_phone_digits", "phone", ["digits"])
    op.create_table(
        "name_variant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        _person(),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("lang", sa.String(12), nullable=False),
        sa.Column("system", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        _of_person("name_variant"),
        sa.PrimaryKeyConstraint("id", name="pk_name_variant"),
        sa.UniqueConstraint("key", name="uq_name_variant_key"),
    )
    op.create_index("ix_name_variant_person_id", "name_variant", ["person_id"])
    op.create_table(
        "biography",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        _person(),
        sa.Column("as_of", sa.String(10), nullable=False),
        sa.Column("short", sa.Text(), nullable=False),
        sa.Column("long", sa.Text(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        _of_person("biography"),
        sa.PrimaryKeyConstraint("id", name="pk_biography"),
        sa.UniqueConstraint("key", name="uq_biography_key"),
    )
    op.create_index("ix_biography_person_id", "biography", ["person_id"])
    op.create_table(
        "head_shot",
        _person(),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("credit", sa.String(200), nullable=False),
        sa.Column("licence", sa.String(120), nullable=False),
        sa.Column("consent", sa.Boolean(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        _of_person("head_shot"),
        sa.PrimaryKeyConstraint("person_id", name="pk_head_shot"),
        sa.UniqueConstraint("key", name="uq_head_shot_key"),
    )
    op.create_table(
        "organisation_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("match_name", sa.String(200), nullable=False),
        sa.Column("began", sa.String(10), nullable=False),
        sa.Column("ended", sa.String(10), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="fk_organisation_name_organisation_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_organisation_name"),
    )
    op.create_index(
        "ix_organisation_name_organisation_id", "organisation_name", ["organisation_id"]
    )
    op.create_index("ix_organisation_name_match_name", "organisation_name", ["match_name"])


def _create_private() -> None:
    op.create_table(
        "person_dossier",
        _person(),
        sa.Column("gender", sa.String(40), nullable=False),
        sa.Column("country", sa.String(80), nullable=False),
        sa.Column("languages", sa.String(200), nullable=False),
        sa.Column("assistant_name", sa.String(200), nullable=False),
        sa.Column("assistant_email", sa.String(254), nullable=False),
        sa.Column("assistant_phone", sa.String(60), nullable=False),
        sa.Column("invite_assistant", sa.Boolean(), nullable=False),
        sa.Column("deceased", sa.Boolean(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        _of_person("person_dossier"),
        sa.PrimaryKeyConstraint("person_id", name="pk_person_dossier"),
    )
    op.create_table(
        "person_needs",
        _person(),
        sa.Column("dietary", sa.Text(), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        _of_person("person_needs"),
        sa.PrimaryKeyConstraint("person_id", name="pk_person_needs"),
    )
    op.create_table(
        "person_search",
        _person(),
        sa.Column("words", sa.Text(), nullable=False),
        _of_person("person_search"),
        sa.PrimaryKeyConstraint("person_id", name="pk_person_search"),
    )


def _create_merging() -> None:
    op.create_table(
        "person_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        _person("survivor_id"),
        _person("merged_id"),
        sa.Column("merged_name", sa.String(200), nullable=False),
        sa.Column("merged_at", UTCDateTime(), nullable=False),
        sa.Column("merged_by", sa.String(254), nullable=False),
        sa.Column("undone_at", UTCDateTime(), nullable=True),
        _of_person("person_merge", "survivor_id"),
        _of_person("person_merge", "merged_id"),
        sa.PrimaryKeyConstraint("id", name="pk_person_merge"),
        sa.UniqueConstraint("key", name="uq_person_merge_key"),
    )
    op.create_index("ix_person_merge_survivor_id", "person_merge", ["survivor_id"])
    op.create_index("ix_person_merge_merged_id", "person_merge", ["merged_id"])
    op.create_table(
        "merge_record",
        sa.Column("merge_id", sa.Integer(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merge_id"], ["person_merge.id"], name="fk_merge_record_merge_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("merge_id", name="pk_merge_record"),
    )
    op.create_table(
        "distinct_pair",
        _person("one_id"),
        _person("other_id"),
        sa.Column("said_by", sa.String(254), nullable=False),
        sa.Column("said_at", UTCDateTime(), nullable=False),
        _of_person("distinct_pair", "one_id"),
        _of_person("distinct_pair", "other_id"),
        sa.PrimaryKeyConstraint("one_id", "other_id", name="pk_distinct_pair"),
    )
    op.create_index("ix_distinct_pair_other_id", "distinct_pair", ["other_id"])
    op.create_table(
        "duplicate_suggestion",
        _person("one_id"),
        _person("other_id"),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("points", sa.Float(), nullable=False),
        _of_person("duplicate_suggestion", "one_id"),
        _of_person("duplicate_suggestion", "other_id"),
        sa.PrimaryKeyConstraint("one_id", "other_id", name="pk_duplicate_suggestion"),
    )
    op.create_index("ix_duplicate_suggestion_other_id", "duplicate_suggestion", ["other_id"])


def _file_everybody() -> None:
    """Let those who stand in the directory be found as before, and by their addresses."""
    connection = op.get_bind()
    words: dict[int, list[str]] = {}
    for person_id, *known in connection.execute(
        sa.text("SELECT id, match_name, sort_name, native_name FROM person")
    ):
        words[person_id] = [word for text in known for word in text.split()]
    for person_id, text in connection.execute(
        sa.text(
            "SELECT a.person_id, o.match_name FROM affiliation a "
            "JOIN organisation o ON o.id = a.organisation_id "
            "UNION ALL SELECT person_id, address_norm FROM email_address"
        )
    ):
        words[person_id] += re.findall(r"\w+", text)
    search = sa.table("person_search", sa.column("person_id"), sa.column("words"))
    for person_id, found in words.items():
        text = "".join(f" {word}" for word in dict.fromkeys(found))
        connection.execute(search.insert().values(person_id=person_id, words=text))


def downgrade() -> None:
    for table in (
        "duplicate_suggestion",
        "distinct_pair",
        "merge_record",
        "person_merge",
        "person_search",
        "person_needs",
        "person_dossier",
        "organisation_name",
        "head_shot",
        "biography",
        "name_variant",
        "phone",
    ):
        op.drop_table(table)
    op.drop_column("email_address", "position")
    for column in ("main", "retired", "unit"):
        op.drop_column("affiliation", column)
    op.drop_column("person", "pronunciation")
    op.drop_index("ix_person_merged_into_id", "person")
    for table, column, _on_delete in reversed(REFERENCES):
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(f"fk_{table}_{column}", type_="foreignkey")
            batch.drop_column(column)
