"""People thought of for a seat, and the next one when somebody says no."""

from __future__ import annotations

from sqlalchemy import update

from app.extensions import db
from app.participation.models import Candidate, Participation


def hand_on_candidates(old: Participation, new: Participation) -> None:
    """Let whoever waited for the ``old`` seat wait for the ``new`` one."""
    db.session.execute(
        update(Candidate)
        .where(Candidate.participation_id == old.id)
        .values(participation_id=new.id)
    )
