"""The private side: a dialogue and visits.

Everything here says "(closed)", and no seat is a real person's: it is kept for an office, or for
somebody plainly invented.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from app.access.roles import StaffRole
from app.demonstration.accounts import Staff
from app.demonstration.cast import USIP, People
from app.demonstration.days import ZONE, in_days, in_spring
from app.demonstration.places import Rooms, place_of
from app.events.models import Event
from app.events.operations import (
    add_partner,
    add_session,
    cancel,
    close_out,
    confirm,
    copy_event,
    create_event,
    hold,
    keep_confidential,
    let_in,
    mark_held,
    set_join_link,
    set_notes,
)
from app.events.rules import EventKind, Format, PartnerRole, SessionKind
from app.participation.models import Delegation
from app.participation.operations import act, add_delegation, seat
from app.participation.queries import seats_of
from app.participation.rules import Role, SeatAction, SeatState
from app.people.operations import find_or_add_organisation
from app.programmes.models import Programme
from app.programmes.operations import add_series
from app.programmes.rules import SeriesKind
from app.schedule.operations import book

STAND_IN = "(closed) The exact days are not on record; these stand in for them."


def add_private_side(programme: Programme, staff: Staff, people: People, rooms: Rooms) -> None:
    """Make every closed event of ``programme``, from two years ago to next spring."""
    add_dialogue(programme, staff, people, rooms)
    add_visits(programme, staff)


def add_dialogue(programme: Programme, staff: Staff, people: People, rooms: Rooms) -> None:
    """Four rounds of an invented dialogue: two held, one called off on the eve, one confidential to come."""
    series = add_series(
        title="Four Seas Dialogue (closed)", kind=SeriesKind.DIALOGUE, programme=programme
    )
    third = create_event(
        kind=EventKind.DIALOGUE_ROUND,
        title="Four Seas Dialogue, third round (closed)",
        owner_id=staff.officer.id,
        zone="Asia/Seoul",
        local_start=in_days(-760, 9),
        programme=programme,
        series=series,
        ordinal="3rd",
        place=place_of(rooms["Pine Room"]),
    )
    _dialogue_agenda(third)
    confirm(third)
    _dialogue_seats(third, people)
    _over(third)
    fourth = _round_after(third, "4th", "fourth", -390, staff)
    _confirm_seats(fourth)
    confirm(fourth)
    _over(fourth)
    fifth = _round_after(fourth, "5th", "fifth", -160, staff)
    confirm(fifth)
    cancel(
        fifth,
        private_reason="(closed) Visas were promised in the morning and refused in the evening.",
    )
    sixth = _round_after(fifth, "6th", "sixth", 31, staff)
    _confirm_seats(sixth)
    confirm(sixth)
    book(sixth, room=rooms["Pine Room"])
    set_notes(sixth, notes="(closed) Two names are still missing on the visiting side.")
    keep_confidential(sixth)
    let_in(sixth, staff.coordinator, role=StaffRole.EVENT_COORDINATOR)


def _round_after(event: Event, ordinal: str, number: str, days: int, staff: Staff) -> Event:
    return copy_event(
        event,
        local_start=in_days(days, 9),
        owner_id=staff.officer.id,
        ordinal=ordinal,
        title=f"Four Seas Dialogue, {number} round (closed)",
    )


def _dialogue_agenda(event: Event) -> None:
    start = event.local_start
    if start is None:
        raise ValueError("A dialogue without a date has no agenda.")
    for title, kind, hours in (
        ("Where things stand (closed)", SessionKind.SESSION, (0, 2)),
        ("Working lunch (closed)", SessionKind.MEAL, (3, 4)),
        ("Steps that could be taken (closed)", SessionKind.SESSION, (5, 7)),
    ):
        add_session(
            event,
            title=title,
            kind=kind,
            local_start=start + timedelta(hours=hours[0]),
            local_end=start + timedelta(hours=hours[1]),
            public=False,
        )


def _dialogue_seats(event: Event, people: People) -> None:
    sides = {
        label: add_delegation(event, label=label, country=label, size=size)
        for label, size in (
            ("United States", 2),
            ("Republic of Korea", 2),
            ("Japan", 1),
            ("China", 2),
        )
    }
    for name, role, delegation, zone in (
        ("John Q. Public", Role.HEAD_OF_DELEGATION, "United States", ZONE),
        ("Erika Mustermann", Role.PARTICIPANT, "United States", ZONE),
        ("Kim Cheol-su", Role.HEAD_OF_DELEGATION, "Republic of Korea", "Asia/Seoul"),
        ("Yamada Hanako", Role.HEAD_OF_DELEGATION, "Japan", "Asia/Tokyo"),
        ("Li Si", Role.HEAD_OF_DELEGATION, "China", "Asia/Shanghai"),
        ("Pera Perić", Role.RAPPORTEUR, "", ""),
    ):
        seat(
            event,
            person=people[name],
            roles=[role],
            delegation=sides.get(delegation),
            city_zone=zone,
            state=SeatState.ATTENDED,
        )
    for delegation in ("Republic of Korea", "China"):
        seat(
            event,
            seat_label="One more from the ministry, name to follow",
            roles=[Role.PARTICIPANT],
            delegation=sides[delegation],
        )


def _confirm_seats(event: Event) -> None:
    for taken in seats_of(event):
        if taken.person is not None:
            act(taken, SeatAction.CONFIRM)


def add_visits(programme: Programme, staff: Staff) -> None:
    """The groups of last spring, by headcount, and those of the spring to come."""
    for title, group, years, day in (
        ("Students of international relations (closed)", "34 students and 2 teachers", 0, 9),
        ("Cadets of a service academy (closed)", "18 cadets and a supervisor", 0, 16),
        ("School classes from three states (closed)", "52 pupils and 6 teachers", 0, 23),
        ("Fellows of a war college (closed)", "12 fellows", 1, 9),
        ("Students of Korean studies (closed)", "26 students and a teacher", 1, 16),
    ):
        event = create_event(
            kind=EventKind.GROUP_VISIT,
            title=title,
            owner_id=staff.coordinator.id,
            zone=ZONE,
            local_start=in_spring(years, day=day),
            programme=programme,
        )
        if years:
            hold(event)
        else:
            confirm(event)
        state = SeatState.SHORTLISTED if years else SeatState.ATTENDED
        seat(event, seat_label=group, roles=[Role.PARTICIPANT], state=state)
        if not years:
            _over(event)


def add_neighbour(programme: Programme, staff: Staff, people: People) -> None:
    """A closed meeting of another programme, which takes somebody's time whom this one wants too."""
    event = create_event(
        kind=EventKind.WORKSHOP,
        title="River basins: planning meeting (closed)",
        owner_id=staff.admin.id,
        zone=ZONE,
        local_start=in_days(20, 9),
        local_end=in_days(20, 17),
        programme=programme,
        format=Format.VIRTUAL,
    )
    confirm(event)
    set_join_link(event, url="https://meet.example.org/closed-river-basins")
    for name in ("Ola Nordmann", "Fulana de Tal"):
        seat(event, person=people[name], roles=[Role.PARTICIPANT], state=SeatState.CONFIRMED)


def _partners(event: Event, *others: tuple[str, PartnerRole]) -> None:
    for name, role in ((USIP, PartnerRole.CONVENER), *others):
        add_partner(event, organisation=find_or_add_organisation(name), role=role)


def _seats(
    event: Event, labels: Iterable[str], role: Role, delegation: Delegation | None = None
) -> None:
    for label in labels:
        seat(
            event,
            seat_label=label,
            roles=[role],
            delegation=delegation,
            state=SeatState.ATTENDED,
        )


def _over(event: Event) -> Event:
    mark_held(event)
    return close_out(event)
