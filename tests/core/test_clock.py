"""The one function from a wall clock to an instant, and spans that turn on their end."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given, reject
from hypothesis import strategies as st

from app.core.clock import (
    ASSUMED_DURATION,
    AmbiguousTime,
    NonexistentTime,
    OutOfRange,
    Span,
    abbreviation,
    city_of,
    in_range,
    is_zone,
    now,
    start_of_day,
    to_instant,
    zones,
)
from app.core.errors import InvalidInput

NEW_YORK = "America/New_York"
SEOUL = "Asia/Seoul"
PLACES = st.sampled_from([NEW_YORK, SEOUL, "Asia/Kolkata", "Europe/London", "Pacific/Apia"])


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


def wall(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]  # What a wall clock shows.


@time_machine.travel(utc(2026, 3, 1, 12), tick=False)
def test_the_present_is_an_aware_instant_in_utc() -> None:
    assert now() == utc(2026, 3, 1, 12)
    assert now().tzinfo is UTC


# Zones


def test_zones_are_places_and_utc_and_no_bare_offsets() -> None:
    refused = {
        "localtime",
        "posixrules",
        "Factory",
        "EST",
        "MST",
        "HST",
        "Etc/GMT+5",
        "Nowhere",
        "",
    }
    assert {name for name in refused if is_zone(name)} == set()
    accepted = {NEW_YORK, SEOUL, "UTC", "Asia/Pyongyang", "America/Argentina/Buenos_Aires"}
    assert {name for name in accepted if is_zone(name)} == accepted
    assert list(zones()) == sorted(set(zones()))


def test_every_zone_on_offer_can_be_loaded() -> None:
    assert [ZoneInfo(name).key for name in zones()] == list(zones())


@pytest.mark.parametrize(
    ("zone", "city"),
    [
        (NEW_YORK, "New York"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_called_by_its_city(zone: str, city: str) -> None:
    assert city_of(zone) == city


@pytest.mark.parametrize(
    ("zone", "at", "expected"),
    [
        pytest.param(NEW_YORK, utc(2026, 7, 1), "EDT", id="summer"),
        pytest.param(NEW_YORK, utc(2026, 1, 1), "EST", id="winter"),
        pytest.param(SEOUL, utc(2026, 7, 1), "KST", id="no summer time"),
        pytest.param("America/Sao_Paulo", utc(2026, 7, 1), None, id="only a number"),
    ],
)
def test_an_abbreviation_is_the_one_of_the_day(
    zone: str, at: datetime, expected: str | None
) -> None:
    assert abbreviation(zone, at) == expected


# From the wall clock to the instant


@pytest.mark.parametrize(
    ("local", "zone", "instant"),
    [
        pytest.param(wall(2026, 1, 15, 20), NEW_YORK, utc(2026, 1, 16, 1), id="winter evening"),
        pytest.param(wall(2026, 7, 15, 20), NEW_YORK, utc(2026, 7, 16, 0), id="summer evening"),
        pytest.param(wall(2026, 7, 15, 9), SEOUL, utc(2026, 7, 15, 0), id="Seoul"),
        pytest.param(
            wall(2026, 3, 8, 1, 59), NEW_YORK, utc(2026, 3, 8, 6, 59), id="before the gap"
        ),
        pytest.param(wall(2026, 3, 8, 3, 0), NEW_YORK, utc(2026, 3, 8, 7, 0), id="after the gap"),
        pytest.param(wall(1990, 1, 1, 0), "UTC", utc(1990, 1, 1), id="first day allowed"),
        pytest.param(wall(2100, 12, 31, 23), "UTC", utc(2100, 12, 31, 23), id="last day allowed"),
    ],
)
def test_a_wall_clock_shows_one_instant(local: datetime, zone: str, instant: datetime) -> None:
    assert to_instant(local, zone) == instant


def test_a_skipped_time_is_refused_with_its_two_neighbours() -> None:
    with pytest.raises(NonexistentTime) as refused:
        to_instant(wall(2026, 3, 8, 2, 30), NEW_YORK)
    assert refused.value.before == utc(2026, 3, 8, 6, 30)
    assert refused.value.after == utc(2026, 3, 8, 7, 30)
    assert str(refused.value) == (
        "The clocks in New York go forward on this day and skip this time. Choose 01:30 or 03:30."
    )


@pytest.mark.parametrize("fold", [0, 1])
def test_a_skipped_time_is_refused_even_when_a_fold_is_named(fold: int) -> None:
    with pytest.raises(NonexistentTime):
        to_instant(wall(2026, 3, 8, 2, 30), NEW_YORK, fold=fold)


def test_a_doubled_time_is_refused_until_one_of_the_two_is_meant() -> None:
    doubled = wall(2026, 11, 1, 1, 30)
    with pytest.raises(AmbiguousTime) as refused:
        to_instant(doubled, NEW_YORK)
    assert refused.value.first == utc(2026, 11, 1, 5, 30)
    assert refused.value.second == utc(2026, 11, 1, 6, 30)
    assert to_instant(doubled, NEW_YORK, fold=0) == refused.value.first
    assert to_instant(doubled, NEW_YORK, fold=1) == refused.value.second


def test_a_fold_does_not_matter_where_a_time_comes_once() -> None:
    noon = wall(2026, 6, 1, 12)
    assert {to_instant(noon, NEW_YORK, fold=fold) for fold in (0, 1, None)} == {utc(2026, 6, 1, 16)}


@pytest.mark.parametrize("year", [1, 1989, 2101, 9999])
def test_a_day_out_of_range_is_refused_before_it_overflows(year: int) -> None:
    with pytest.raises(OutOfRange):
        to_instant(wall(year, 1, 1), "Asia/Tokyo")
    assert not in_range(date(year, 1, 1))


def test_an_aware_time_is_no_wall_clock() -> None:
    with pytest.raises(ValueError, match="naive"):
        to_instant(utc(2026, 1, 1), NEW_YORK)


@given(st.datetimes(wall(1990, 1, 2), wall(2100, 12, 30)), PLACES)
def test_an_instant_shows_the_wall_clock_it_was_made_from(local: datetime, zone: str) -> None:
    try:
        instant = to_instant(local, zone)
    except AmbiguousTime as error:
        instant = error.second
    except NonexistentTime:
        reject()
    assert instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) == local


@pytest.mark.parametrize(
    ("day", "zone", "instant"),
    [
        pytest.param(date(2026, 6, 1), NEW_YORK, utc(2026, 6, 1, 4), id="midnight"),
        pytest.param(
            date(2018, 11, 4), "America/Sao_Paulo", utc(2018, 11, 4, 3), id="no midnight, 01:00"
        ),
        pytest.param(
            date(2026, 11, 1),
            "America/Havana",
            utc(2026, 11, 1, 4),
            id="the first of two midnights",
        ),
    ],
)
def test_a_day_begins_at_its_first_instant(day: date, zone: str, instant: datetime) -> None:
    assert start_of_day(day, zone) == instant
    assert instant.astimezone(ZoneInfo(zone)).date() == day


# Spans


def evening() -> Span:
    """A panel in Washington from 19:00 to 20:30, on 9 September 2026."""
    return Span(utc(2026, 9, 9, 23), utc(2026, 9, 10, 0, 30), NEW_YORK)


def test_a_span_shows_the_wall_clock_of_its_place() -> None:
    assert f"{evening().local_start:%d %H:%M %Z}" == "09 19:00 EDT"
    assert f"{evening().local_end:%d %H:%M %Z}" == "09 20:30 EDT"
    assert not evening().spans_midnight


def test_a_span_keeps_its_instants_in_utc() -> None:
    seoul = ZoneInfo(SEOUL)
    span = Span(
        datetime(2026, 9, 9, 9, tzinfo=seoul), datetime(2026, 9, 9, 10, tzinfo=seoul), SEOUL
    )
    assert (span.start, span.end) == (utc(2026, 9, 9, 0), utc(2026, 9, 9, 1))
    assert span.start.tzinfo is UTC


@pytest.mark.parametrize(
    ("at", "phases"),
    [
        pytest.param(utc(2026, 9, 9, 22, 59), (False, False), id="before"),
        pytest.param(utc(2026, 9, 9, 23, 0), (True, False), id="at the start"),
        pytest.param(utc(2026, 9, 10, 0, 29), (True, False), id="next day in UTC"),
        pytest.param(utc(2026, 9, 10, 0, 30), (False, True), id="at the end"),
    ],
)
def test_past_turns_on_the_end(at: datetime, phases: tuple[bool, bool]) -> None:
    span = evening()
    assert (span.is_live(at), span.is_past(at)) == phases


@pytest.mark.parametrize(
    ("span", "over"),
    [
        pytest.param(
            Span(utc(2026, 9, 9, 23), None, NEW_YORK), utc(2026, 9, 10, 0), id="an hour is assumed"
        ),
        pytest.param(
            Span(utc(2026, 9, 9, 12), None, NEW_YORK, date_only=True),
            utc(2026, 9, 10, 4),
            id="one whole day there",
        ),
        pytest.param(
            Span(utc(2026, 9, 9, 12), utc(2026, 9, 10, 12), NEW_YORK, date_only=True),
            utc(2026, 9, 11, 4),
            id="two whole days, the end in the last",
        ),
        pytest.param(
            Span(utc(2026, 9, 9, 4), utc(2026, 9, 11, 4), NEW_YORK, date_only=True),
            utc(2026, 9, 11, 4),
            id="two whole days, the end at midnight",
        ),
        pytest.param(
            Span(utc(2026, 9, 9, 12), utc(2026, 9, 9, 12), NEW_YORK), utc(2026, 9, 9, 12), id="none"
        ),
    ],
)
def test_a_span_is_over_at(span: Span, over: datetime) -> None:
    assert span.ends_at == over
    assert span.is_past(over)
    assert not span.is_past(over - timedelta(microseconds=1))


def test_a_date_only_event_is_live_all_day_at_its_own_place() -> None:
    span = Span(utc(2026, 9, 9, 12), None, SEOUL, date_only=True)
    assert span.begins_at == utc(2026, 9, 8, 15)
    assert span.is_live(utc(2026, 9, 8, 15))
    assert span.is_live(utc(2026, 9, 9, 14, 59))
    assert not span.is_live(utc(2026, 9, 9, 15))


@pytest.mark.parametrize(
    ("end", "spans"),
    [
        pytest.param(utc(2026, 9, 10, 4), False, id="until midnight"),
        pytest.param(utc(2026, 9, 10, 4, 1), True, id="until a minute past"),
        pytest.param(None, False, id="no end known"),
    ],
)
def test_ending_at_midnight_is_not_another_day(end: datetime | None, spans: bool) -> None:
    assert Span(utc(2026, 9, 9, 23), end, NEW_YORK).spans_midnight is spans


def test_a_span_without_length_at_midnight_lies_on_the_day_that_begins() -> None:
    midnight = utc(2026, 9, 10, 4)
    span = Span(midnight, midnight, NEW_YORK)
    assert (span.first_day, span.last_day) == (date(2026, 9, 10), date(2026, 9, 10))


@pytest.mark.parametrize(
    ("last_day", "whole"),
    [
        pytest.param(30, True, id="the first to the last"),
        pytest.param(29, False, id="a day short"),
    ],
)
def test_a_month_of_which_no_day_is_known_is_told_from_its_days(last_day: int, whole: bool) -> None:
    start = to_instant(datetime(2017, 11, 1), "America/New_York")
    end = to_instant(datetime(2017, 11, last_day, 12), "America/New_York")
    assert Span(start, end, "America/New_York", date_only=True).is_whole_months == whole


def test_a_span_cannot_end_before_it_starts() -> None:
    with pytest.raises(InvalidInput, match="before the start"):
        Span(utc(2026, 1, 2), utc(2026, 1, 1), NEW_YORK)


def test_a_span_refuses_naive_times() -> None:
    with pytest.raises(ValueError, match="naive"):
        Span(wall(2026, 1, 1), None, NEW_YORK)


@given(
    st.datetimes(wall(1990, 1, 2), wall(2100, 12, 1), timezones=st.just(UTC)),
    st.none() | st.timedeltas(timedelta(), timedelta(days=9)),
    PLACES,
    st.booleans(),
    st.datetimes(wall(1990, 1, 1), wall(2100, 12, 30), timezones=st.just(UTC)),
)
def test_a_span_is_live_from_its_begin_until_it_is_past(
    start: datetime, length: timedelta | None, zone: str, date_only: bool, at: datetime
) -> None:
    span = Span(start, None if length is None else start + length, zone, date_only)
    moments = (at, span.begins_at, span.ends_at, span.ends_at - timedelta(microseconds=1))
    for moment in moments:
        assert span.is_live(moment) is (span.begins_at <= moment and not span.is_past(moment))
    assert span.begins_at <= span.start
    assert span.ends_at >= (span.end or span.start)
    assert date_only or span.end or span.ends_at == span.start + ASSUMED_DURATION
