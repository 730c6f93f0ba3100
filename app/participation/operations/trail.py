"""The history of a seat: every change of its state, with who, when, how and why."""

from __future__ import annotations

from app.access import audit
from app.access.enforcement import current_user_id
from app.core.messages import N_
from app.extensions import db
from app.participation.models import Participation, SeatChange
from app.participation.rules import Channel, SeatState


def remember(
    participation: Participation,
    *,
    was: SeatState | None,
    note: str = "",
    channel: Channel = Channel.STAFF,
    told_by: str = "",
) -> None:
    """Write down that the seat came from the state ``was`` into the one it is in."""
    db.session.add(
        SeatChange(
            participation_id=participation.id,
            was=was,
            became=participation.state,
            changed_by=current_user_id(),
            channel=channel,
            told_by=told_by,
            note=note,
        )
    )
    audit.record(
        N_("led a seat on"),
        "event",
        participation.event.key,
        seat=participation.key,
        state=participation.state.value,
    )
