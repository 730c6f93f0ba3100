"""How things stand with one invitation, and what its guest has told us."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from app.core.clock import now
from app.events.models import Event
from app.events.rules import phase
from app.extensions import db
from app.invitations.models import (
    Consent,
    Invitation,
    InvitationSettings,
    Reply,
)
from app.invitations.rules import (
    Answer,
    Confirmations,
    Scope,
    Standing,
    Whereabouts,
    answers_on_offer,
    answers_taken,
    standing,
)
from app.participation.models import Participation


def standing_of(invitation: Invitation) -> Standing:
    """How things stand with the invitation at this moment."""
    event = invitation.event
    at = now()
    return standing(
        invitation.seat.state,
        phase(event.span, event.state, at),
        deadline=invitation.deadline_at,
        at=at,
    )


def offered_to(invitation: Invitation) -> tuple[Answer, ...]:
    """What may be answered now."""
    return answers_on_offer(**_where(invitation))


def taken_from(invitation: Invitation, *, by_staff: bool = False) -> tuple[Answer, ...]:
    """What is taken, from a page that may be older; staff who answer for somebody are held by no deadline."""
    return answers_taken(**_where(invitation, by_staff=by_staff))


def _where(invitation: Invitation, *, by_staff: bool = False) -> Whereabouts:
    event, at = invitation.event, now()
    return {
        "state": invitation.seat.state,
        "phase": phase(event.span, event.state, at),
        "deadline": None if by_staff else invitation.deadline_at,
        "at": at,
    }


def settings_of(event: Event) -> InvitationSettings:
    """Return how ``event`` invites; the usual where nobody has said anything."""
    found = db.session.get(InvitationSettings, event.id)
    return found or InvitationSettings(
        event_id=event.id,
        contact_name="",
        contact_address="",
        confirmations=Confirmations.AS_DRAFTS,
        close_at_deadline=False,
        companions=1,
    )


def replies_to(invitation: Invitation) -> Sequence[Reply]:
    """Return every answer to the invitation, the latest first."""
    return db.session.scalars(
        select(Reply)
        .where(Reply.invitation_id == invitation.id)
        .order_by(Reply.at.desc(), Reply.id.desc())
    ).all()


def consents_of(seat: Participation) -> dict[Scope, list[Consent]]:
    """Return what the guest allowed and refused, by scope, what stands first."""
    found: dict[Scope, list[Consent]] = defaultdict(list)
    for consent in db.session.scalars(
        select(Consent)
        .where(Consent.participation_id == seat.id)
        .order_by(Consent.at.desc(), Consent.id.desc())
    ):
        found[consent.scope].append(consent)
    return found
