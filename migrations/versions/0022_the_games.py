"""The design of games, and their play: the log, what was put before whom, who has read it.

Revision ID: 0022
Revises: 0021
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.infra.types import UTCDateTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

TABLES = (
    "game",
    "game_entry",
    "game_file",
    "game_lesson",
    "game_plan",
    "game_release",
    "game_scenario",
    "game_snapshot",
    "game_team",
    "game_indicator",
    "game_move",
    "game_presence",
    "game_role",
    "game_scenario_time",
    "game_scenario_version",
    "game_casting",
    "game_draft",
    "game_inject",
    "game_item",
    "game_secret_brief",
    "game_addressee",
    "game_delivery",
    "game_inject_file",
    "game_item_file",
    "game_reading",
)

ONCE_FOR_A_TEAM: dict[str, tuple[str, ...]] = {
    "game_addressee": ("inject_id",),
    "game_delivery": ("item_id",),
    "game_secret_brief": (),
}

SQLITE_UP = (
    """
    CREATE TRIGGER game_entry_keeps BEFORE UPDATE ON game_entry
    BEGIN SELECT RAISE(ABORT, 'The log of a game is append-only.'); END
    """,
    """
    CREATE TRIGGER game_entry_stays BEFORE DELETE ON game_entry
    BEGIN SELECT RAISE(ABORT, 'The log of a game is append-only.'); END
    """,
)
POSTGRESQL_UP = (
    """
    CREATE FUNCTION game_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'The log of a game is append-only.'; END $$
    """,
    """
    CREATE TRIGGER game_entry_keeps BEFORE UPDATE OR DELETE ON game_entry
    FOR EACH ROW EXECUTE FUNCTION game_entry_is_append_only()
    """,
)


def _belongs_to(table: str, column: str, other: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [other], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete
    )


def upgrade() -> None:
    op.create_table(
        "game",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("traffic", sa.String(40), nullable=False),
        sa.Column("pace", sa.Integer(), nullable=False),
        sa.Column("lead_hours", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(40), nullable=False),
        sa.Column("move_number", sa.Integer(), nullable=False),
        sa.Column("move_state", sa.String(40), nullable=False),
        sa.Column("due_seconds", sa.Integer()),
        sa.Column("clock", sa.JSON()),
        sa.CheckConstraint("lead_hours BETWEEN 0 AND 720", name=op.f("ck_game_lead_hours_bounded")),
        sa.CheckConstraint("pace > 0", name=op.f("ck_game_time_goes_on")),
        _belongs_to("game", "event_id", "event.id", "CASCADE"),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_game")),
    )
    op.create_table(
        "game_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("game_at", sa.DateTime()),
        sa.Column("actor", sa.String(254), nullable=False),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        _belongs_to("game_entry", "event_id", "game.event_id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_game_entry")),
        sa.UniqueConstraint("event_id", "seq", name="uq_game_entry_seq"),
    )
    op.create_index("ix_game_entry_act", "game_entry", ["event_id", "act", "seq"])
    op.create_table(
        "game_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("mime_type", sa.String(80), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _belongs_to("game_file", "event_id", "game.event_id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_game_file")),
        sa.UniqueConstraint("key", name=op.f("uq_game_file_key")),
    )
    op.create_index("ix_game_file_event_id", "game_file", ["event_id"])
    op.create_table(
        "game_lesson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(200), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("state", sa.String(40), nullable=False),
        _belongs_to("game_lesson", "event_id", "game.event_id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_game_lesson")),
        sa.UniqueConstraint("key", name=op.f("uq_game_lesson_key")),
    )
    op.create_index("ix_game_lesson_event_id", "game_lesson", ["event_id"])
    op.create_table(
        "game_plan",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("objectives", sa.Text(), nullable=False),
        sa.Column("assumptions", sa.Text(), nullable=False),
        sa.Column("hot_wash", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        _belongs_to("game_plan", "event_id", "game.event_id", "CASCADE"),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_game_plan")),
    )
    op.create_table(
        "game_release",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("players", sa.Boolean(), nullable=False),
        sa.Column("castings", sa.Boolean(), nullable=False),
        sa.Column("decisions", sa.Boolean(), nullable=False),
        sa.Column("injects", sa.Boolean(), nullable=False),
        sa.Column("messages", sa.Boolean(), nullable=False),
        _belongs_to("game_release", "event_id", "game.event_id", "CASCADE"),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_game_release")),
    )
    op.create_table(
        "game_scenario",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _belongs_to("game_scenario", "event_id", "game.event_id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_game_scenario")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_game_scenario_event_id_number")),
        sa.UniqueConstraint("key", name=op.f("uq_game_scenario_key")),
    )
    op.create_table(
        "game_snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        _belongs_to("game_snapshot", "event_id", "game.event_id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_game_snapshot")),
        sa.UniqueConstraint("event_id", "seq", name=op.f("uq_game_snapshot_event_id_seq")),
    )
    op.create_table(
        "game_team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("public_brief", sa.Text(), nullable=False),
        _belongs_to("game_team", "event_id", "game.event_id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_game_team")),
        sa.UniqueConstraint("event_id", "name", name=op.f("uq_game_team_event_id_name")),
        sa.UniqueConstraint("key", name=op.f("uq_game_team_key")),
    )
    op.create_table(
        "game_indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("low_label", sa.String(80), nullable=False),
        sa.Column("high_label", sa.String(80), nullable=False),
        sa.Column("sight", sa.String(40), nullable=False),
        sa.Column("team_id", sa.Integer()),
        sa.CheckConstraint(
            "(sight = 'team') = (team_id IS NOT NULL)",
            name=op.f("ck_game_indicator_team_if_one_team_sees"),
        ),
        sa.CheckConstraint("low < high", name=op.f("ck_game_indicator_has_a_scale")),
        sa.CheckConstraint(
            "start BETWEEN low AND high", name=op.f("ck_game_indicator_starts_on_its_scale")
        ),
        _belongs_to("game_indicator", "event_id", "game.event_id", "CASCADE"),
        _belongs_to("game_indicator", "team_id", "game_team.id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_game_indicator")),
        sa.UniqueConstraint("event_id", "name", name=op.f("uq_game_indicator_event_id_name")),
        sa.UniqueConstraint("key", name=op.f("uq_game_indicator_key")),
    )
    op.create_index("ix_game_indicator_team_id", "game_indicator", ["team_id"])
    op.create_table(
        "game_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer()),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("starts_at", UTCDateTime()),
        sa.Column("ends_at", UTCDateTime()),
        sa.Column("situation_at", sa.DateTime()),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("ask", sa.Text(), nullable=False),
        sa.Column("due_minutes", sa.Integer()),
        sa.CheckConstraint(
            "ends_at IS NULL OR ends_at >= starts_at", name=op.f("ck_game_move_ends_after_start")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_game_move_numbered_from_one")),
        _belongs_to("game_move", "event_id", "game.event_id", "CASCADE"),
        _belongs_to("game_move", "scenario_id", "game_scenario.id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_game_move")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_game_move_event_id_number")),
        sa.UniqueConstraint("key", name=op.f("uq_game_move_key")),
    )
    op.create_index("ix_game_move_scenario_id", "game_move", ["scenario_id"])
    op.create_table(
        "game_presence",
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        _belongs_to("game_presence", "event_id", "game.event_id", "CASCADE"),
        _belongs_to("game_presence", "participation_id", "participation.id", "CASCADE"),
        sa.PrimaryKeyConstraint("participation_id", name=op.f("pk_game_presence")),
    )
    op.create_index("ix_game_presence_event_id", "game_presence", ["event_id"])
    op.create_table(
        "game_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.Column("public_brief", sa.Text(), nullable=False),
        _belongs_to("game_role", "event_id", "game.event_id", "CASCADE"),
        _belongs_to("game_role", "team_id", "game_team.id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_game_role")),
        sa.UniqueConstraint("key", name=op.f("uq_game_role_key")),
        sa.UniqueConstraint("team_id", "name", name=op.f("uq_game_role_team_id_name")),
    )
    op.create_index("ix_game_role_event_id", "game_role", ["event_id"])
    op.create_table(
        "game_scenario_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("release_at", UTCDateTime(), nullable=False),
        _belongs_to("game_scenario_time", "scenario_id", "game_scenario.id", "CASCADE"),
        _belongs_to("game_scenario_time", "team_id", "game_team.id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_game_scenario_time")),
        sa.UniqueConstraint(
            "scenario_id", "team_id", name=op.f("uq_game_scenario_time_scenario_id_team_id")
        ),
    )
    op.create_index("ix_game_scenario_time_team_id", "game_scenario_time", ["team_id"])
    op.create_table(
        "game_scenario_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        _belongs_to("game_scenario_version", "scenario_id", "game_scenario.id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_game_scenario_version")),
        sa.UniqueConstraint(
            "scenario_id", "version", name=op.f("uq_game_scenario_version_scenario_id_version")
        ),
    )
    op.create_table(
        "game_casting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("from_move", sa.Integer(), nullable=False),
        sa.Column("to_move", sa.Integer()),
        sa.CheckConstraint(
            "to_move IS NULL OR to_move >= from_move", name=op.f("ck_game_casting_ends_after_start")
        ),
        _belongs_to("game_casting", "event_id", "game.event_id", "CASCADE"),
        _belongs_to("game_casting", "participation_id", "participation.id", "CASCADE"),
        _belongs_to("game_casting", "role_id", "game_role.id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_game_casting")),
        sa.UniqueConstraint("key", name=op.f("uq_game_casting_key")),
    )
    op.create_index("ix_game_casting_event_id", "game_casting", ["event_id"])
    op.create_index("ix_game_casting_role_id", "game_casting", ["role_id"])
    op.create_index("ix_game_casting_seat", "game_casting", ["participation_id", "event_id"])
    op.create_table(
        "game_inject",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(12), nullable=False),
        sa.Column("rank", sa.String(24), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("move_id", sa.Integer()),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("readiness", sa.String(40), nullable=False),
        sa.Column("medium", sa.String(40), nullable=False),
        sa.Column("planned_at", UTCDateTime()),
        sa.Column("offset_seconds", sa.Integer()),
        sa.Column("game_at", sa.DateTime()),
        sa.Column("sender", sa.String(120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("controller", sa.String(120), nullable=False),
        sa.Column("expected", sa.Text(), nullable=False),
        sa.Column("objective", sa.String(300), nullable=False),
        sa.Column("depends_on_id", sa.Integer()),
        sa.CheckConstraint(
            "planned_at IS NULL OR offset_seconds IS NULL", name=op.f("ck_game_inject_one_time")
        ),
        _belongs_to("game_inject", "depends_on_id", "game_inject.id", "SET NULL"),
        _belongs_to("game_inject", "event_id", "game.event_id", "CASCADE"),
        _belongs_to("game_inject", "move_id", "game_move.id", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_game_inject")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_game_inject_event_id_number")),
        sa.UniqueConstraint("key", name=op.f("uq_game_inject_key")),
    )
    op.create_index("ix_game_inject_depends_on_id", "game_inject", ["depends_on_id"])
    op.create_index("ix_game_inject_move", "game_inject", ["move_id"])
    op.create_table(
        "game_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("game_at", sa.DateTime()),
        sa.Column("move_number", sa.Integer(), nullable=False),
        sa.Column("medium", sa.String(40)),
        sa.Column("sender", sa.String(254), nullable=False),
        sa.Column("team_id", sa.Integer()),
        sa.Column("role_id", sa.Integer()),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer()),
        sa.Column("corrects_id", sa.Integer()),
        sa.Column("answers_id", sa.Integer()),
        _belongs_to("game_item", "answers_id", "game_item.id", "CASCADE"),
        _belongs_to("game_item", "corrects_id", "game_item.id", "CASCADE"),
        _belongs_to("game_item", "entry_id", "game_entry.id", "CASCADE"),
        _belongs_to("game_item", "event_id", "game.event_id", "CASCADE"),
        _belongs_to("game_item", "role_id", "game_role.id", "RESTRICT"),
        _belongs_to("game_item", "team_id", "game_team.id", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_game_item")),
        sa.UniqueConstraint("entry_id", name="uq_game_item_entry"),
        sa.UniqueConstraint("key", name=op.f("uq_game_item_key")),
    )
    op.create_index("ix_game_item_answers_id", "game_item", ["answers_id"])
    op.create_index("ix_game_item_corrects_id", "game_item", ["corrects_id"])
    op.create_index("ix_game_item_game", "game_item", ["event_id", "kind", "id"])
    op.create_index("ix_game_item_role_id", "game_item", ["role_id"])
    op.create_index("ix_game_item_team_id", "game_item", ["team_id"])
    op.create_table(
        "game_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("move_number", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("saved_by", sa.String(120), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        _belongs_to("game_draft", "event_id", "game.event_id", "CASCADE"),
        _belongs_to("game_draft", "team_id", "game_team.id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_game_draft")),
        sa.UniqueConstraint(
            "team_id", "move_number", name=op.f("uq_game_draft_team_id_move_number")
        ),
    )
    op.create_index("ix_game_draft_event_id", "game_draft", ["event_id"])
    op.create_table(
        "game_secret_brief",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer()),
        sa.Column("brief", sa.Text(), nullable=False),
        sa.Column("goals", sa.Text(), nullable=False),
        sa.Column("red_lines", sa.Text(), nullable=False),
        _belongs_to("game_secret_brief", "event_id", "game.event_id", "CASCADE"),
        _belongs_to("game_secret_brief", "role_id", "game_role.id", "CASCADE"),
        _belongs_to("game_secret_brief", "team_id", "game_team.id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_game_secret_brief")),
        sa.UniqueConstraint(
            "team_id", "role_id", name=op.f("uq_game_secret_brief_team_id_role_id")
        ),
    )
    op.create_index("ix_game_secret_brief_event_id", "game_secret_brief", ["event_id"])
    op.create_index("ix_game_secret_brief_role_id", "game_secret_brief", ["role_id"])
    op.create_table(
        "game_addressee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inject_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer()),
        _belongs_to("game_addressee", "inject_id", "game_inject.id", "CASCADE"),
        _belongs_to("game_addressee", "role_id", "game_role.id", "CASCADE"),
        _belongs_to("game_addressee", "team_id", "game_team.id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_game_addressee")),
        sa.UniqueConstraint(
            "inject_id",
            "team_id",
            "role_id",
            name=op.f("uq_game_addressee_inject_id_team_id_role_id"),
        ),
    )
    op.create_index("ix_game_addressee_role_id", "game_addressee", ["role_id"])
    op.create_index("ix_game_addressee_team_id", "game_addressee", ["team_id"])
    op.create_table(
        "game_delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer()),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("move_number", sa.Integer(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        _belongs_to("game_delivery", "event_id", "game.event_id", "CASCADE"),
        _belongs_to("game_delivery", "item_id", "game_item.id", "CASCADE"),
        _belongs_to("game_delivery", "role_id", "game_role.id", "RESTRICT"),
        _belongs_to("game_delivery", "team_id", "game_team.id", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_game_delivery")),
        sa.UniqueConstraint(
            "item_id", "team_id", "role_id", name=op.f("uq_game_delivery_item_id_team_id_role_id")
        ),
    )
    op.create_index("ix_game_delivery_event_id", "game_delivery", ["event_id"])
    op.create_index("ix_game_delivery_role_id", "game_delivery", ["role_id"])
    op.create_index("ix_game_delivery_team", "game_delivery", ["team_id", "id"])
    op.create_table(
        "game_inject_file",
        sa.Column("inject_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        _belongs_to("game_inject_file", "file_id", "game_file.id", "RESTRICT"),
        _belongs_to("game_inject_file", "inject_id", "game_inject.id", "CASCADE"),
        sa.PrimaryKeyConstraint("inject_id", "file_id", name=op.f("pk_game_inject_file")),
    )
    op.create_index("ix_game_inject_file_file_id", "game_inject_file", ["file_id"])
    op.create_table(
        "game_item_file",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        _belongs_to("game_item_file", "file_id", "game_file.id", "RESTRICT"),
        _belongs_to("game_item_file", "item_id", "game_item.id", "CASCADE"),
        sa.PrimaryKeyConstraint("item_id", "file_id", name=op.f("pk_game_item_file")),
    )
    op.create_index("ix_game_item_file_file_id", "game_item_file", ["file_id"])
    op.create_table(
        "game_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        _belongs_to("game_reading", "event_id", "game.event_id", "CASCADE"),
        _belongs_to("game_reading", "item_id", "game_item.id", "CASCADE"),
        _belongs_to("game_reading", "participation_id", "participation.id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_game_reading")),
        sa.UniqueConstraint(
            "participation_id", "item_id", name=op.f("uq_game_reading_participation_id_item_id")
        ),
    )
    op.create_index("ix_game_reading_event_id", "game_reading", ["event_id"])
    op.create_index("ix_game_reading_item_id", "game_reading", ["item_id"])
    # Neither engine takes two empty roles for equal: what is for a whole team is there once.
    for table, column in ONCE_FOR_A_TEAM.items():
        op.create_index(
            f"uq_{table}_team_once",
            table,
            [*column, "team_id"],
            unique=True,
            sqlite_where=sa.text("role_id IS NULL"),
            postgresql_where=sa.text("role_id IS NULL"),
        )
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_UP if on_sqlite else POSTGRESQL_UP:
        op.execute(sa.text(statement))


def downgrade() -> None:
    # The triggers go with their table.
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.text("DROP FUNCTION game_entry_is_append_only()"))
