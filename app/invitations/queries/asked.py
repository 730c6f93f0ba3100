"""Who was asked, in which wave, and who could be."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from app.core.clock import now
from app.core.errors import NotFound
from app.events.models import Event
from app.extensions import db
from app.infra.models import MailState, OutboxMail
from app.invitations.models import (
    Invitation,
    InvitationSettings,
    Wave,
)
from app.participation.models import Delegation, Participation
from app.participation.rules import SeatState
from app.people.models import Person


def invitations_of(event: Event) -> Sequence[Invitation]:
    """Return who was asked, by wave and then in the order of the seats."""
    return db.session.scalars(
        select(Invitation)
        .join(Participation, Participation.id == Invitation.participation_id)
        .outerjoin(Wave, Wave.id == Invitation.wave_id)
        .where(Invitation.event_id == event.id)
        .options(
            joinedload(Invitation.seat).joinedload(Participation.person),
            joinedload(Invitation.wave),
        )
        .order_by(Wave.number, Participation.position, Participation.id)
    ).all()


def invitation_of(event: Event, key: str) -> Invitation:
    """Return the invitation ``key`` of ``event``. Raises NotFound."""
    found = db.session.scalar(
        select(Invitation)
        .where(Invitation.event_id == event.id, Invitation.key == key)
        .options(
            joinedload(Invitation.event),
            joinedload(Invitation.seat).joinedload(Participation.person),
        )
    )
    if found is None:
        raise NotFound
    return found


def waves_of(event: Event) -> Sequence[Wave]:
    """Return the waves of ``event`` in their order."""
    return db.session.scalars(
        select(Wave).where(Wave.event_id == event.id).order_by(Wave.number)
    ).all()


def last_deadline(event: Event) -> datetime | None:
    """Return until when the last of those who were asked may answer, if that is said."""
    return db.session.scalar(
        select(func.max(Invitation.deadline_at)).where(
            Invitation.event_id == event.id,
            Invitation.sent_at.is_not(None),
            Invitation.revoked_at.is_(None),
        )
    )


def letters_by_state(waves: Sequence[Wave]) -> Mapping[tuple[str, MailState], int]:
    """Return how many letters of each wave stand where, by the key of its mailing."""
    found = db.session.execute(
        select(OutboxMail.batch, OutboxMail.state, func.count())
        .where(OutboxMail.batch.in_([wave.batch for wave in waves if wave.batch]))
        .group_by(OutboxMail.batch, OutboxMail.state)
    )
    return {(batch, state): count for batch, state, count in found.tuples()}


def seats_to_ask(
    event: Event, states: Collection[SeatState], *, delegation: str = ""
) -> Sequence[Participation]:
    """Return the named seats of ``event`` in these states, with all that a letter says of them."""
    asked = (
        select(Participation)
        .where(
            Participation.event_id == event.id,
            Participation.state.in_(states),
            Participation.person_id.is_not(None),
        )
        .options(
            joinedload(Participation.delegation),
            selectinload(Participation.roles),
            joinedload(Participation.person).options(
                selectinload(Person.addresses), joinedload(Person.dossier)
            ),
        )
        .order_by(Participation.position, Participation.id)
    )
    if delegation:
        asked = asked.join(Delegation, Delegation.id == Participation.delegation_id).where(
            Delegation.key == delegation
        )
    return db.session.scalars(asked).all()


def unanswered_after_deadline() -> Sequence[Invitation]:
    """Return the invitations whose time has run out unanswered, at events that close them."""
    return db.session.scalars(
        select(Invitation)
        .join(Participation, Participation.id == Invitation.participation_id)
        .join(InvitationSettings, InvitationSettings.event_id == Invitation.event_id)
        .where(
            Participation.state == SeatState.INVITED,
            Invitation.deadline_at <= now(),
            InvitationSettings.close_at_deadline.is_(True),
        )
        .options(
            joinedload(Invitation.event),
            joinedload(Invitation.seat).selectinload(Participation.roles),
        )
        .order_by(Invitation.id)
    ).all()
