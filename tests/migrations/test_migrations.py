"""Migrations: one line of them, up and down on both databases, and in the end what the models say."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import exc, func, inspect, select, text

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.extensions import Base, db
from app.infra.migrations import FOLDER, bind, is_in_models
from app.infra.transaction import transaction
from tests.guards.world import World


def script() -> ScriptDirectory:
    """Return the migrations of the project."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return ScriptDirectory.from_config(config)


@pytest.fixture
def at_head(app: Flask) -> Iterator[None]:
    """Give the application on its newest schema, and leave it so whatever happens."""
    bind(app)
    with app.app_context():
        yield
        upgrade()
        db.engine.dispose()


def test_there_is_one_line_of_migrations() -> None:
    assert len(script().get_heads()) == 1
    assert len(script().get_bases()) == 1
    assert [one.revision for one in script().walk_revisions() if one.is_merge_point] == []


def test_the_schema_is_what_the_models_say(at_head: None) -> None:
    with db.engine.connect() as connection, warnings.catch_warnings():
        # An index over an expression cannot be read back; the tests of accounts rely on it.
        warnings.filterwarnings("ignore", category=exc.SAWarning)
        warnings.filterwarnings("ignore", category=UserWarning)
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_in_models}
        )
        differences = compare_metadata(context, Base.metadata)
    assert differences == []


def test_down_leaves_nothing_and_up_again_the_same(at_head: None) -> None:
    before = schema()
    assert len(before) > len(Base.metadata.tables)
    downgrade(revision="base")
    assert list(schema()) == ["table alembic_version"]
    upgrade()
    assert schema() == before


def test_each_step_can_be_taken_back_and_repeated_with_data(at_head: None) -> None:
    with viewing_as(SYSTEM), transaction():
        world = World()
        world.plant_open()
        world.plant_secret()
    before = counts()
    assert min(before.values()) > 0
    for older in [one.down_revision for one in script().walk_revisions()][:-1]:
        downgrade(revision=older)
    kept = set(counts())
    assert "person" in kept
    upgrade()
    after = counts()
    assert {table: after[table] for table in kept} == {table: before[table] for table in kept}


def schema() -> dict[str, str]:
    """Return everything the database holds but rows: tables, columns, indexes, constraints, triggers."""
    db.session.remove()
    db.engine.dispose()
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            found = connection.execute(
                text("SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL")
            )
        else:
            found = connection.execute(text(POSTGRESQL_SCHEMA))
        return {name: _in_any_order(words) for name, words in sorted(found.tuples())}


def _in_any_order(words: str) -> str:
    """Return a definition without the order of its lines, which a copied table may change."""
    return "\n".join(sorted(line.strip().rstrip(",") for line in words.splitlines()))


POSTGRESQL_SCHEMA = """
    SELECT 'table ' || c.relname, string_agg(
        a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull, ', '
        ORDER BY a.attname)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
        AND a.attnum > 0 AND NOT a.attisdropped
    GROUP BY c.relname
    UNION ALL SELECT 'index ' || indexname, indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        AND conrelid::regclass::text <> 'alembic_version'
    UNION ALL SELECT 'trigger ' || tgname, pg_get_triggerdef(oid)
    FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'function ' || proname, prosrc
    FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""


def counts() -> dict[str, int]:
    """Return how many rows each table holds that there is in this revision."""
    db.session.remove()
    with db.engine.connect() as connection:
        there = inspect(connection).get_table_names()
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
            if table.name != "heartbeat" and table.name in there
        }
