"""Those who were asked and have not answered, for the composer of letters."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.core.messages import N_
from app.correspondence.audiences import Audience, Chosen, Filter, Found
from app.events.models import Event
from app.extensions import db
from app.invitations.letters import name_of, recipients_for, why_not
from app.invitations.models import Invitation, Wave
from app.invitations.queries import waves_of
from app.invitations.rules import Via
from app.participation.models import Participation
from app.participation.rules import SeatState
from app.people.models import Person

WAITED_FOR = (SeatState.INVITED, SeatState.TENTATIVE)
"""A "perhaps" is still waited for."""


def awaiting(event: Event, chosen: Chosen) -> Found:
    """Return who was asked and has not said yes or no, of the chosen waves."""
    found = Found()
    for invitation in _invitations(event, chosen.get("wave", ())):
        via = invitation.wave.via if invitation.wave else Via.GUEST
        if reason := why_not(invitation.seat, via):
            found.left_out.append((name_of(invitation.seat), reason))
        else:
            found.recipients.extend(
                recipients_for(invitation, via=via, deadline_at=invitation.deadline_at)
            )
    return found


def _invitations(event: Event, waves: Sequence[str]) -> Sequence[Invitation]:
    asked = (
        select(Invitation)
        .join(Participation, Participation.id == Invitation.participation_id)
        .outerjoin(Wave, Wave.id == Invitation.wave_id)
        .where(
            Invitation.event_id == event.id,
            Invitation.sent_at.is_not(None),
            Invitation.revoked_at.is_(None),
            Participation.state.in_(WAITED_FOR),
        )
        .options(
            joinedload(Invitation.event),
            joinedload(Invitation.wave),
            joinedload(Invitation.seat).options(
                joinedload(Participation.delegation),
                selectinload(Participation.roles),
                joinedload(Participation.person).options(
                    selectinload(Person.addresses), joinedload(Person.dossier)
                ),
            ),
        )
        .order_by(Participation.position, Invitation.id)
    )
    if waves:
        asked = asked.where(Wave.key.in_(waves))
    return db.session.scalars(asked).all()


def _filters(event: Event) -> Sequence[Filter]:
    waves = [
        (wave.key, _("%(number)s %(name)s", number=wave.number, name=wave.name).strip())
        for wave in waves_of(event)
    ]
    return [Filter("wave", _("Wave"), waves)] if len(waves) > 1 else []


AWAITING = Audience(
    "awaiting",
    N_("Asked, and awaiting a reply"),
    awaiting,
    filters=_filters,
    link_page="rsvp.page",
    order=20,
)
