"""The days of the calendar and the clocks elsewhere."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.core.clock import Span
from app.schedule.calendar import Entry, Page, View, by_day, clocks


def entry(start, end, zone="America/New_York", *, title="Panel", date_only=False):
    return Entry(
        key=title,
        title=title,
        span=Span(start, end, zone, date_only),
        state="confirmed",
        state_label="Confirmed",
        private=False,
    )


@pytest.mark.parametrize(
    ("view", "day", "first", "last", "weeks"),
    [
        (View.MONTH, date(2026, 2, 10), date(2026, 1, 26), date(2026, 3, 1), 5),
        (View.MONTH, date(2027, 2, 1), date(2027, 2, 1), date(2027, 2, 28), 4),
        (View.MONTH, date(2026, 8, 31), date(2026, 7, 27), date(2026, 9, 6), 6),
        (View.WEEK, date(2026, 11, 22), date(2026, 11, 16), date(2026, 11, 22), 1),
        (View.LIST, date(2026, 11, 22), date(2026, 11, 22), date(2027, 1, 20), 9),
    ],
)
def test_a_page_shows_whole_weeks_from_monday(view, day, first, last, weeks):
    page = Page(view, day)
    assert (page.first, page.last, len(page.weeks)) == (first, last, weeks)


@pytest.mark.parametrize(
    ("view", "by", "day"),
    [
        (View.MONTH, 1, date(2027, 1, 1)),
        (View.MONTH, -1, date(2026, 11, 1)),
        (View.WEEK, 1, date(2027, 1, 7)),
        (View.LIST, -1, date(2026, 11, 1)),
    ],
)
def test_turning_a_page_shows_the_next_one(view, by, day):
    assert Page(view, date(2026, 12, 31)).turned(by) == day


def test_there_is_no_page_beyond_the_last_year():
    assert Page(View.MONTH, date(2100, 12, 1)).turned(1) is None


def test_every_month_is_reached_by_turning():
    page = Page(View.MONTH, date(2024, 1, 1))
    months = []
    for _ in range(36):
        months.append((page.day.year, page.day.month))
        page = Page(View.MONTH, page.turned(1))
    assert months == [(2024 + number // 12, number % 12 + 1) for number in range(36)]


def test_an_event_across_midnight_stands_on_both_days():
    late = entry(datetime(2026, 12, 4, 3, tzinfo=UTC), datetime(2026, 12, 4, 6, tzinfo=UTC))
    found = by_day([late], Page(View.MONTH, date(2026, 12, 1)), "America/New_York")
    assert {day: (on[0].begins, on[0].ends) for day, on in found.items()} == {
        date(2026, 12, 3): (True, False),
        date(2026, 12, 4): (False, True),
    }


def test_the_day_is_that_of_the_readers_clock():
    morning = entry(datetime(2026, 12, 4, 0, tzinfo=UTC), datetime(2026, 12, 4, 2, tzinfo=UTC))
    page = Page(View.WEEK, date(2026, 12, 1))
    assert list(by_day([morning], page, "America/New_York")) == [date(2026, 12, 3)]
    assert list(by_day([morning], page, "Asia/Seoul")) == [date(2026, 12, 4)]


def test_days_without_an_hour_are_the_same_on_every_clock():
    days = entry(
        datetime(2026, 12, 2, 15, tzinfo=UTC),
        datetime(2026, 12, 4, 15, tzinfo=UTC),
        "Asia/Seoul",
        date_only=True,
    )
    page = Page(View.WEEK, date(2026, 12, 1))
    found = by_day([days], page, "America/New_York")
    assert list(found) == [date(2026, 12, 3), date(2026, 12, 4)]
    assert [on[0].start for on in found.values()] == [None, None]


def test_what_reaches_beyond_the_page_is_cut_at_its_edge():
    long = entry(datetime(2026, 11, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    page = Page(View.WEEK, date(2026, 12, 1))
    found = by_day([long], page, "UTC")
    assert list(found) == page.days
    assert not any(on[0].begins or on[0].ends for on in found.values())


def test_clocks_elsewhere_tell_the_day_where_it_is_another():
    span = Span(datetime(2026, 12, 3, 15, tzinfo=UTC), None, "America/New_York")
    found = clocks(span, ["Asia/Seoul", "America/New_York", "Asia/Shanghai", "Pacific/Honolulu"])
    assert [(one.zone, f"{one.time:%H:%M}", one.days) for one in found] == [
        ("America/New_York", "10:00", 0),
        ("Pacific/Honolulu", "05:00", 0),
        ("Asia/Shanghai", "23:00", 0),
        ("Asia/Seoul", "00:00", 1),
    ]


def test_a_day_without_an_hour_has_no_clocks():
    day = Span(datetime(2026, 12, 3, 5, tzinfo=UTC), None, "America/New_York", True)
    assert clocks(day, ["Asia/Seoul"]) == []
