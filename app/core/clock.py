"""Time: instants are aware and in UTC, and an IANA zone beside them says what a wall clock showed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from app.core.errors import InvalidInput
from app.core.messages import N_

EARLIEST = date(1990, 1, 1)
LATEST = date(2100, 12, 31)
ASSUMED_DURATION = timedelta(hours=1)
"""How long something lasts whose end nobody wrote down."""

_NOT_PLACES = frozenset({"localtime", "posixrules", "Factory", "EST", "MST", "HST"})


class NonexistentTime(InvalidInput):
    """The clocks were put forward over this local time; ``before`` and ``after`` do exist: 422."""

    def __init__(self, zone: str, before: datetime, after: datetime) -> None:
        self.before, self.after = before, after
        super().__init__(
            N_(
                "The clocks in %(city)s go forward on this day and skip this time. "
                "Choose %(before)s or %(after)s."
            ),
            city=city_of(zone),
            before=f"{before:%H:%M}",
            after=f"{after:%H:%M}",
        )


class AmbiguousTime(InvalidInput):
    """The clocks were put back, so this local time comes twice: ``first`` and ``second``: 422."""

    def __init__(self, zone: str, first: datetime, second: datetime) -> None:
        self.first, self.second = first, second
        super().__init__(
            N_(
                "The clocks in %(city)s go back on this day and show this time twice. "
                "Say whether you mean the first or the second."
            ),
            city=city_of(zone),
        )


class OutOfRange(InvalidInput):
    """A day before 1990 or after 2100, which is a slip of the finger: 422."""

    def __init__(self) -> None:
        super().__init__(
            N_("Choose a day between %(first)s and %(last)s."),
            first=EARLIEST.year,
            last=LATEST.year,
        )


def now() -> datetime:
    """The present instant in UTC; nothing else asks the computer for the time."""
    return datetime.now(UTC)


@cache
def zones() -> tuple[str, ...]:
    """IANA names of places, sorted; not bare offsets such as "EST", which know no summer time."""
    return tuple(
        sorted(
            name
            for name in available_timezones()
            if name not in _NOT_PLACES and not name.startswith("Etc/GMT")
        )
    )


def is_zone(name: str) -> bool:
    """Whether ``name`` is one of ``zones()``."""
    return name in zones()


def city_of(zone: str) -> str:
    """The place a zone is named after: "America/New_York" gives "New York"."""
    return zone.rpartition("/")[2].replace("_", " ")


def abbreviation(zone: str, at: datetime) -> str | None:
    """What the zone is called at that instant ("EDT" in July); None where it has only a number."""
    name = at.astimezone(ZoneInfo(zone)).tzname()
    return name if name and name.isalpha() else None


def in_range(day: date) -> bool:
    """Whether a day may be put in at all: 1990 to 2100."""
    return EARLIEST <= day <= LATEST


def to_instant(local: datetime, zone: str, *, fold: int | None = None) -> datetime:
    """The instant at which a wall clock in ``zone`` shows ``local``, a naive datetime.

    Raises ``NonexistentTime`` for a time that is skipped when clocks go forward, ``AmbiguousTime``
    for one that comes twice unless ``fold`` says which (0 the first, 1 the second), and
    ``OutOfRange`` for a day before 1990 or after 2100.
    """
    if local.tzinfo is not None:
        raise ValueError("A wall clock shows a naive time; an aware one is an instant already.")
    if not in_range(local.date()):
        raise OutOfRange
    place = ZoneInfo(zone)
    first = local.replace(tzinfo=place, fold=0).astimezone(UTC)
    second = local.replace(tzinfo=place, fold=1).astimezone(UTC)
    if first == second:
        return first
    if first.astimezone(place).replace(tzinfo=None) != local:
        # In a gap, fold 1 reads the time with the new offset and lands before the change.
        raise NonexistentTime(zone, second.astimezone(place), first.astimezone(place))
    if fold is None:
        raise AmbiguousTime(zone, first, second)
    return second if fold else first


def start_of_day(day: date, zone: str) -> datetime:
    """The instant at which ``day`` begins in ``zone``; not always at 00:00 on the clock."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


@dataclass(frozen=True)
class Span:
    """From when to when something lasts, at a place.

    ``start`` and ``end`` are aware; they are kept in UTC. Without ``end`` an hour is assumed where
    something must be decided. With ``date_only`` no hour is known: the span lasts whole local days,
    and ``end`` is any moment of the last day, or the midnight that ends it.
    Raises ``InvalidInput`` when the end is before the start.
    """

    start: datetime
    end: datetime | None
    zone: str
    date_only: bool = False

    def __post_init__(self) -> None:
        for name in ("start", "end"):
            instant: datetime | None = getattr(self, name)
            if instant is None:
                continue
            if instant.tzinfo is None:
                raise ValueError("A span needs instants; a naive datetime is ambiguous.")
            object.__setattr__(self, name, instant.astimezone(UTC))
        if self.end is not None and self.end < self.start:
            raise InvalidInput(N_("The end is before the start."))

    @property
    def local_start(self) -> datetime:
        """The start as the wall clock there shows it; aware."""
        return self.start.astimezone(ZoneInfo(self.zone))

    @property
    def local_end(self) -> datetime | None:
        """The end as the wall clock there shows it; aware; None where no end is known."""
        return self.end.astimezone(ZoneInfo(self.zone)) if self.end else None

    @property
    def first_day(self) -> date:
        """The local day of the start."""
        return self.local_start.date()

    @property
    def last_day(self) -> date:
        """The last local day of which the span holds a moment: ending at midnight is not the next day."""
        if self.local_end is None or self.end == self.start:
            return self.first_day
        return (self.local_end - timedelta(microseconds=1)).date()

    @property
    def begins_at(self) -> datetime:
        """The instant from which it is under way; the first midnight when only days are known."""
        return start_of_day(self.first_day, self.zone) if self.date_only else self.start

    @property
    def ends_at(self) -> datetime:
        """The instant at which it is over, assumed where nobody wrote it down."""
        if self.date_only:
            return start_of_day(self.last_day + timedelta(days=1), self.zone)
        return self.end if self.end is not None else self.start + ASSUMED_DURATION

    @property
    def spans_midnight(self) -> bool:
        """Whether it lasts into another local day."""
        return self.last_day > self.first_day

    @property
    def is_whole_months(self) -> bool:
        """Whether it is whole months of one year: all that is known of some events of the past."""
        after = self.last_day + timedelta(days=1)
        same_year = self.first_day.year == self.last_day.year
        return self.date_only and same_year and self.first_day.day == 1 and after.day == 1

    @property
    def is_whole_year(self) -> bool:
        """Whether it is the whole of a year: of some not even the month is known."""
        return self.is_whole_months and (self.first_day.month, self.last_day.month) == (1, 12)

    def is_past(self, at: datetime) -> bool:
        """Whether it is over; a conference is not past on its second day."""
        return at >= self.ends_at

    def is_live(self, at: datetime) -> bool:
        """Whether it is under way."""
        return self.begins_at <= at < self.ends_at
