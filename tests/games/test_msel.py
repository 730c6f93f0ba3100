"""The list of injects as a file, and its dry run: pure, without a database."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.text import clean_line, clean_text
from app.games.engine.plans import InjectPlan, MovePlan
from app.games.engine.rehearsal import RehearsedMove, rehearse
from app.games.msel.lines import Known, Line, MoveTimes
from app.games.msel.reading import ReadList, read_list
from app.games.msel.words import COLUMNS, minutes_read, minutes_written
from app.games.msel.writing import cells_of, guarded
from app.games.rules import InjectKind, Medium, Readiness, circle_in
from app.imports.reading.refusals import Unreadable

START = datetime(2027, 3, 1, 14, tzinfo=UTC)
KNOWN = Known(
    zone="America/New_York",
    moves={1: MoveTimes(START, START + timedelta(hours=3)), 2: MoveTimes()},
    readers={"us": "United States", "us/envoy": "United States: Envoy", "dprk": "DPRK"},
)


def read(text: str, known: Known = KNOWN) -> ReadList:
    return read_list(text.encode(), known)


def told(found: ReadList) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.column, fault.message % fault.facts) for fault in found.faults]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("1,A,,,,Atlantis,,", "to", "There is no team or role “Atlantis” in this game."),
        ("1,A,7,,,,,", "move", "There is no move “7” in this game."),
        ("1,A,00000123,,,,,", "move", "There is no move “00000123” in this game."),
        (f"1,A,1{'0' * 5000},,,,,", "move", "There is no move"),
        ("1,A,1,2027-03-01 08:59,,,,", "planned_at", "This is before the move starts."),
        ("1,A,1,,3:01,,,", "offset", "This is after the move ends."),
        ("1,A,,,0:10,,,", "offset", "A time from the start of a move needs a move."),
        ("1,A,1,2027-03-14 02:30,,,,", "planned_at", "skip this time"),
        ("1,A,1,soon,,,,", "planned_at", "is no time such as"),
        ("1,A,,,,,rumour,", "kind", "“rumour” is not one of"),
        ("1,A,,,,DPRK,,,scheduled", "readiness", "only what has a move and a time"),
        ("x,A,,,,,,", "number", "Write a number such as 12"),
        ("1,,,,,,,", "title", "This cell is empty."),
        ("1,A,,,,,,9", "depends_on", "There is no inject 9."),
        ("1,A,,,,,,1", "depends_on", "wait for one another: 1 → 1"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(row: str, column: str, words: str) -> None:
    found = told(read(f"number,title,move,planned_at,offset,to,kind,depends_on,readiness\n{row}\n"))
    assert [(line, where) for line, where, _words in found] == [(2, column)]
    assert words in found[0][2]


def test_readers_that_are_written_alike_are_named_and_not_guessed() -> None:
    known = Known(zone="UTC", moves={}, readers={"a": "US", "b": "us"})
    [(line, column, words)] = told(read("number,title,to\n1,A,US\n", known))
    assert (line, column) == (2, "to")
    assert "Two teams or roles are called “US”" in words


def test_a_number_that_stands_twice_and_a_circle_are_named() -> None:
    found = told(read("number,title,depends_on\n1,A,2\n2,B,3\n3,C,1\n3,D,\n"))
    assert found[0] == (5, "number", "Inject 3 stands in row 4 already.")
    assert found[1][:2] == (2, "depends_on")
    assert len(found) == 2


def test_a_body_of_two_megabytes_is_named_by_its_cell() -> None:
    found = told(read(f"number,title,body\n1,A,{'x' * 2_000_000}\n"))
    assert found == [(2, "body", "This is too long: 2000000 characters, and 30000 is the most.")]


def test_letters_of_another_encoding_are_named_by_their_cell() -> None:
    text = "number,title,body\n1,A,Fine\n2,Café,Hé\n".encode("cp1252")
    found = told(read_list(text, KNOWN))
    assert [(line, column) for line, column, _words in found] == [(3, "title"), (3, "body")]
    with pytest.raises(Unreadable):
        read_list(bytes(range(256)) * 10, KNOWN)


def test_what_was_released_is_not_changed_by_a_file() -> None:
    known = Known(
        zone=KNOWN.zone,
        lines={"1": Line(number="1", title="A"), "2": Line(number="2", title="B")},
        released=frozenset({"1"}),
    )
    found = read("number,title\n1,Another\n2,Another\n3,New\n", known)
    assert told(found) == [(2, "title", "Inject 1 was released and stays as it was.")]
    assert (found.changed, found.added) == (["2"], ["3"])


lines = st.builds(
    Line,
    number=st.just("12a"),
    title=st.text(min_size=1, max_size=40).map(
        lambda text: clean_line(text.replace("\ufffd", "")) or "A"
    ),
    move=st.just(1),
    planned_at=st.none() | st.integers(0, 180).map(lambda more: START + timedelta(minutes=more)),
    game_at=st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2099, 1, 1)),
    sender=st.sampled_from(["", "=1+1", "'=1+1", "@home", "-", "''+", "'", "김철수"]),
    to=st.sampled_from([(), ("us",), ("us/envoy", "dprk")]),
    medium=st.sampled_from(Medium),
    kind=st.sampled_from(InjectKind),
    readiness=st.just(Readiness.DRAFT),
    body=st.text(max_size=60).map(lambda text: clean_text(text.replace("\ufffd", ""))),
)


@settings(max_examples=60, deadline=None)
@given(line=lines)
def test_what_goes_out_comes_back_the_same(line: Line) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerow([guarded(cell) for cell in cells_of(line, KNOWN)])
    found = read_list(b"\xef\xbb\xbf" + file.getvalue().encode(), KNOWN)
    assert (told(found), found.lines) == ([], [line])


@pytest.mark.parametrize("seconds", [None, 0, 45 * 60, 26 * 3600 + 61])
def test_a_length_is_read_as_it_is_written(seconds: int | None) -> None:
    assert minutes_read(minutes_written(seconds)) == seconds


def test_a_circle_is_found_and_a_long_chain_is_none() -> None:
    assert circle_in({"1": "2", "2": "3", "3": "2", "4": None}) == ("2", "3", "2")
    assert circle_in({str(number): str(number + 1) for number in range(5000)}) == ()


def plan(number: str, **facts: object) -> InjectPlan:
    told = {"to": ("us",), "move": 1, "offset_seconds": 60, "scheduled": True} | facts
    return InjectPlan(key=number, number=number, **told)  # type: ignore[arg-type]


def test_a_dry_run_tells_what_play_would_stumble_over() -> None:
    moves = [
        RehearsedMove(
            plan=MovePlan(number=1, situation_at=datetime(2030, 1, 1), pace=24),
            starts_at=START,
            ends_at=START + timedelta(hours=1),
        )
    ]
    played = rehearse(
        moves,
        [
            plan("1", offset_seconds=1800),
            plan("2", depends_on="1", offset_seconds=600),
            plan("3", offset_seconds=7200),
            plan("4", to=()),
            plan("5", offset_seconds=None, scheduled=False),
        ],
        teams={"us": "United States", "dprk": "DPRK"},
    )
    assert [(line.inject.number, line.game_at) for line in played.lines] == [
        ("1", datetime(2030, 1, 1, 12)),
        ("3", datetime(2030, 1, 3)),
    ]
    assert [one.number for one in played.by_hand] == ["5"]
    warned = {(one.inject.number if one.inject else "", one.message) for one in played.warnings}
    assert ("2", "It waits for inject %(number)s, which is not released before it.") in warned
    assert ("3", "Its time lies outside move %(number)s.") in warned
    assert ("4", "It goes to nobody.") in warned
    assert ("", "No inject in move %(number)s for: %(teams)s.") in warned
    assert len(played.warnings) == 4
