"""A file is written all or nothing, and known again the next time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import ANONYMOUS, GrantHeld, StaffMember
from app.core.errors import Refused
from app.events.models import Event, EventSession, Recording
from app.events.operations import close_out
from app.events.rules import EventState, Publication, RecordingKind
from app.extensions import Base
from app.imports.operations import load, release
from app.imports.panels import REQUIRED, Programmes, read_panels
from app.imports.report import Report
from app.imports.sheet import read_sheet
from app.infra.models import AuditEntry
from app.infra.transaction import rehearsal, transaction
from app.participation.models import Participation
from app.participation.rules import SeatState
from app.people.models import Person
from tests.factories.people import add_person

PANELS = (Path(__file__).parents[1] / "data" / "panels.csv").read_text(encoding="utf-8")
TABLES = (Event, EventSession, Participation, Person, Recording, AuditEntry)


def read(text: str = PANELS) -> Programmes:
    return read_panels(read_sheet(text.encode(), required=REQUIRED), zone="America/New_York")


def load_text(text: str = PANELS) -> Report:
    with transaction():
        return load(read(text))


def first_lines(number: int) -> str:
    """The file as far as that many rows; they end within the first event."""
    return "".join(PANELS.splitlines(keepends=True)[: number + 1])


def rows(session: Session, model: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture
def loaded(as_system: Session) -> Session:
    """Give a database into which the real file was loaded."""
    load_text()
    return as_system


def test_the_real_file_is_loaded_as_it_is(loaded: Session) -> None:
    assert [rows(loaded, model) for model in TABLES[:4]] == [5, 76, 156, 121]
    states = Counter(loaded.scalars(select(Participation.state)))
    assert states == {SeatState.ATTENDED: 153, SeatState.UNABLE_TO_ATTEND: 3}
    assert set(loaded.scalars(select(Event.state))) == {EventState.HELD}
    kinds = Counter(loaded.scalars(select(Recording.kind)))
    assert kinds[RecordingKind.TRANSCRIPT] == 21
    assert kinds[RecordingKind.VIDEO] + kinds[RecordingKind.AUDIO] == 21
    assert kinds[RecordingKind.AUDIO] == 4


def test_names_and_offices_are_billed_exactly_as_printed(loaded: Session) -> None:
    [lord] = loaded.scalars(
        select(Participation).where(Participation.billing_name.contains("Winston"))
    )
    assert lord.billing_name == "Ambassador Winston S. Lord (ret.)"
    assert lord.billing_offices == (
        "Member of the National Security Council Staff, 1969-1973; Special Assistant to Henry "
        "Kissinger, 1970-1973; Director of the Policy Planning Staff, Department of State, 1973-1977"
    )
    printed = {
        one.name
        for meeting in read().meetings
        for part in meeting.parts
        for one in part.appearances
    }
    assert set(loaded.scalars(select(Participation.billing_name))) == printed


def test_nothing_is_public_until_it_is_released(loaded: Session) -> None:
    with viewing_as(ANONYMOUS):
        assert [rows(loaded, model) for model in TABLES[:5]] == [0] * 5
    with transaction():
        assert release(read().public_refs) == 5
        assert release(read().public_refs) == 0
    with viewing_as(ANONYMOUS):
        assert rows(loaded, Event) == 5


def test_of_a_released_file_the_closed_keynote_and_bare_transcripts_stay_unseen(
    loaded: Session,
) -> None:
    closed = loaded.scalars(select(EventSession).where(EventSession.public.is_(False))).one()
    keynote = closed.title
    in_it = select(Participation.person_id).where(Participation.session_id == closed.id)
    speakers = set(loaded.scalars(in_it))
    assert closed.starts_at is None
    with transaction():
        release(read().public_refs)
    with viewing_as(ANONYMOUS):
        assert rows(loaded, EventSession) == 75
        assert keynote not in set(loaded.scalars(select(EventSession.title)))
        assert set(loaded.scalars(in_it)) == set()
        assert rows(loaded, Recording) == 21
        elsewhere = set(loaded.scalars(select(Participation.person_id)))
    assert speakers
    with viewing_as(ANONYMOUS):
        seen = set(loaded.scalars(select(Person.id)))
    assert seen == elsewhere


def test_the_same_file_twice_changes_nothing(loaded: Session) -> None:
    before = [rows(loaded, model) for model in TABLES]
    report = load_text()
    assert report.is_idle
    assert report.number("events", "unchanged") == 5
    assert report.number("people", "unchanged") == 121
    assert [rows(loaded, model) for model in TABLES] == before


def test_a_rehearsal_tells_the_same_and_keeps_nothing(as_system: Session) -> None:
    before = [rows(as_system, model) for model in TABLES]
    with rehearsal():
        told = load(read(first_lines(20)))
    assert [rows(as_system, model) for model in TABLES] == before
    assert told.counts == load_text(first_lines(20)).counts


def test_nothing_is_half_written(as_system: Session) -> None:
    def fail() -> None:
        raise RuntimeError("The lights went out.")

    with pytest.raises(RuntimeError), transaction():
        load(read(first_lines(20)), advance=fail)
    assert [rows(as_system, model) for model in TABLES[:5]] == [0] * 5


def test_a_file_with_faults_is_not_written(as_system: Session) -> None:
    faulty = read(first_lines(20).replace(",moderator,", ",modrator,"))
    with pytest.raises(ValueError, match="faults"), transaction():
        load(faulty)
    assert rows(as_system, Event) == 0


@pytest.mark.parametrize(
    ("was", "becomes", "changed"),
    [
        ("Scheduled Keynote Speaker", "Opening Keynote", {"sessions changed": 1}),
        (",keynote,2006-09-25 13:45", ",keynote,2006-09-25 13:50", {"sessions changed": 1}),
        ("Dr. Philip D. Zelikow", "Professor Philip Zelikow", {"appearances changed": 1}),
        ("Counselor of the U.S.", "Counsellor of the U.S.", {"appearances changed": 1}),
        (",keynote,1,Dr. Philip", ",remarks,1,Dr. Philip", {"appearances changed": 1}),
        (",2006-09-27,", ",2006-09-28,", {}),
    ],
)
def test_a_corrected_cell_corrects_just_that(
    as_system: Session, was: str, becomes: str, changed: dict[str, int]
) -> None:
    text = first_lines(20)
    assert was in text
    load_text(text)
    report = load_text(text.replace(was, becomes))
    assert {
        name: number for name, number in report.counts.items() if not name.endswith("unchanged")
    } == {"events changed": 1, **changed}
    assert len(report.changes) == 1
    assert load_text(text.replace(was, becomes)).is_idle


def test_a_letter_put_right_in_a_name_makes_no_new_person(as_system: Session) -> None:
    load_text(first_lines(20).replace("Zelikow", "Zelikov"))
    report = load_text(first_lines(20))
    assert report.number("people", "added") == 0
    assert "Philip D. Zelikow" in set(as_system.scalars(select(Person.display_name)))
    assert "Philip D. Zelikov" not in set(as_system.scalars(select(Person.display_name)))


def test_another_name_in_the_same_place_is_another_person(as_system: Session) -> None:
    load_text(first_lines(20))
    report = load_text(first_lines(20).replace("Dr. Philip D. Zelikow", "Dr. Ada Example"))
    assert report.number("people", "added") == 1
    [seat] = as_system.scalars(
        select(Participation).where(Participation.billing_name == "Dr. Ada Example")
    )
    assert seat.person is not None
    assert seat.person.display_name == "Ada Example"


def test_who_turns_out_not_to_have_come_is_never_shown_as_a_speaker(as_system: Session) -> None:
    text = first_lines(20)
    line = next(line for line in text.splitlines() if "Zelikow" in line)
    absent = line.replace(",,,,yes", ",,Unable to attend,,yes")
    assert absent != line
    load_text(text)
    load_text(text.replace(line, absent))
    seat = as_system.scalars(
        select(Participation).where(Participation.billing_name.contains("Zelikow"))
    ).one()
    assert seat.state is SeatState.UNABLE_TO_ATTEND
    load_text(text)
    as_system.refresh(seat)
    assert seat.state is SeatState.ATTENDED


def test_a_session_that_is_added_in_the_middle_stands_in_the_middle(as_system: Session) -> None:
    text = first_lines(20)
    without = "".join(
        line for line in text.splitlines(keepends=True) if "Scheduled Keynote Speaker" not in line
    )
    load_text(without)
    load_text(text)
    event = as_system.scalars(select(Event)).one()
    assert [session.title for session in event.sessions][:3] == [
        "Registration - Enter from 23rd Street",
        "Welcome and Introductory Remarks",
        "Scheduled Keynote Speaker",
    ]


def test_somebody_in_the_directory_is_found_and_not_doubled(as_system: Session) -> None:
    with transaction():
        known = add_person("Philip Zelikow")
    load_text(first_lines(20))
    seat = as_system.scalars(
        select(Participation).where(Participation.billing_name.contains("Zelikow"))
    ).one()
    assert seat.person_id == known.id


def test_a_namesake_is_not_taken_for_somebody_else(as_system: Session) -> None:
    with transaction():
        add_person("Philip J. Zelikow")
    report = load_text(first_lines(20))
    assert "Philip D. Zelikow" in report.new_people


def test_an_event_that_was_closed_out_is_still_known(as_system: Session) -> None:
    load_text(first_lines(20))
    with transaction():
        close_out(as_system.scalars(select(Event)).one())
    assert load_text(first_lines(20)).is_idle


def test_an_event_of_others_is_refused(as_system: Session) -> None:
    load_text(first_lines(20))
    grants = (GrantHeld(StaffRole.PROGRAMME_OFFICER, programme_id=1),)
    stranger = StaffMember(1, "Ada", "ada@example.org", 1, grants)
    with viewing_as(stranger), pytest.raises(Refused, match="belongs to others"), transaction():
        load(read(first_lines(20)))


def test_what_staff_release_stays_released(as_system: Session) -> None:
    text = first_lines(20)
    load_text(text)
    with transaction():
        release(read(text).public_refs)
    load_text(text.replace("Scheduled Keynote Speaker", "Opening Keynote"))
    assert set(as_system.scalars(select(Event.publication))) == {Publication.PUBLIC}
