"""Guests who were asked, and the addresses of their own pages."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.core.clock import now
from app.events.models import Event
from app.infra.tokens import personal_token
from app.invitations import operations
from app.invitations.models import Invitation, NominationLink
from app.invitations.rules import Stage
from app.participation.models import Delegation, Participation
from app.participation.rules import SeatState
from tests.factories.participation import seat
from tests.factories.people import add_person

UNTIL = timedelta(days=14)


def invite(
    event: Event,
    *,
    name: str = "Vera Kim",
    state: SeatState = SeatState.APPROVED,
    deadline_at: datetime | None = None,
    given: Participation | None = None,
    stage: Stage = Stage.INVITATION,
) -> Invitation:
    """Ask somebody new, or whoever has the seat ``given``; until in two weeks unless said."""
    given = given or seat(event, add_person(name), state=state)
    wave = operations.open_wave(
        event, name="Principals", stage=stage, deadline_at=deadline_at or now() + UNTIL
    )
    invitation = operations.invitation_for(given)
    operations.mark_sent(wave, [invitation])
    return invitation


def page_of(invitation: Invitation) -> str:
    """Return the address of the guest's own page."""
    return f"/invitations/{personal_token(invitation.seed)}/"


def nominate_link(delegation: Delegation) -> NominationLink:
    """Let the focal point of ``delegation`` name its members."""
    return operations.open_nominations(delegation, deadline_at=now() + UNTIL)


def nominations_of(link: NominationLink) -> str:
    """Return the address of the focal point's own page."""
    return f"/nominations/{personal_token(link.seed)}/"
