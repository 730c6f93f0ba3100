"""Whom the letters about invitations are for, and which facts they carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from flask_babel import gettext as _

from app.core.clock import city_of
from app.correspondence.audiences import Recipient
from app.correspondence.rules import partstat_of
from app.events.models import Event
from app.infra.tokens import STAND_IN
from app.invitations.models import Invitation, NominationLink
from app.invitations.rules import Via
from app.participation.models import Participation
from app.participation.rules import ROLE_LABELS
from app.people.models import Person
from app.web.filters import moment
from app.web.mail import public_url

CAUSE = "invitation:"
"""How the cause of such a letter begins; the key of the invitation follows."""


def rsvp_address() -> str:
    """The address of a guest's page, with a stand-in for the token."""
    return public_url("rsvp.page", token=STAND_IN)


def nomination_address() -> str:
    """The address of a focal point's page, with a stand-in for the token."""
    return public_url("nominations.page", token=STAND_IN)


def name_of(seat: Participation) -> str:
    """How a letter addresses whoever has the seat."""
    if seat.billing_name:
        return seat.billing_name
    return seat.person.billed_as if seat.person else seat.seat_label


def why_not(seat: Participation, via: Via) -> str:
    """Why no letter can be written for ``seat``, in the reader's language; nothing if one can."""
    if seat.person is None:
        return _("has no name yet")
    if not list(_addresses(seat.person, via)):
        return _("has no e-mail address")
    return ""


def recipients_for(
    invitation: Invitation, *, via: Via = Via.GUEST, deadline_at: datetime | None = None
) -> Iterator[Recipient]:
    """Yield who gets the letter: the guest, the assistant, or both; its salutation says so."""
    seat, event = invitation.seat, invitation.event
    person = seat.person
    if person is None:
        return
    guest = name_of(seat)
    for who, name, address in _addresses(person, via):
        said = guest if who == "guest" else _("%(name)s, for %(guest)s", name=name, guest=guest)
        yield Recipient(
            name=guest if who == "guest" else name,
            address=address,
            person_key=person.key,
            facts={
                "name": said,
                "deadline": deadline_words(event, deadline_at),
                **_seat_facts(seat),
            },
            token_seed=invitation.seed,
            dedupe=f"{CAUSE}{invitation.key}:{who}",
            answer=partstat_of(seat.state),
        )


def focal_point(link: NominationLink) -> Recipient:
    """The focal point of a delegation, to be asked for names."""
    side = link.delegation
    return Recipient(
        name=side.focal_name,
        address=side.focal_email,
        facts={
            "deadline": deadline_words(link.event, link.deadline_at),
            "delegation": side.label,
        },
        token_seed=link.seed,
        dedupe=f"nominations:{link.key}",
    )


def invitation_key(dedupe: str) -> str:
    """The key of the invitation that a letter with this cause is about; nothing if of none."""
    _mailing, found, rest = dedupe.partition(f":{CAUSE}")
    return rest.partition(":")[0] if found else ""


def deadline_words(event: Event, at: datetime | None) -> str:
    """Until when to answer, on the clock of the event, and by name."""
    if at is None:
        return ""
    return _("%(when)s, %(city)s time", when=moment(at, event.zone), city=city_of(event.zone))


def _addresses(person: Person, via: Via) -> Iterator[tuple[str, str, str]]:
    """Yield who, name and address. Without an assistant the guest is written to."""
    dossier = person.dossier
    assistant = dossier.assistant_email if dossier else ""
    if via is not Via.ASSISTANT or not assistant:
        for one in person.addresses[:1]:
            yield "guest", person.billed_as, one.address
    if via is not Via.GUEST and assistant and dossier:
        yield "assistant", dossier.assistant_name or _("The office"), assistant


def _seat_facts(seat: Participation) -> dict[str, str]:
    roles: Sequence[str] = [_(ROLE_LABELS[held.role]) for held in seat.roles]
    return {
        "role": ", ".join(roles),
        "delegation": seat.delegation.label if seat.delegation else "",
    }
