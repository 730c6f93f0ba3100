"""Spans of days say month and year once, and nothing that nobody knows."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from app.core.clock import Span
from app.web.filters import days, span_brief, span_date

ZONE = "America/New_York"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2027, 1, 18), date(2027, 1, 19), "18–19 January 2027"),
        (date(2026, 11, 30), date(2026, 12, 2), "30 November – 2 December 2026"),
        (date(2026, 12, 31), date(2027, 1, 1), "31 December 2026 – 1 January 2027"),
    ],
)
def test_two_days(app: Flask, first: date, last: date, words: str) -> None:
    with app.test_request_context():
        assert days(first, last) == words


def at(*figures: int) -> datetime:
    return datetime(*figures, tzinfo=UTC)


@pytest.mark.parametrize(
    ("span", "full", "brief"),
    [
        (
            Span(at(2021, 3, 17, 14), at(2021, 3, 17, 16), ZONE),
            "Wednesday, 17 March 2021",
            "17 Mar 2021",
        ),
        (
            Span(at(2027, 1, 18, 14), at(2027, 1, 19, 22), ZONE),
            "18–19 January 2027",
            "18–19 Jan 2027",
        ),
        (Span(at(2017, 11, 1, 4), at(2017, 12, 1, 5), ZONE, True), "November 2017", "Nov 2017"),
        (
            Span(at(2018, 9, 1, 4), at(2019, 1, 1, 5), ZONE, True),
            "September\N{THIN SPACE}–\N{THIN SPACE}December 2018",
            "Sept\N{THIN SPACE}–\N{THIN SPACE}Dec 2018",
        ),
        (Span(at(2024, 1, 1, 5), at(2025, 1, 1, 5), ZONE, True), "2024", "2024"),
    ],
)
def test_a_span(app: Flask, span: Span, full: str, brief: str) -> None:
    with app.test_request_context():
        assert [span_date(span), span_brief(span)] == [full, brief]
