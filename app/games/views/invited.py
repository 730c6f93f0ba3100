"""What games add to the page of an invited guest: the way to their desk."""

from __future__ import annotations

from app.core.errors import NotFound
from app.events.rules import EventKind
from app.games.queries.places import place_of
from app.invitations.models import Invitation
from app.invitations.panels import Facts, GuestPanel
from app.invitations.rules import ATTENDING


def _facts(held: Invitation) -> Facts | None:
    if held.event.kind is not EventKind.PEACE_GAME or held.seat.state not in ATTENDING:
        return None
    try:
        place = place_of(held.event, held.seat)
    except NotFound:
        return None
    return {"place": place} if place.held else None


way_to_the_desk = GuestPanel("desk", "games/desk/_invitation.html", _facts, order=10)
