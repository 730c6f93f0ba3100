"""How often something may be tried, counted in the database for all processes at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, case, delete

from app.core.clock import now
from app.extensions import db
from app.infra.models import Throttle
from app.infra.types import UTCDateTime
from app.infra.upsert import Upsert, upsert


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
    values: dict[str, object] = {
        "bucket": bucket[:120],
        "window_ends": at + limit.window,
        "tries": 1,
    }
    tries: int = upsert(Throttle, _counting, values, at=at).scalar_one()
    return tries <= limit.tries


def _counting(insert: Any) -> Upsert:
    """Another try, or, where the window is over, the first of a new one."""
    over = Throttle.window_ends <= bindparam("at", type_=UTCDateTime)
    counted: Upsert = insert.on_conflict_do_update(
        index_elements=["bucket"],
        set_={
            "tries": case((over, 1), else_=Throttle.tries + 1),
            "window_ends": case((over, insert.excluded.window_ends), else_=Throttle.window_ends),
        },
    ).returning(Throttle.tries)
    return counted


def forget_tries(bucket: str) -> None:
    """Start the count of ``bucket`` anew, after a success."""
    db.session.connection().execute(delete(Throttle).where(Throttle.bucket == bucket[:120]))


def forget_old_tries() -> None:
    """Delete counts whose window has passed (the worker's nightly work)."""
    db.session.connection().execute(delete(Throttle).where(Throttle.window_ends <= now()))
