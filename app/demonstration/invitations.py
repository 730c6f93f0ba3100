"""A closed meeting that invites: every kind of answer, letters, and a side that names people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from app.correspondence.composing import release, words_for
from app.correspondence.operations.reminders import add_reminder
from app.correspondence.rules import Anchor, TemplatePurpose
from app.correspondence.whom import kept
from app.demonstration.accounts import Staff
from app.demonstration.days import ZONE, in_days
from app.events.models import Event
from app.events.operations import confirm, create_event, set_registration
from app.events.rules import AttributionRule, EventKind, RegistrationMode
from app.invitations import operations
from app.invitations.audience import AWAITING
from app.invitations.models import Invitation
from app.invitations.rules import Answer, Scope, Stage, Via
from app.participation.models import Participation
from app.participation.operations import add_delegation, seat
from app.participation.rules import Channel, Role, SeatState
from app.people.operations import add_person
from app.programmes.models import Programme

GUESTS = (
    "Ambassador Ima Example",
    "Professor Max Beispiel",
    "Dr. Ejemplo Pérez",
    "General Sample Jones (ret.)",
    "Ms. Muster Frau",
)

SECOND = ("Captain Testa Personne", "Dr. Exempla Gratia")


def add_invitations(programme: Programme, staff: Staff) -> Event:
    """Make an expert meeting in six weeks, half of whose guests have answered."""
    event = create_event(
        kind=EventKind.ROUNDTABLE,
        title="Hotlines and how they fail: expert meeting (closed)",
        owner_id=staff.officer.id,
        programme=programme,
        attribution=AttributionRule.CHATHAM_HOUSE,
        zone=ZONE,
        place="Library, Example House",
        local_start=in_days(42, 9),
        local_end=in_days(42, 16),
    )
    set_registration(event, mode=RegistrationMode.BY_INVITATION)
    confirm(event)
    operations.set_settings(event, contact_name="Events office", companions=2)
    principals = _ask(event, GUESTS, name="Principals", days=14)
    release(principals.mailing, expected=len(GUESTS))
    _answer([operations.invitation_for(one) for one in principals.written])
    # The second wave waits to be read; nobody of it has been asked.
    _ask(event, SECOND, name="Technical experts", days=21)
    _plan_a_reminder(event)
    _let_a_side_name_people(event)
    return event


def _guest(event: Event, name: str) -> Participation:
    address = f"{name.split()[1].lower()}@example.org"
    person = add_person(display_name=name, email=address)
    return seat(event, person=person, roles=[Role.PARTICIPANT], state=SeatState.APPROVED)


def _ask(event: Event, names: Sequence[str], *, name: str, days: int) -> operations.Drafted:
    subject, body = words_for(TemplatePurpose.INVITATION, event)
    return operations.draft_wave(
        event,
        [_guest(event, one) for one in names],
        subject=subject,
        body=body,
        name=name,
        stage=Stage.INVITATION,
        via=Via.GUEST,
        deadline_at=_evening(days),
        sender="The events office",
    )


def _evening(days: int) -> datetime:
    """Six o'clock at home, so many days from today."""
    return in_days(days, 18).replace(tzinfo=ZoneInfo(ZONE))


def _plan_a_reminder(event: Event) -> None:
    subject, body = words_for(TemplatePurpose.REMINDER, event)
    add_reminder(
        event,
        purpose=TemplatePurpose.REMINDER,
        anchor=Anchor.DEADLINE,
        hours=-3 * 24,
        audience=kept(AWAITING, {}),
        subject=subject,
        body=body,
    )


def _answer(invitations: list[Invitation]) -> None:
    coming, perhaps, declining, telephoning, _silent = invitations
    operations.reply(coming, Answer.ACCEPT, words="With pleasure. I arrive the evening before.")
    operations.tell_needs(coming, dietary="Vegetarian", access="A step-free way to the library")
    operations.set_consents(coming.seat, {Scope.LISTED: False, Scope.PHOTOGRAPHED: True})
    operations.reply(perhaps, Answer.TENTATIVE, words="Depends on the term’s examinations.")
    operations.reply(declining, Answer.DECLINE, words="In Geneva that week.")
    operations.propose(
        declining,
        {
            "name": "Dr. Vzorová Jana",
            "title": "Deputy director",
            "organisation": "Institute of Examples",
            "email": "vzorova@example.org",
            "words": "She ran the hotline exercise.",
        },
    )
    by_phone = operations.Teller(Channel.PHONE, "his office")
    operations.reply(telephoning, Answer.ACCEPT, teller=by_phone)


def _let_a_side_name_people(event: Event) -> None:
    side = add_delegation(
        event,
        label="Visiting side",
        size=3,
        focal_name="Protocol desk",
        focal_email="protocol@example.org",
    )
    link = operations.open_nominations(side, deadline_at=_evening(10))
    operations.nominate(
        link,
        {
            "name": "Minister-Counsellor Exemple Durand",
            "title": "Minister-Counsellor",
            "organisation": "Embassy of Examples",
            "email": "durand@example.org",
            "words": "",
        },
        role=Role.HEAD_OF_DELEGATION,
    )
