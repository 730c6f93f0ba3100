"""How moments, words and prose are written on the page."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_interval, format_skeleton, format_time
from flask import Flask
from flask_babel import get_locale
from flask_babel import gettext as _

from app.core.clock import Span, abbreviation, city_of
from app.core.text import random_key
from app.web.markdown import markdown


def day(value: date | datetime, style: str = "full") -> str:
    """Return a date in words: "Thursday, 17 March 2021" (full), "17 March 2021" (long), …"""
    return format_date(value, format=style, locale=get_locale() or "en_GB")


def month(value: date) -> str:
    """The month and year of a date: "March 2021"."""
    return format_skeleton("yMMMM", value, locale=get_locale() or "en_GB")


def weekday(value: date) -> str:
    """The short name of a date's weekday: "Mon"."""
    return format_date(value, "EEE", locale=get_locale() or "en_GB")


def days(first: date, last: date) -> str:
    """Two days, naming month and year once if they share them: "18–19 January 2027"."""
    end = day(last, "long")
    if first.year != last.year:
        return _("%(first)s – %(last)s", first=day(first, "long"), last=end)
    if first.month != last.month:
        start = format_skeleton("MMMMd", first, locale=get_locale() or "en_GB")
        return _("%(first)s – %(last)s", first=start, last=end)
    return _("%(first)s–%(last)s", first=first.day, last=end)


def span_date(span: Span) -> str:
    """The local day, or days, of ``span``; the months or the year alone where no more is known."""
    if span.is_whole_months:
        return _months(span, "yMMMM")
    if span.last_day == span.first_day:
        return day(span.first_day)
    return days(span.first_day, span.last_day)


def span_brief(span: Span) -> str:
    """The same in a narrow column: "17 Mar 2021", "18–19 Jan 2027", "Nov 2017", "2024"."""
    if span.is_whole_months:
        return _months(span, "yMMM")
    return format_interval(span.first_day, span.last_day, "yMMMd", locale=get_locale() or "en_GB")


def _months(span: Span, skeleton: str) -> str:
    """Whole months in words, or the year that they are: "September – December 2018", "2024"."""
    locale = get_locale() or "en_GB"
    if span.is_whole_year:
        return format_skeleton("y", span.first_day, locale=locale)
    return format_interval(span.first_day, span.last_day, skeleton, locale=locale)


def span_day(span: Span) -> str:
    """The local day of the month, or the first and the last: "12", "30–2"; none for whole months."""
    if span.is_whole_months:
        return ""
    if not span.spans_midnight:
        return str(span.first_day.day)
    return f"{span.first_day.day}–{span.last_day.day}"


def span_month(span: Span) -> str:
    """The month and year, or both months, or the year alone: "Mar 2021", "Nov – Dec 2026", "2024"."""
    return _months(span, "yMMM")


def span_weekday(span: Span) -> str:
    """The local weekday, or the first and the last: "Wednesday", "Mon–Wed"; none for whole months."""
    if span.is_whole_months:
        return ""
    locale = get_locale() or "en_GB"
    if not span.spans_midnight:
        return format_date(span.first_day, "EEEE", locale=locale)
    first = format_date(span.first_day, "EEE", locale=locale)
    return f"{first}–{format_date(span.last_day, 'EEE', locale=locale)}"


def clock(value: datetime) -> str:
    """The time of day as the reader's language writes it: "9:30 am" in English."""
    locale = get_locale() or "en_GB"
    if str(locale).startswith("en"):
        # Readers in Washington expect a.m. and p.m. beside dates that are read alike everywhere.
        return format_skeleton("hm", value, locale=locale)
    return format_time(value, format="short", locale=locale)


def span_time(span: Span) -> str:
    """The local times of ``span``, or nothing where only days are known."""
    if span.date_only:
        return ""
    if span.local_end is None or span.end == span.start:
        return clock(span.local_start)
    return _("%(start)s–%(end)s", start=clock(span.local_start), end=clock(span.local_end))


def zone_label(span: Span) -> str:
    """The zone by its place and, where it has one, its name on that day: "New York time (EDT)"."""
    place = city_of(span.zone)
    short = abbreviation(span.zone, span.start)
    if short is None:
        return _("%(city)s time", city=place)
    return _("%(city)s time (%(short)s)", city=place, short=short)


def moment(value: datetime, zone: str) -> str:
    """An instant on a wall clock in ``zone``: "17 Mar 2021, 9:30 am"."""
    local = value.astimezone(ZoneInfo(zone))
    short_day = format_skeleton("yMMMd", local.date(), locale=get_locale() or "en_GB")
    return f"{short_day}, {clock(local)}"


def init_app(app: Flask) -> None:
    """Give the templates of ``app`` these filters."""
    app.jinja_env.filters.update(
        day=day,
        days=days,
        clock=clock,
        span_date=span_date,
        span_brief=span_brief,
        span_day=span_day,
        span_month=span_month,
        span_weekday=span_weekday,
        span_time=span_time,
        zone_label=zone_label,
        moment=moment,
        markdown=markdown,
        month=month,
        weekday=weekday,
    )
    # For forms of one button; longer ones bring their key along.
    app.jinja_env.globals["once_key"] = random_key
    app.jinja_env.globals["city_of"] = city_of
