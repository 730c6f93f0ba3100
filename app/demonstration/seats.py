"""A closed workshop half invited: delegations, candidates, a substitute, companions and targets.

Everybody here is invented; they bear the names that languages keep for nobody in particular.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.demonstration.accounts import Staff
from app.demonstration.days import ZONE, in_days
from app.events.models import Event
from app.events.operations import confirm, create_event
from app.events.rules import EventKind
from app.participation.models import Delegation, Participation
from app.participation.operations import (
    act,
    add_candidate,
    add_companion,
    add_delegation,
    keep_seats,
    seat,
    set_targets,
    substitute,
)
from app.participation.rules import (
    Axis,
    Channel,
    CompanionKind,
    Role,
    SeatAction,
    SeatState,
    Sector,
)
from app.people.models import Person
from app.people.operations import (
    DossierFacts,
    add_affiliation,
    add_person,
    find_or_add_organisation,
)
from app.people.rules import NameOrder, OrganisationKind
from app.programmes.models import Programme

INVITED, ACCEPTED, CONFIRMED = SeatState.INVITED, SeatState.ACCEPTED, SeatState.CONFIRMED
KINDS = OrganisationKind


@dataclass(frozen=True)
class Guest:
    """Somebody invited: name, post, the side they come with, and how far their seat has come."""

    name: str
    title: str
    organisation: str
    kind: OrganisationKind
    side: str
    gender: str
    state: SeatState = CONFIRMED
    native: tuple[str, str] = ("", "")


US, ROK, JAPAN, EU = "United States", "Republic of Korea", "Japan", "European Union"
GUESTS = (
    Guest("Jane Roe", "Deputy Director", "Example Department", KINDS.GOVERNMENT, US, "woman"),
    Guest("Richard Miles", "Captain", "Example Navy Staff", KINDS.MILITARY, US, "man", ACCEPTED),
    Guest("Mary Major", "Professor", "University of Nowhere", KINDS.UNIVERSITY, US, "woman"),
    Guest("Fred Nerk", "Fellow", "Example Policy House", KINDS.THINK_TANK, US, "man", INVITED),
    Guest(
        "Kim Young-hee", "Director General", "Example Ministry", KINDS.GOVERNMENT, ROK, "woman",
        native=("김영희", "ko"),
    ),
    Guest(
        "Lee Mong-ryong", "Colonel", "Example Joint Staff", KINDS.MILITARY, ROK, "man", INVITED,
        native=("이몽룡", "ko"),
    ),
    Guest(
        "Sung Chun-hyang", "Senior Fellow", "Example Institute of Seas", KINDS.THINK_TANK, ROK,
        "woman", ACCEPTED, native=("성춘향", "ko"),
    ),
    Guest(
        "Tanaka Jiro", "Minister-Counsellor", "Example Embassy", KINDS.EMBASSY, JAPAN, "man",
        native=("田中次郎", "ja"),
    ),
    Guest(
        "Sato Hanako", "Correspondent", "Example Shimbun", KINDS.MEDIA, JAPAN, "woman", INVITED,
        native=("佐藤花子", "ja"),
    ),
    Guest("Pat Doe", "Adviser", "Example Secretariat", KINDS.INTERNATIONAL, EU, "", ACCEPTED),
    Guest("Jan Kowalski", "Analyst", "Example Centre", KINDS.THINK_TANK, EU, "man"),
    Guest("Maria Rossi", "Lecturer", "Università di Nessuno", KINDS.UNIVERSITY, EU, "woman"),
)  # fmt: skip


def add_half_invited_workshop(programme: Programme, staff: Staff) -> Event:
    """A workshop seven weeks ahead, in the middle of its invitations."""
    event = create_event(
        kind=EventKind.WORKSHOP,
        title="Quiet seas: incidents and how to avoid them (closed)",
        owner_id=staff.officer.id,
        zone=ZONE,
        local_start=in_days(49, 9),
        local_end=in_days(50, 17),
        programme=programme,
    )
    confirm(event)
    sides = _delegations(event)
    seats = {guest.name: _seat(event, guest, sides) for guest in GUESTS}
    _who_says_no(event, sides, seats)
    keep_seats(
        event,
        number=2,
        label="Ministry of Oceans, names to follow",
        roles=[Role.PARTICIPANT],
        delegation=sides[ROK],
    )
    add_companion(seats["Kim Young-hee"], kind=CompanionKind.INTERPRETER, name="Hong Gil-sun")
    add_companion(seats["Kim Young-hee"], kind=CompanionKind.BODYGUARD, count=2)
    add_companion(seats["Tanaka Jiro"], kind=CompanionKind.SPOUSE)
    _targets(event, sides)
    return event


def _delegations(event: Event) -> dict[str, Delegation]:
    return {
        US: add_delegation(event, label=US, country="United States", size=5),
        ROK: add_delegation(
            event,
            label=ROK,
            country="Korea, Republic of",
            size=5,
            focal_name="Example Protocol Desk",
            focal_email="protocol@example.org",
            focal_phone="+82 2 555 0140",
        ),
        JAPAN: add_delegation(event, label=JAPAN, country="Japan", size=2),
        EU: add_delegation(event, label=EU, country="European Union", size=3),
    }


def _seat(event: Event, guest: Guest, sides: Mapping[str, Delegation]) -> Participation:
    first = not any(one.side == guest.side for one in GUESTS[: GUESTS.index(guest)])
    return seat(
        event,
        person=_person(guest),
        roles=[Role.HEAD_OF_DELEGATION] if first else [Role.PARTICIPANT],
        delegation=sides[guest.side],
        state=guest.state,
        country=guest.side if guest.side != EU else "",
        personal_capacity=guest.kind is KINDS.GOVERNMENT,
    )


def _person(guest: Guest) -> Person:
    native, lang = guest.native
    given, _space, family = guest.name.rpartition(" ")
    order = NameOrder.GIVEN_FIRST
    if native:
        family, _space, given = guest.name.partition(" ")
        order = NameOrder.FAMILY_FIRST
    person = add_person(
        display_name=guest.name,
        given_name=given,
        family_name=family,
        name_order=order,
        native_name=native,
        native_lang=lang,
        email=f"{guest.name.lower().replace(' ', '.')}@example.org",
        dossier=DossierFacts(gender=guest.gender),
    )
    organisation = find_or_add_organisation(guest.organisation, kind=guest.kind)
    add_affiliation(person, title=guest.title, organisation=organisation)
    return person


def _who_says_no(
    event: Event, sides: Mapping[str, Delegation], seats: Mapping[str, Participation]
) -> None:
    """Two ways on from a refusal: a substitute sent by the guest, and the next candidate in line."""
    deputy = _person(
        Guest(
            "Jane Q. Citizen", "Desk Officer", "Example Department", KINDS.GOVERNMENT, US, "woman"
        )
    )
    act(seats["Fred Nerk"], SeatAction.DECLINE, channel=Channel.PHONE, note="(closed) On leave.")
    substitute(
        seats["Fred Nerk"],
        person=deputy,
        state=SeatState.INVITED,
        channel=Channel.ASSISTANT,
        told_by="Max Mustermann",
    )
    admiral = seat(
        event,
        person=_person(
            Guest("Otto Muster", "Admiral (ret.)", "Example Sea Forum", KINDS.OTHER, EU, "man")
        ),
        roles=[Role.KEYNOTE],
        delegation=sides[EU],
        state=SeatState.INVITED,
        sector=Sector.NGO,
    )
    for name in ("Erika Beispiel", "Max Exempel"):
        candidate = Guest(name, "Senior Adviser", "Example Sea Forum", KINDS.OTHER, EU, "")
        add_candidate(admiral, person=_person(candidate))
    act(admiral, SeatAction.CLOSE, note="(closed) No answer to three letters.")


def _targets(event: Event, sides: Mapping[str, Delegation]) -> None:
    set_targets(event, Axis.SIDE, {side.key: side.size or 0 for side in sides.values()})
    set_targets(event, Axis.GENDER, {"woman": 7, "man": 7})
    set_targets(
        event,
        Axis.SECTOR,
        {Sector.GOVERNMENT: 4, Sector.MILITARY: 3, Sector.ACADEMIC: 2, Sector.PRIVATE: 1},
    )
