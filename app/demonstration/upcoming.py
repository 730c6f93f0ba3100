"""What lies ahead, counted from today: open, nearly full, full, postponed, cancelled, and one clash."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.demonstration.accounts import Staff
from app.demonstration.cast import People
from app.demonstration.crowd import crowd
from app.demonstration.days import ZONE, in_days
from app.demonstration.guests import fill_seats
from app.demonstration.places import Rooms, place_of
from app.events.models import Event, EventSession
from app.events.operations import (
    add_session,
    cancel,
    confirm,
    create_event,
    edit_event,
    hold,
    move_online,
    postpone,
    publish,
    reschedule,
    set_join_link,
    set_regions,
    set_registration,
    set_topics,
    withdraw,
)
from app.events.rules import AttributionRule, EventKind, Format, RegistrationMode, SessionKind
from app.participation.operations import seat
from app.participation.rules import Role, SeatState
from app.programmes.models import Programme
from app.registration.operations import edit_pool
from app.registration.queries import pools_of
from app.schedule.models import Room
from app.schedule.operations import book

NEARLY_FULL, CAPACITY = 118, 120
LUNCH = "Working lunch with officials (closed)"


def add_upcoming(programme: Programme, staff: Staff, people: People, rooms: Rooms) -> None:
    """Make every event that is still to come."""
    agenda = Agenda(programme, staff, people)
    add_nearly_full_panel(agenda, rooms["Great Hall"])
    add_roundtable(agenda, rooms["Garden Room"])
    add_virtual_briefing(agenda)
    add_conference(agenda, rooms["Great Hall"])
    add_moved_panel(agenda)
    add_postponed(agenda)
    add_cancelled(agenda)
    add_withdrawn(agenda)
    add_saved_date(agenda)
    add_clashing_workshop(agenda, rooms["Library"])
    add_these_days(agenda, rooms["Library"])
    add_idea(agenda)


class Agenda:
    """Makes events of one programme, with people by name."""

    def __init__(self, programme: Programme, staff: Staff, people: People) -> None:
        self.programme = programme
        self.staff = staff
        self.people = people

    def add(
        self,
        kind: EventKind,
        title: str,
        start: datetime,
        *,
        minutes: int = 90,
        room: Room | None = None,
        format: Format = Format.IN_PERSON,  # noqa: A002 - the field's own word.
        capacity: int | None = None,
        summary: str = "",
        topics: tuple[str, ...] = (),
    ) -> Event:
        """Return a new idea with a date."""
        event = create_event(
            kind=kind,
            title=title,
            owner_id=self.staff.officer.id,
            zone=ZONE,
            local_start=start,
            local_end=start + timedelta(minutes=minutes),
            programme=self.programme,
            format=format,
            place=place_of(room) if room else "",
            summary_upcoming=summary,
        )
        for pool in pools_of(event)[:1]:
            edit_pool(pool, event, capacity=capacity)
        set_topics(event, topics)
        set_regions(event, ["Korean Peninsula"])
        return event

    def seat(
        self,
        event: Event,
        *seats: tuple[str, Role],
        state: SeatState = SeatState.CONFIRMED,
        session: EventSession | None = None,
    ) -> None:
        """Give seats to people by name, in billing order."""
        for name, role in seats:
            seat(event, person=self.people[name], roles=[role], state=state, session=session)


def add_nearly_full_panel(agenda: Agenda, room: Room) -> Event:
    """A panel with two places left."""
    event = agenda.add(
        EventKind.PANEL,
        "After the Freeze: How Talks Could Begin Again",
        in_days(10),
        room=room,
        capacity=CAPACITY,
        summary=(
            "No formal talks since 2019, and no lack of reasons to hold some. A former ambassador "
            "and three scholars discuss who could take the first step, what it could be, and how "
            "the other side would know that it was meant.\n\nDoors open half an hour before. "
            "Questions from the audience are welcome."
        ),
        topics=("Diplomacy", "Peace process"),
    )
    confirm(event)
    agenda.seat(
        event,
        ("Jane Doe", Role.MODERATOR),
        ("John Q. Public", Role.PANELLIST),
        ("Hong Gil-dong", Role.PANELLIST),
        ("Zhang San", Role.PANELLIST),
    )
    book(event, room=room)
    publish(event)
    fill_seats(event, NEARLY_FULL)
    return event


def add_roundtable(agenda: Agenda, room: Room) -> Event:
    """A public roundtable that is full, one of whose speakers is still only invited."""
    event = agenda.add(
        EventKind.ROUNDTABLE,
        "Food, Medicine, Fuel: Humanitarian Work under Sanctions",
        in_days(20, 14),
        room=room,
        capacity=40,
        summary=(
            "What reaches people in the North, what does not, and which rules decide it: a "
            "conversation with those who try to deliver."
        ),
        topics=("Humanitarian work", "Sanctions"),
    )
    confirm(event)
    agenda.seat(
        event,
        ("Erika Mustermann", Role.MODERATOR),
        ("Ola Nordmann", Role.PANELLIST),
    )
    agenda.seat(event, ("Joe Bloggs", Role.PANELLIST), state=SeatState.INVITED)
    book(event, room=room)
    publish(event)
    crowd(event)
    return event


def add_virtual_briefing(agenda: Agenda) -> Event:
    """A virtual briefing early in Washington, because it is late in Seoul."""
    event = agenda.add(
        EventKind.BRIEFING,
        "How to Read a Party Newspaper",
        in_days(27, 8),
        minutes=60,
        format=Format.VIRTUAL,
        summary="What is printed, what is left out, and what it meant the last time.",
        topics=("North Korean politics",),
    )
    _open(event, AttributionRule.ON_THE_RECORD)
    set_join_link(
        event,
        url="https://meet.example.org/party-newspaper",
        instructions="Sign in with the name under which you registered.",
    )
    confirm(event)
    agenda.seat(event, ("Yamada Tarō", Role.PRESENTER), ("Jane Doe", Role.MODERATOR))
    return publish(event)


def add_conference(agenda: Agenda, room: Room) -> Event:
    """A hybrid conference of two days, rescheduled twice, with a closed lunch in the middle."""
    first = in_days(55, 9)
    event = agenda.add(
        EventKind.CONFERENCE,
        "An Armistice Is Not a Peace",
        first - timedelta(days=14),
        minutes=32 * 60,
        room=room,
        format=Format.HYBRID,
        capacity=220,
        summary=(
            "Two days on how wars that were only halted can be ended: treaties, guarantees, trust, "
            "and the people who have to live with the result."
        ),
        topics=("History", "Peace process"),
    )
    confirm(event)
    publish(event)
    for earlier in (7, 0):
        start = first - timedelta(days=earlier)
        reschedule(
            event,
            local_start=start,
            local_end=start + timedelta(hours=32),
            notice="The conference has been moved by a week. Registrations remain valid.",
        )
    _add_conference_sessions(agenda, event, first)
    book(event, room=room)
    return event


def _add_conference_sessions(agenda: Agenda, event: Event, first: datetime) -> None:
    """Add the sessions: title, kind, the hours from the beginning, and who speaks."""
    for title, kind, hours, *speakers in (
        ("Opening address", SessionKind.KEYNOTE, (0, 1), ("John Q. Public", Role.KEYNOTE)),
        (
            "What a treaty can settle",
            SessionKind.PANEL,
            (1.5, 3),
            ("Fulana de Tal", Role.CHAIR),
            ("Zhang San", Role.PANELLIST),
            ("Hong Gil-dong", Role.PANELLIST),
        ),
        (LUNCH, SessionKind.MEAL, (3.5, 4.5), ("Kim Cheol-su", Role.LEAD_OFF)),
        (
            "Guarantees, and who gives them",
            SessionKind.PANEL,
            (5, 6.5),
            ("Jane Doe", Role.CHAIR),
            ("Yamada Tarō", Role.PANELLIST),
            ("Erika Mustermann", Role.COMMENTATOR),
        ),
        (
            "Trust in small steps",
            SessionKind.PANEL,
            (24, 25.5),
            ("Ola Nordmann", Role.PANELLIST),
            ("Joe Bloggs", Role.MODERATOR),
        ),
        ("What is left to do", SessionKind.ROUNDTABLE, (26, 28), ("Hong Gil-dong", Role.CHAIR)),
    ):
        begins, ends = hours
        session = add_session(
            event,
            title=title,
            kind=kind,
            local_start=first + timedelta(hours=begins),
            local_end=first + timedelta(hours=ends),
            attribution=AttributionRule.CHATHAM_HOUSE if title == LUNCH else None,
            public=title != LUNCH,
        )
        agenda.seat(event, *speakers, session=session)


def add_moved_panel(agenda: Agenda) -> Event:
    """A panel that was to be held in a room and moved online."""
    event = agenda.add(
        EventKind.PANEL,
        "Two Neighbours: Seoul and Tokyo after the Thaw",
        in_days(34, 18),
        summary="Three years after relations were mended: what has held, and what has not.",
        topics=("Japan", "South Korea"),
    )
    confirm(event)
    agenda.seat(
        event,
        ("Fulana de Tal", Role.MODERATOR),
        ("Yamada Tarō", Role.PANELLIST),
        ("Hong Gil-dong", Role.PANELLIST),
    )
    publish(event)
    move_online(event, notice="This panel has been moved online; the time has not changed.")
    set_join_link(event, url="https://meet.example.org/two-neighbours")
    return event


def add_postponed(agenda: Agenda) -> Event:
    """A panel without a date, which had one."""
    event = agenda.add(
        EventKind.PANEL,
        "Letters across the Line: Divided Families",
        in_days(14, 12),
        summary="What is left of family reunions, and what could still be done in time.",
        topics=("Humanitarian work",),
    )
    confirm(event)
    agenda.seat(event, ("Erika Mustermann", Role.MODERATOR))
    publish(event)
    return postpone(
        event,
        notice="This panel has been postponed. A new date will be announced here.",
        private_reason="(closed) The first speaker fell ill; a date in spring is being sought.",
    )


def add_cancelled(agenda: Agenda) -> Event:
    """A briefing that will not be held, and says so."""
    event = agenda.add(
        EventKind.BRIEFING,
        "Satellites, Launches and the Law",
        in_days(17, 15),
        minutes=60,
        summary="What international law says about launches that could be either.",
        topics=("International law",),
    )
    _open(event, AttributionRule.ON_THE_RECORD)
    confirm(event)
    publish(event)
    return cancel(
        event,
        notice="This briefing has been cancelled. We apologise to everyone who registered.",
        private_reason="(closed) The speaker’s ministry withdrew its permission.",
    )


def add_withdrawn(agenda: Agenda) -> Event:
    """A panel that was announced and withdrawn: what is left says so, and nothing else does."""
    event = agenda.add(
        EventKind.PANEL,
        "A Table for Six",
        in_days(60, 11),
        minutes=90,
        summary="Whether talks among six can begin again.",
        topics=("Diplomacy",),
    )
    confirm(event)
    publish(event)
    return withdraw(event, notice="The announcement of this panel was withdrawn.")


def add_saved_date(agenda: Agenda) -> Event:
    """A lecture whose date is held and announced, with nothing else decided."""
    event = agenda.add(
        EventKind.BRIEFING,
        "The Annual Lecture on Peace in Northeast Asia",
        in_days(120, 18),
        summary="The speaker will be announced in due course.",
        topics=("Peace process",),
    )
    _open(event, AttributionRule.ON_THE_RECORD)
    hold(event)
    return publish(event)


def add_clashing_workshop(agenda: Agenda, room: Room) -> Event:
    """A workshop at the hour of the roundtable, with the roundtable's moderator among its guests.

    Nobody has given a reason to go ahead, so staff are shown the clash.
    """
    event = agenda.add(
        EventKind.WORKSHOP,
        "Sanctions exemptions: drafting session (closed)",
        in_days(20, 13),
        minutes=180,
        room=room,
    )
    confirm(event)
    agenda.seat(
        event,
        ("Erika Mustermann", Role.CHAIR),
        ("Kim Cheol-su", Role.PARTICIPANT),
        ("Pera Perić", Role.PARTICIPANT),
    )
    book(event, room=room)
    return event


def add_these_days(agenda: Agenda, room: Room) -> None:
    """Small closed meetings around today; nobody has said yet whether the last one was held."""
    for title, days, hour in (
        ("Luncheon with visiting parliamentarians (closed)", -6, 12),
        ("Preparing the sixth round: working meeting (closed)", 2, 15),
        ("Briefing for new colleagues at the embassies (closed)", 6, 11),
    ):
        event = agenda.add(EventKind.BRIEFING, title, in_days(days, hour), minutes=60, room=room)
        confirm(event)
        agenda.seat(event, ("Pera Perić", Role.PRESENTER))
        book(event, room=room)


def add_idea(agenda: Agenda) -> Event:
    """A thought with a month, and nobody asked yet."""
    event = agenda.add(
        EventKind.ROUNDTABLE,
        "Climate and harvests in the North: a roundtable to plan (closed)",
        in_days(90),
    )
    agenda.seat(event, ("Ola Nordmann", Role.PANELLIST), state=SeatState.SHORTLISTED)
    return event


def _open(event: Event, rule: AttributionRule) -> None:
    """A briefing is closed by default; this one is for everybody."""
    set_registration(event, mode=RegistrationMode.OPEN)
    edit_event(event, attribution=rule)
