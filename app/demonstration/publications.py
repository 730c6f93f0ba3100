"""Publications as they are on record; where only the names of authors are, no office is made up."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.demonstration.cast import USIP, People
from app.events.models import Event
from app.extensions import db
from app.people.operations import add_person
from app.programmes.models import Programme
from app.publications.models import Output
from app.publications.operations import (
    add_author,
    add_output,
    relate_event,
    release,
    set_topics,
)
from app.publications.rules import OutputKind

PEACE_REGIME = ("Jacob Stokes", "Patricia M. Kim", "Atman M. Trivedi", "Rachel Vandenbrink",
    "Jennifer Staats", "Joseph Y. Yun")  # fmt: skip


def add_publications(korea: Programme, people: People) -> None:
    """Release the reports and essays of the programme; a note of the house stays private."""
    events = db.session.scalars(select(Event)).all()
    _peace_regime(korea, people, events)
    _study_group(korea, events)
    _read_out(korea, events)
    _peace_game(korea, events)
    _essays(korea)
    add_output(
        title="A note on hotlines (closed)",
        kind=OutputKind.BRIEF,
        programme=korea,
        abstract="A draft for discussion within the house. It is not to be quoted.",
    )


def _peace_regime(korea: Programme, people: People, events: Sequence[Event]) -> None:
    report = add_output(
        title="A Peace Regime for the Korean Peninsula",
        kind=OutputKind.REPORT,
        abstract=(
            "What would have to be in place for a war that stopped in 1953 to be over? The report "
            "goes through the parts of a settlement, from the end of hostilities to sanctions and "
            "troops, and asks of each what the two Koreas, the United States and China could "
            "agree on, and in which order."
        ),
        series_title="Peaceworks",
        series_number="157",
        published_on="2020-02",
        languages="English",
        isbn="978-1-60127-794-7",
        publisher=USIP,
        programme=korea,
        disclaimer="The views in this report are those of the authors alone.",
    )
    set_topics(report, ["Diplomacy", "Peace regime"])
    add_author(report, people["Frank Aum"])
    for name in PEACE_REGIME:
        add_author(report, people.get(name) or add_person(display_name=name), offices="")
    _relate(report, events, "Four Party")
    release(report)


def _study_group(korea: Programme, events: Sequence[Event]) -> None:
    report = add_output(
        title="China’s Role in North Korea Nuclear and Peace Negotiations",
        kind=OutputKind.REPORT,
        abstract=(
            "Fifteen experts met between September and December 2018 to ask what Beijing wants "
            "on the peninsula, and what it could add to talks. This is their final report."
        ),
        series_title="Senior Study Group",
        series_number="2",
        published_on="2019-05",
        languages="English",
        isbn="978-1-60127-763-3",
        publisher=USIP,
        programme=korea,
    )
    set_topics(report, ["Diplomacy", "Nuclear policy"])
    _relate(report, events, "the Senior Study Group")
    release(report)


def _read_out(korea: Programme, events: Sequence[Event]) -> None:
    read_out = add_output(
        title="Fifth Washington Workshop",
        subtitle="A day with the Korea Institute for National Unification",
        kind=OutputKind.READOUT,
        abstract=(
            "On 28 March 2012 a delegation from Seoul, led by its president, came to Washington for "
            "the fifth workshop of its kind. It was welcomed by its hosts and met scholars, and "
            "officials who spoke in their own names. Of the discussion itself nothing is on record."
        ),
        published_on="2012",
        languages="English",
        programme=korea,
    )
    set_topics(read_out, ["Diplomacy"])
    _relate(read_out, events, "Fifth Washington Workshop")
    release(read_out)


def _peace_game(korea: Programme, events: Sequence[Event]) -> None:
    brief = add_output(
        title="Beyond Deterrence",
        subtitle="A peace game for the Korean Peninsula",
        kind=OutputKind.BRIEF,
        abstract=(
            "Sixteen experts in four teams played three linked scenarios over four days in "
            "October 2021: not how a war would be fought, but how leaders could take a risk for "
            "peace. The brief tells what they tried and what held."
        ),
        published_on="2022-02",
        languages="English, Korean",
        programme=korea,
    )
    set_topics(brief, ["Diplomacy"])
    _relate(brief, events, "Beyond Deterrence")
    release(brief)


def _essays(korea: Programme) -> None:
    for title, year, text in (
        (
            "Improving Ties between South Korea and Japan",
            "2023",
            "How two neighbours and allies of the same ally could come to terms with their past.",
        ),
        (
            "Pursuing Peaceful Coexistence with North Korea",
            "2024",
            "What relations with the North could look like while it keeps its weapons.",
        ),
    ):
        series = add_output(
            title=title,
            kind=OutputKind.ESSAY_SERIES,
            abstract=text,
            published_on=year,
            languages="English",
            publisher=USIP,
            programme=korea,
        )
        set_topics(series, ["Diplomacy"])
        release(series)


def _relate(output: Output, events: Sequence[Event], words: str) -> None:
    for event in events:
        if words in event.title:
            relate_event(output, event)
