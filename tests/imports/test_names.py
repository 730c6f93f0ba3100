"""Printed names are joined where they can be of nobody else."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from app.imports.names import Printed, who_is_who
from app.imports.panels import REQUIRED, read_panels
from app.imports.sheet import read_sheet

HERE = Path(__file__).parents[1]


def people(*printed: Printed) -> list[set[str]]:
    """The names of each person."""
    found = {id(one): one for one in who_is_who(printed).values()}
    return [{name.printed for name in one.names} for one in found.values()]


def test_a_fuller_name_is_the_same_persons_anywhere() -> None:
    assert people(Printed("a", "Thomas Schwartz"), Printed("b", "Dr. Thomas A. Schwartz")) == [
        {"Thomas Schwartz", "Dr. Thomas A. Schwartz"}
    ]


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        pytest.param(("a", "Dean, School of Policy"), ("a", "Dean, Policy School"), 1, id="same"),
        pytest.param(("a", "Dean, School of Policy"), ("b", "Dean, Policy School"), 2, id="apart"),
        pytest.param(("a", "Dean, School of Policy"), ("a", "Correspondent"), 2, id="other office"),
        pytest.param(("a", ""), ("a", ""), 2, id="no office"),
    ],
)
def test_a_short_form_needs_the_same_event_and_office(
    one: tuple[str, str], other: tuple[str, str], number: int
) -> None:
    found = people(
        Printed(one[0], "Edward Rhodes", one[1]), Printed(other[0], "Ed Rhodes", other[1])
    )
    assert len(found) == number


def test_a_misspelling_alone_does_not_join_two_people() -> None:
    office = "Professor, Sample University"
    assert (
        len(people(Printed("a", "Robert Johnson", office), Printed("a", "Robert Johnston", office)))
        == 2
    )


def test_a_family_name_alone_is_found_among_those_who_are_there() -> None:
    full, alone = Printed("a", "Amb. Edward Brynn"), Printed("a", "AMBASSADOR BRYNN")
    assert people(full, alone) == [{"Amb. Edward Brynn", "AMBASSADOR BRYNN"}]
    assert len(people(full, Printed("b", "AMBASSADOR BRYNN"))) == 2


def test_a_family_name_that_two_have_there_is_nobodys() -> None:
    found = people(Printed("a", "Jo Bush"), Printed("a", "Al Bush"), Printed("a", "MR. BUSH"))
    assert len(found) == 3


def test_137_printed_names_are_found_to_be_121_people() -> None:
    content = (HERE / "data" / "panels.csv").read_bytes()
    read = read_panels(read_sheet(content, required=REQUIRED), zone="UTC")
    found = people(
        *(
            Printed(meeting.ref, one.name, one.offices)
            for meeting in read.meetings
            for part in meeting.parts
            for one in part.appearances
        )
    )
    with (HERE / "core" / "printed_names.csv").open(encoding="utf-8", newline="") as file:
        truth = {row["printed"]: row["person"] for row in csv.DictReader(file)}
    assert [names for names in found if len({truth[name] for name in names}) > 1] == []
    assert len(found) == len(set(truth.values())) == 121
