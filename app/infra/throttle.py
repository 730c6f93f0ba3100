"""How often something may be tried, counted in the database for all processes at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import case, delete
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from app.core.clock import now
from app.extensions import db
from app.infra.models import Throttle


@dataclass(frozen=True)
class Limit:
    """At most ``tries`` within ``window``."""

    tries: int
    window: timedelta


def count_try(bucket: str, limit: Limit) -> bool:
    """Count one try and return whether it was still within ``limit``.

    Counting and reading are one statement, so parallel tries cannot slip past each other.
    """
    at = now()
    insert = sqlite_insert if db.engine.dialect.name == "sqlite" else postgresql_insert
    over = Throttle.window_ends <= at
    statement = (
        insert(Throttle)
        .values(bucket=bucket[:120], window_ends=at + limit.window, tries=1)
        .on_conflict_do_update(
            index_elements=["bucket"],
            set_={
                "tries": case((over, 1), else_=Throttle.tries + 1),
                "window_ends": case((over, at + limit.window), else_=Throttle.window_ends),
            },
        )
        .returning(Throttle.tries)
    )
    tries: int = db.session.connection().execute(statement).scalar_one()
    return tries <= limit.tries


def forget_tries(bucket: str) -> None:
    """Start the count of ``bucket`` anew, after a success."""
    db.session.connection().execute(delete(Throttle).where(Throttle.bucket == bucket[:120]))


def forget_old_tries() -> None:
    """Delete counts whose window has passed (the worker's nightly work)."""
    db.session.connection().execute(delete(Throttle).where(Throttle.window_ends <= now()))
