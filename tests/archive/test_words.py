"""What pages compute before they print: citations, players, the line of years. No database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.archive.citations import CitedName, CitedWork, cite, cite_work
from app.archive.players import Player, player_for
from app.archive.timeline import position, ticks
from app.core.clock import Span

START = datetime(2021, 3, 17, 14, tzinfo=UTC)


def citation(**facts: Any) -> Any:
    end = START + timedelta(days=facts.pop("days", 0), hours=1)
    given = {
        "institute": "Institute of Peace",
        "title": "Lessons from the Four Party Talks",
        "kind": "Panel",
        "place": "Washington",
        "span": Span(START, end, "America/New_York"),
        "url": "https://example.org/events/lessons",
        "key": "lessons-2021",
    }
    return cite(**given | facts)


def test_cites_in_three_styles() -> None:
    found = citation()
    assert found.apa == (
        "Institute of Peace. (2021, March 17). Lessons from the Four Party Talks [Panel], "
        "Washington. https://example.org/events/lessons"
    )
    assert found.chicago == (
        "Institute of Peace. “Lessons from the Four Party Talks.” Panel, Washington, "
        "March 17, 2021. https://example.org/events/lessons."
    )
    assert found.bibtex == (
        "@misc{lessons-2021,\n"
        "  author = {{Institute of Peace}},\n"
        "  title = {{Lessons from the Four Party Talks}},\n"
        "  howpublished = {Panel, Washington},\n"
        "  year = {2021},\n"
        "  url = {https://example.org/events/lessons},\n"
        "  month = mar\n"
        "}"
    )


@pytest.mark.parametrize(
    ("days", "apa", "chicago"),
    [
        (1, "(2021, March 17–18)", "March 17–18, 2021"),
        (20, "(2021, March 17–April 6)", "March 17–April 6, 2021"),
        (300, "(2021, March 17–2022, January 11)", "March 17, 2021–January 11, 2022"),
    ],
)
def test_cites_the_days_it_lasted(days: int, apa: str, chicago: str) -> None:
    found = citation(days=days)
    assert apa in found.apa
    assert chicago in found.chicago


def test_cites_no_day_where_none_is_known() -> None:
    start = datetime(2017, 11, 1, tzinfo=UTC)
    found = citation(span=Span(start, datetime(2017, 12, 1, tzinfo=UTC), "UTC", date_only=True))
    assert "(2017, November)" in found.apa
    assert ", November 2017." in found.chicago


def test_cites_months_and_a_year_of_which_no_more_is_known() -> None:
    autumn = citation(
        span=_days(datetime(2018, 9, 1, tzinfo=UTC), datetime(2019, 1, 1, tzinfo=UTC))
    )
    assert "(2018, September–December)" in autumn.apa
    assert ", September–December 2018." in autumn.chicago
    year = citation(span=_days(datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)))
    assert "(2024)" in year.apa
    assert ", 2024." in year.chicago
    assert "month" not in year.bibtex


def _days(start: datetime, end: datetime) -> Span:
    return Span(start, end, "UTC", date_only=True)


def test_a_title_stays_within_its_braces() -> None:
    bibtex = citation(title="100% {free} & \\input{x}").bibtex
    assert r"title = {{100\% \{free\} \& \textbackslash{}input\{x\}}}" in bibtex


@pytest.mark.parametrize(
    ("url", "player"),
    [
        (
            "https://www.youtube.com/watch?v=abcdefghijk&t=3",
            "youtube-nocookie.com/embed/abcdefghijk",
        ),
        ("https://youtu.be/abcdefghijk", "youtube-nocookie.com/embed/abcdefghijk"),
        ("https://vimeo.com/12345", "player.vimeo.com/video/12345"),
    ],
)
def test_knows_the_players_that_the_content_policy_allows(url: str, player: str) -> None:
    found = player_for(url)
    assert found is not None
    assert player in str(found.embed)


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://www.youtube.com/watch?v=%22%3E%3Cscript", Player("YouTube")),
        ("https://www.c-span.org/video/?1", Player("c-span.org")),
        (
            "https://youtube.com.evil.example/watch?v=abcdefghijk",
            Player("youtube.com.evil.example"),
        ),
        ("javascript:alert(1)", None),
        ("/local", None),
        ("https://[", None),
        ("", None),
    ],
)
def test_anything_else_is_a_link_or_nothing(url: str, found: Player | None) -> None:
    assert player_for(url) == found


def test_the_line_of_years_is_drawn_to_scale() -> None:
    assert [position(date(year, 1, 1), 2020, 2023) for year in (2020, 2021, 2022)] == [
        0,
        pytest.approx(366 * 100 / 1461, abs=0.01),
        pytest.approx(731 * 100 / 1461, abs=0.01),
    ]


@pytest.mark.parametrize(
    ("last", "labels"),
    [
        (2020, ["2020", "2021"]),
        (2023, ["2020", "2021", "2022", "2023", "2024"]),
        (
            2049,
            [
                "2020",
                "2023",
                "2026",
                "2029",
                "2032",
                "2035",
                "2038",
                "2041",
                "2044",
                "2047",
                "2050",
            ],
        ),
    ],
)
def test_years_are_labelled_from_the_first_january_to_the_last(
    last: int, labels: list[str]
) -> None:
    found = ticks([date(2020, 5, 1), date(last, 6, 1)])
    assert [tick.label for tick in found] == labels
    assert all(0 <= tick.at <= 100 for tick in found)
    assert 2 <= sum(not tick.minor for tick in found) <= 6


def work(*authors: CitedName, published_on: str = "2020-02", doi_url: str = "") -> CitedWork:
    return CitedWork(
        title="A Peace Regime",
        kind="Report",
        authors=authors,
        edited=False,
        in_series="Peaceworks No. 157",
        published_on=published_on,
        publisher="The Institute",
        isbn="",
        url="https://example.org/a",
        doi_url=doi_url,
        key="a-2020",
        is_report=True,
    )


def test_cites_a_report_with_its_authors_turned_round() -> None:
    found = cite_work(
        work(
            CitedName(printed="Frank Aum", given="Frank", family="Aum"),
            CitedName(printed="Kim Dae-jung", given="Dae-jung", family="Kim", family_first=True),
            doi_url="https://doi.org/10.1234/a",
        )
    )
    assert found.apa == (
        "Aum, F., & Kim, D.-j. (2020, February). A Peace Regime (Peaceworks No. 157). "
        "The Institute. https://doi.org/10.1234/a"
    )
    assert found.chicago == (
        "Aum, Frank, and Kim Dae-jung. “A Peace Regime.” Peaceworks No. 157. "
        "The Institute, February 2020. https://doi.org/10.1234/a."
    )
    assert "author = {Aum, Frank and Kim, Dae-jung}" in found.bibtex
    assert found.bibtex.startswith("@techreport{a-2020,")


def test_cites_the_house_where_nobody_is_named() -> None:
    found = cite_work(work(published_on="2019-05-03"))
    assert found.apa.startswith("The Institute. (2019, May 3). A Peace Regime")
    assert found.chicago.startswith("The Institute. “A Peace Regime.”")
    assert "author = {{The Institute}}" in found.bibtex
