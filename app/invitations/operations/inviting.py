"""Waves: letters are drafted for chosen seats, and a seat is invited as its letter is released."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from app.access import audit
from app.access.enforcement import current_user_id
from app.core.clock import now
from app.core.messages import N_
from app.core.text import random_key
from app.events.models import Event
from app.extensions import db
from app.invitations.models import Invitation, Wave
from app.invitations.operations.links import give_link
from app.invitations.rules import Stage, Via
from app.participation.models import Participation
from app.participation.operations import act
from app.participation.rules import TRANSITIONS, SeatAction


def open_wave(
    event: Event,
    *,
    name: str,
    stage: Stage,
    deadline_at: datetime | None,
    via: Via = Via.GUEST,
    sender: str = "",
) -> Wave:
    """Return a new wave, numbered after those that there are."""
    last = db.session.scalar(select(func.max(Wave.number)).where(Wave.event_id == event.id))
    wave = Wave(
        event_id=event.id,
        number=(last or 0) + 1,
        name=name,
        stage=stage,
        deadline_at=deadline_at,
        via=via,
        sender=sender,
        created_by=current_user_id(),
    )
    db.session.add(wave)
    db.session.flush()
    audit.record(N_("prepared a wave for"), "event", event.key, wave=str(wave.number))
    return wave


def invitation_for(seat: Participation) -> Invitation:
    """Return the invitation of ``seat``, made now if it has none; so far nobody is asked."""
    found = db.session.scalar(select(Invitation).where(Invitation.participation_id == seat.id))
    if found is None:
        found = Invitation(event=seat.event, seat=seat, generation=1)
        # The link is made from the key, which the column would give only later.
        found.key = random_key()
        db.session.add(found)
        give_link(found, seat.event)
        db.session.flush()
    elif found.revoked_at is not None:
        found.generation += 1
        found.revoked_at = None
        give_link(found, seat.event)
    return found


def mark_sent(wave: Wave, invitations: Iterable[Invitation]) -> None:
    """Let what ``wave`` says be true of ``invitations``, whose letters were released just now.

    A seat whose guest has answered by telephone in the meantime stays as it is.
    """
    for invitation in invitations:
        invitation.wave_id = wave.id
        invitation.deadline_at = wave.deadline_at
        invitation.sender = wave.sender
        give_link(invitation, invitation.event)
        if wave.stage is Stage.SAVE_THE_DATE:
            invitation.date_saved_at = now()
            continue
        invitation.sent_at = now()
        if (invitation.seat.state, SeatAction.INVITE) in TRANSITIONS:
            act(invitation.seat, SeatAction.INVITE)


def extend(invitation: Invitation, deadline_at: datetime | None) -> None:
    """Give a guest until ``deadline_at``, or all the time there is."""
    invitation.deadline_at = deadline_at
    audit.record(
        N_("moved the deadline of a guest of"),
        "event",
        invitation.event.key,
        seat=invitation.seat.key,
    )
