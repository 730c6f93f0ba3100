"""The page of a focal point: the places of a delegation, and who was named for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.core.errors import Closed
from app.events.models import Event
from app.events.rules import ATTRIBUTION_LABELS, ATTRIBUTION_WORDINGS
from app.invitations.models import NominationLink, Proposal
from app.invitations.operations.proposals import refuse_late
from app.invitations.queries import named_by, places_taken
from app.invitations.rsvp_page import Contact, contact_for
from app.invitations.rules import ProposalState
from app.participation.rules import ROLE_LABELS, Role
from app.web.filters import moment

ROLES = (
    Role.HEAD_OF_DELEGATION,
    Role.PARTICIPANT,
    Role.INTERPRETER,
    Role.OBSERVER,
    Role.STAFF,
)
"""What a member may be named as; whoever speaks in the programme is asked by the hosts."""


@dataclass(frozen=True)
class NominationPage:
    """Everything that a focal point sees."""

    link: NominationLink
    named: Sequence[Proposal]
    taken: int
    closed: str
    contact: Contact

    @property
    def event(self) -> Event:
        """What people are named for."""
        return self.link.event

    @property
    def size(self) -> int | None:
        """How many places there are, if that is agreed."""
        return self.link.delegation.size

    @property
    def full(self) -> bool:
        """Whether every place is taken."""
        return self.size is not None and self.taken >= self.size

    @property
    def replaceable(self) -> list[Proposal]:
        """Whom another one may replace: those who were accepted and have a seat."""
        return [
            one
            for one in self.named
            if one.state is ProposalState.TAKEN and one.seated_id is not None
        ]

    @property
    def deadline(self) -> str:
        """Until when to name people, on the clock of the event."""
        at = self.link.deadline_at
        return moment(at, self.event.zone) if at else ""

    @property
    def rule(self) -> str:
        """The name of the rule under which the meeting is held."""
        return _(ATTRIBUTION_LABELS[self.event.attribution])

    @property
    def rule_in_words(self) -> str:
        """What may be said of the meeting."""
        return self.event.attribution_wording or _(ATTRIBUTION_WORDINGS[self.event.attribution])


def page_of(link: NominationLink) -> NominationPage:
    """Return the page of the focal point who looks."""
    closed = ""
    try:
        refuse_late(link)
    except Closed as refusal:
        closed = _(refusal.message)
    return NominationPage(
        link=link,
        named=named_by(link),
        taken=places_taken(link.delegation),
        closed=closed,
        contact=contact_for(link.event),
    )


def role_choices() -> list[tuple[str, str]]:
    """What a member may be named as, in words."""
    return [(role.value, _(ROLE_LABELS[role])) for role in ROLES]
