"""Signs of life: when each kind of process was last at work, for `parley doctor` and the staff pages."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert, select, update

from app.core.clock import now
from app.extensions import db
from app.infra.models import Heartbeat

WORKER = "worker"
EVERY = timedelta(seconds=30)
MISSED = 3 * EVERY
"""A process that has said nothing for so long is taken for dead."""


def beat(process: str) -> None:
    """Note, in the current transaction, that ``process`` is at work."""
    noted = db.session.execute(
        update(Heartbeat)
        .where(Heartbeat.process == process)
        .values(at=now())
        .returning(Heartbeat.process)
    )
    if noted.first() is None:
        db.session.execute(insert(Heartbeat).values(process=process, at=now()))


def silent_for(process: str) -> timedelta | None:
    """Return how long ago ``process`` was last at work, or None if it never was."""
    at = db.session.scalar(select(Heartbeat.at).where(Heartbeat.process == process))
    return now() - at if at else None
