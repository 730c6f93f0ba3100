"""A guest's own page: what it shows of an invitation, and what may be done there."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parseaddr

from flask_babel import gettext as _
from markupsafe import Markup

from app.config import current_settings
from app.core.clock import now
from app.core.tickets import TicketKind, ticket_code
from app.events.agenda_lines import Day, lines_of
from app.events.models import Event, JoinLink
from app.events.rules import ATTRIBUTION_LABELS, ATTRIBUTION_WORDINGS, Phase, phase
from app.invitations.models import Consent, Invitation, Proposal
from app.invitations.operations.proposals import MAY_PROPOSE
from app.invitations.queries import (
    consents_of,
    is_seated_elsewhere,
    offered_to,
    proposals_for,
    settings_of,
    standing_of,
)
from app.invitations.rules import (
    ANSWER_LABELS,
    ANSWERED,
    ATTENDING,
    NO_INVITATION,
    STANDING_WORDS,
    TELLS_MORE,
    Answer,
    Scope,
    Standing,
    is_over,
)
from app.participation.rules import BILLED_STATES, SeatState
from app.web.codes import qr_svg
from app.web.filters import moment

TONES = {
    Standing.COMING: "good",
    Standing.TOO_LATE: "warn",
    Standing.TAKEN_BACK: "warn",
    Standing.POSTPONED: "warn",
    Standing.CANCELLED: "warn",
}
GOING_ON = frozenset({Phase.UPCOMING, Phase.LIVE})


@dataclass(frozen=True)
class Contact:
    """Whom to write to."""

    name: str
    address: str


@dataclass(frozen=True)
class RsvpPage:
    """Everything that the page of one invitation shows."""

    invitation: Invitation
    standing: Standing
    offered: tuple[Answer, ...]
    answered: Answer | None
    contact: Contact

    @property
    def event(self) -> Event:
        """The event that the guest is invited to."""
        return self.invitation.event

    @property
    def guest(self) -> str:
        """Whose invitation it is, as they are addressed."""
        seat = self.invitation.seat
        if seat.billing_name:
            return seat.billing_name
        return seat.person.billed_as if seat.person else seat.seat_label

    @property
    def words(self) -> str:
        """What is said first."""
        if self.standing is Standing.SUBSTITUTED and is_seated_elsewhere(self.invitation.seat):
            return _(
                "You were invited twice. Your other invitation stands, by the link in its mail."
            )
        return _(STANDING_WORDS[self.standing])

    @property
    def tone(self) -> str:
        """How it is said."""
        return TONES.get(self.standing, "")

    @property
    def open(self) -> bool:
        """Whether the reader may still see what the invitation is to."""
        return self.standing not in NO_INVITATION

    @property
    def late(self) -> bool:
        """Whether an answer that was given can only be called off."""
        return is_over(self.invitation.deadline_at, now())

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The answers on offer, in words."""
        return [(answer.value, _(ANSWER_LABELS[answer])) for answer in self.offered]

    @property
    def rule(self) -> str:
        """The name of the rule under which the meeting is held."""
        return _(ATTRIBUTION_LABELS[self.event.attribution])

    @property
    def rule_in_words(self) -> str:
        """What may be said of the meeting."""
        return self.event.attribution_wording or _(ATTRIBUTION_WORDINGS[self.event.attribution])

    @property
    def agenda(self) -> list[Day]:
        """The sessions that an invited guest may see."""
        return lines_of(self.event) if self.open else []

    @property
    def join_link(self) -> JoinLink | None:
        """Where to join, once the answer is yes and while it is going on."""
        event = self.event
        going_on = phase(event.span, event.state, now()) in GOING_ON
        return event.join_link if going_on and self.attending else None

    @property
    def attending(self) -> bool:
        """Whether the guest is expected."""
        return self.invitation.seat.state in ATTENDING and self.standing is Standing.COMING

    @property
    def ticket(self) -> str:
        """The code that the door reads."""
        return ticket_code(TicketKind.SEAT, self.invitation.seat.key)

    @property
    def ticket_drawn(self) -> Markup:
        """The same as a picture."""
        return qr_svg(self.ticket, label=_("Your code for the door: %(code)s", code=self.ticket))

    @property
    def tells_more(self) -> bool:
        """Whether the guest is asked how they come."""
        return self.standing in TELLS_MORE

    @property
    def may_allow(self) -> bool:
        """Whether the guest is asked what they allow: to the end of the link, since all of it can be taken back."""
        may_be_named = self.invitation.seat.state in BILLED_STATES - {SeatState.INVITED}
        return self.open and (self.tells_more or may_be_named or bool(self.consents))

    @property
    def link_ends(self) -> str:
        """Until when the page can be opened, in the zone of the event."""
        return moment(self.invitation.token_expires_at, self.event.zone)

    @property
    def may_propose(self) -> bool:
        """Whether somebody else may be named."""
        return self.standing in MAY_PROPOSE

    @property
    def proposals(self) -> list[Proposal]:
        """Whom the guest has named."""
        return list(proposals_for(self.invitation.seat))

    @property
    def consents(self) -> dict[Scope, list[Consent]]:
        """What the guest allowed and refused."""
        return consents_of(self.invitation.seat)

    @property
    def deadline(self) -> str:
        """Until when to answer, in the zone of the event, and by name."""
        at = self.invitation.deadline_at
        return moment(at, self.event.zone) if at else ""


def page_of(invitation: Invitation) -> RsvpPage:
    """Return the page of the ``invitation`` whose guest looks."""
    return RsvpPage(
        invitation=invitation,
        standing=standing_of(invitation),
        offered=offered_to(invitation),
        answered=ANSWERED.get(invitation.seat.state),
        contact=contact_for(invitation.event),
    )


def contact_for(event: Event) -> Contact:
    """Whom guests of ``event`` write to: who was named for it, or the house."""
    named = settings_of(event)
    if named.contact_address:
        return Contact(named.contact_name, named.contact_address)
    return the_house()


def the_house() -> Contact:
    """Whom to write to when it is not even known what about."""
    settings = current_settings()
    return Contact(settings.institute_name, parseaddr(settings.mail_from)[1])
