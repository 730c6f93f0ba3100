"""Two names are joined only when they can be of nobody else."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.names import Match, NameParts, find_person, parse_name, same_person

PRINTED_NAMES = Path(__file__).with_name("printed_names.csv")
"""The 137 names printed in the programmes of five real conferences, and the 121 people behind them."""


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        # Titles, accents, spacing, middle names.
        ("Dr. Thomas A. Schwartz", "Thomas Schwartz", Match.SAME),
        ("Dr. Marc J. Susser", "MARC SUSSER", Match.SAME),
        ("Secretary of State Hillary Rodham Clinton", "Hillary Clinton", Match.SAME),
        ("KISSINGER, HENRY A.", "Dr. Henry Kissinger", Match.SAME),
        ("Le Page, Jean-Marc", "Jean-Marc LePage", Match.SAME),
        ("Keren Yarhi Milo", "Prof. Keren Yarhi-Milo", Match.SAME),
        ("Małgorzata Gnoińska", "Malgorzata Gnoinska", Match.SAME),
        ("Choe Son-hui", "Choe Son Hui", Match.SAME),
        ("George H. W. Bush", "Pres. George Herbert Walker Bush", Match.SAME),
        ("J. Danforth (Dan) Quayle", "Dan Quayle", Match.SAME),
        # A letter lost by a wrong encoding.
        ("Professor Lorenz L-thi", "Lorenz Lüthi", Match.SAME),
        ("Ma?gorzata Gnoi?ska", "Małgorzata Gnoińska", Match.SAME),
        ("Lorenz L-thi", "Lorenz Lathi", Match.DIFFERENT),
        ("Lorenz L-thi", "Lorenz Lüthis", Match.DIFFERENT),
        ("Professor Kathleen Parth", "Kathleen Parthé", Match.DIFFERENT),
        # As one person's names differ.
        ("Ed Rhodes", "Edward Rhodes", Match.LIKELY),
        ("J. Prados", "John Prados", Match.LIKELY),
        ("Todd Bennett", "Prof. M. Todd Bennett", Match.LIKELY),
        ("Jian Chen", "Chen Jian", Match.LIKELY),
        ("Zbigniew Brezinski", "Dr. Zbigniew Brzezinski", Match.LIKELY),
        ("Jeremy Suri", "Jeremi Suri", Match.LIKELY),
        ("Chas Freeman", "Charles W. (Chas.) Freeman, Jr.", Match.LIKELY),
        ("Gen. Alexander M. Haig", "General Alexander Haig, Jr.", Match.LIKELY),
        ("Sukarno", "Sukarno", Match.LIKELY),
        # A family name alone.
        ("AMBASSADOR BRYNN", "Amb. Edward Brynn", Match.POSSIBLE),
        ("DR. CARLAND", "Amb. Edward Brynn", Match.DIFFERENT),
        # Namesakes.
        ("George H. W. Bush", "George W. Bush", Match.DIFFERENT),
        ("George Herbert Walker Bush", "George Walker Bush", Match.DIFFERENT),
        ("George W. Bush", "Dr. Richard C. Bush", Match.DIFFERENT),
        ("John Q. Sample, Jr.", "Sample, John Q., III", Match.DIFFERENT),
        ("Bill Clinton", "Hillary Clinton", Match.DIFFERENT),
        ("Mark Lawrence", "Lawrence Freedman", Match.DIFFERENT),
        ("Lien-Hang Nguyen", "Dr. Nguyen Manh Ha", Match.DIFFERENT),
        ("Kim Jong-un", "Kim Jong-il", Match.DIFFERENT),
        ("Paul Smith", "Paula Smith", Match.DIFFERENT),
        ("Li Wang", "Lin Wang", Match.DIFFERENT),
        ("? Wang", "Lin Wang", Match.DIFFERENT),
        ("Edward Miller", "Edward McCord", Match.DIFFERENT),
    ],
)
def test_two_names_are_of_one_person(one: str, other: str, match: Match) -> None:
    assert same_person(parse_name(one), parse_name(other)) is match
    assert same_person(parse_name(other), parse_name(one)) is match


NAMES = st.builds(
    lambda given, family, suffix: parse_name(f"{given} {family}{suffix}"),
    st.sampled_from(["George", "George W.", "George H. W.", "G.", "Ed", "Edward", "Lorenz", ""]),
    st.sampled_from(["Bush", "Lüthi", "L-thi", "Brzezinski", "Brezinski", "Yarhi-Milo"]),
    st.sampled_from(["", ", Jr.", ", III"]),
)


@given(NAMES, NAMES)
def test_the_answer_does_not_depend_on_who_is_asked_first(one: NameParts, other: NameParts) -> None:
    assert same_person(one, other) is same_person(other, one)


@given(NAMES)
def test_everybody_is_likely_to_be_themselves(name: NameParts) -> None:
    assert same_person(name, name) is (Match.SAME if name.given else Match.LIKELY)


# Finding among those known


def known(**names: list[str]) -> dict[str, list[NameParts]]:
    return {key: [parse_name(name) for name in variants] for key, variants in names.items()}


@pytest.mark.parametrize(
    ("name", "at_least", "found"),
    [
        pytest.param("Dr. Edward C. Keefer", Match.SAME, "keefer", id="the one it fits"),
        pytest.param("Ted Keefer", Match.SAME, None, id="not certain enough"),
        pytest.param("Ted Keefer", Match.LIKELY, "keefer", id="certain enough"),
        pytest.param("MR. KEEFER", Match.POSSIBLE, "keefer", id="the only one of that name"),
        pytest.param("MR. BUSH", Match.POSSIBLE, None, id="one of several"),
        pytest.param("George Bush", Match.SAME, None, id="fits two equally well"),
        pytest.param("George W. Bush", Match.SAME, "younger", id="the better of two"),
        pytest.param("Jane Doe", Match.POSSIBLE, None, id="nobody"),
    ],
)
def test_a_person_is_found(name: str, at_least: Match, found: str | None) -> None:
    people = known(
        keefer=["Edward Keefer", "Dr. Edward Keefer"],
        elder=["George H. W. Bush", "Bush, George Herbert Walker"],
        younger=["George W. Bush"],
        richard=["Dr. Richard C. Bush"],
    )
    assert find_person(parse_name(name), people, at_least=at_least) == found


def test_all_names_of_a_person_must_fit() -> None:
    people = known(elder=["George Bush", "George H. W. Bush"])
    assert find_person(parse_name("George W. Bush"), people, at_least=Match.POSSIBLE) is None


# The names of five real conferences


def printed_names() -> list[tuple[str, str]]:
    with PRINTED_NAMES.open(encoding="utf-8", newline="") as file:
        return [(row["printed"], row["person"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("at_least", "people"),
    [(Match.SAME, 123), (Match.LIKELY, 122), (Match.POSSIBLE, 121)],
)
def test_137_printed_names_are_of_121_people(at_least: Match, people: int) -> None:
    found: dict[str, list[NameParts]] = {}
    truth = dict(printed_names())
    assert len(truth) == 137
    for name in sorted(map(parse_name, truth), key=lambda name: len(name.bare), reverse=True):
        key = find_person(name, found, at_least=at_least)
        found.setdefault(key or name.printed, []).append(name)
    assert len(found) == people
    assert [
        names for names in found.values() if len({truth[one.printed] for one in names}) > 1
    ] == []


def test_of_printed_names_only_one_persons_are_ever_likely_to_be_the_same() -> None:
    by_person = defaultdict(list)
    for printed, person in printed_names():
        by_person[person].append(parse_name(printed))
    people = list(by_person.values())
    joined = [
        (one.printed, other.printed)
        for i, mine in enumerate(people)
        for theirs in people[i + 1 :]
        for one in mine
        for other in theirs
        if same_person(one, other) is not Match.DIFFERENT
    ]
    assert joined == []
