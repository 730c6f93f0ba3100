"""When something that comes again does: rules, added and excluded dates, within bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from app.imports.calendars.ical.components import Component
from app.imports.calendars.ical.moments import Moment, moment

MOST_INSTANCES = 500
HORIZON = timedelta(days=3 * 366)
"""So far into the future is loaded what has no end."""
_FAR = timedelta(days=10 * 366)
_LONGEST_RULE = 1_000
_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_KNOWN = frozenset({
    "FREQ", "INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "BYWEEKNO", "BYYEARDAY",
    "BYHOUR", "BYMINUTE", "WKST",
})  # fmt: skip


@dataclass
class Occurrences:
    """Every start in order, the first being that of the entry itself, and whether there are more."""

    starts: list[Moment] = field(default_factory=list)
    cut: bool = False
    broken: bool = False


@dataclass(frozen=True)
class _Rule:
    text: str
    count: int | None
    until: datetime | None
    ends: bool


def comes_again(component: Component) -> bool:
    """Whether the entry has more than one date."""
    return any(line.name in {"RRULE", "RDATE"} for line in component.lines)


def dates_of(
    component: Component,
    start: Moment,
    *,
    added: Sequence[Moment],
    excluded: Sequence[Moment],
    zone: str,
    today: date,
) -> Occurrences:
    """All the dates of an entry that begins at ``start``; ``zone`` is that of times that say none."""
    found = Occurrences()
    by_key = {start.key(zone): start}
    for line in component.all("RRULE")[:5]:
        rule = _rule(line.value, start, zone)
        if rule is None:
            found.broken = True
            continue
        for each in _follow(rule, start, today, found):
            by_key.setdefault(each.key(zone), each)
    for each in added:
        by_key.setdefault(each.key(zone), each)
    if any(line.name == "EXRULE" for line in component.lines):
        found.broken = True
    left = _without(by_key, excluded, zone)
    found.cut = found.cut or len(left) > MOST_INSTANCES
    found.starts = sorted(left, key=lambda each: each.local)[:MOST_INSTANCES]
    return found


def _without(by_key: dict[str, Moment], excluded: Sequence[Moment], zone: str) -> list[Moment]:
    """The dates that are not excluded; a whole day excludes whatever begins on it."""
    keys = {each.key(zone) for each in excluded}
    days = {each.day for each in excluded if each.whole_day}
    all_days = {each.day for each in excluded}
    return [
        each
        for key, each in by_key.items()
        if key not in keys and each.day not in (all_days if each.whole_day else days)
    ]


def _rule(value: str, start: Moment, zone: str) -> _Rule | None:
    """Take a rule apart; None for one that cannot be followed."""
    parts = {
        name.strip().upper(): said.strip().upper()
        for name, _, said in (each.partition("=") for each in value[:_LONGEST_RULE].split(";"))
        if said
    }
    count, until = parts.pop("COUNT", ""), parts.pop("UNTIL", "")
    interval = parts.get("INTERVAL", "1")
    if (
        parts.get("FREQ") not in _FREQUENCIES
        or not parts.keys() <= _KNOWN
        or not (interval.isascii() and interval.isdecimal() and 1 <= int(interval) <= 1000)
        or (count and not (count.isascii() and count.isdecimal() and len(count) < 6))
    ):
        return None
    last = _until(until, start, zone) if until else None
    if until and last is None:
        return None
    text = ";".join(f"{name}={said}" for name, said in parts.items())
    return _Rule(text, int(count) if count else None, last, bool(count or until))


def _until(value: str, start: Moment, zone: str) -> datetime | None:
    """The last time on the clock of ``start``."""
    last = moment(value, start.zone)
    if last is None:
        return None
    if last.whole_day or start.whole_day:
        return datetime.combine(last.day, time(23, 59, 59))
    try:
        there = last.instant(zone).astimezone(ZoneInfo(start.zone or zone))
    except OverflowError:
        return None
    return there.replace(tzinfo=None)


def _follow(rule: _Rule, start: Moment, today: date, found: Occurrences) -> Iterator[Moment]:
    """The dates that a rule gives, the first of them ``start``, whether it fits the rule or not."""
    begin = start.local
    far = HORIZON if not rule.ends else _FAR
    horizon = max(datetime.combine(today, time()), begin) + far
    last = min(rule.until or horizon, horizon)
    most = min(rule.count or MOST_INSTANCES + 1, MOST_INSTANCES + 1)
    found.cut = found.cut or not rule.ends or (rule.until or last) > last
    yield start
    number = 1
    try:
        for local in _expanded(rule.text, begin, last):
            if number >= most:
                return
            if local != begin:
                number += 1
                yield Moment(local, start.whole_day, start.zone)
    except (ValueError, OverflowError, TypeError, AttributeError, IndexError, KeyError):
        # What the library says of a rule that makes no sense.
        found.broken = True


def _expanded(text: str, begin: datetime, last: datetime) -> Iterator[datetime]:
    # Imported where it is used: it costs every process some time.
    from dateutil.rrule import rrulestr

    rule = rrulestr(f"{text};UNTIL={last:%Y%m%dT%H%M%S}", dtstart=begin)
    return islice(iter(rule), 2 * MOST_INSTANCES)
