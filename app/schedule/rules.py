"""Clashes: one person or one room in two places at once, told only as far as the viewer may know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.core.clock import Span
from app.core.intervals import Interval, Taken, clashes
from app.core.messages import N_


class ClashKind(StrEnum):
    """What is wanted twice."""

    PERSON = "person"
    ROOM = "room"


class WayOut(StrEnum):
    """What can be done about a clash."""

    OTHER_TIME = "other_time"
    OTHER_PERSON = "other_person"
    OTHER_ROOM = "other_room"
    ASK_THEM = "ask_them"
    GO_AHEAD = "go_ahead"


WAY_OUT_LABELS: dict[WayOut, str] = {
    WayOut.OTHER_TIME: N_("Choose another time"),
    WayOut.OTHER_PERSON: N_("Seat somebody else"),
    WayOut.OTHER_ROOM: N_("Choose another room"),
    WayOut.ASK_THEM: N_("Ask them: what keeps them is not yours to see"),
    WayOut.GO_AHEAD: N_("Go ahead, and say why"),
}


@dataclass(frozen=True, kw_only=True)
class Booking:
    """A person or a room taken for an event, or for one ``session`` of it.

    ``key`` tells two bookings apart, ``subject`` the persons and rooms, ``event`` and ``session``
    what it is for; ``visible`` says whether the viewer may know of that event.
    """

    key: str
    kind: ClashKind
    subject: str
    name: str
    span: Span
    event: str
    session: str | None = None
    title: str
    visible: bool

    def goes_with(self, other: Booking) -> bool:
        """Whether both are for one thing: an event and a session of it, or the same session."""
        if self.event != other.event:
            return False
        return self.session is None or other.session is None or self.session == other.session


_WORDS: Mapping[tuple[ClashKind, bool], str] = {
    (ClashKind.PERSON, True): N_("%(name)s is at “%(what)s” at this time."),
    (ClashKind.PERSON, False): N_("%(name)s is busy at this time."),
    (ClashKind.ROOM, True): N_("%(name)s is taken by “%(what)s” at this time."),
    (ClashKind.ROOM, False): N_("%(name)s is taken at this time."),
}


@dataclass(frozen=True, kw_only=True)
class Clash:
    """One booking that is wanted, and what stands against it.

    ``what`` and ``when`` are None for an event the viewer may not know of: there is only "busy".
    ``event`` is what that event is known by, for a link to it, and None likewise.
    """

    wanted: Booking
    what: str | None
    when: Interval | None
    event: str | None = field(default=None, compare=False)

    @property
    def message(self) -> str:
        """The gettext message id of the warning, to be filled with ``facts``."""
        return _WORDS[self.wanted.kind, self.what is not None]

    @property
    def facts(self) -> dict[str, str]:
        """What fills the places of ``message``."""
        return {"name": self.wanted.name, "what": self.what or ""}

    @property
    def ways_out(self) -> tuple[WayOut, ...]:
        """What to do, the gentlest first."""
        if self.wanted.kind is ClashKind.ROOM:
            return (WayOut.OTHER_ROOM, WayOut.OTHER_TIME, WayOut.GO_AHEAD)
        if self.what is None:
            return (WayOut.ASK_THEM, WayOut.OTHER_TIME, WayOut.OTHER_PERSON, WayOut.GO_AHEAD)
        return (WayOut.OTHER_TIME, WayOut.OTHER_PERSON, WayOut.GO_AHEAD)


def find_clashes(wanted: Iterable[Booking], others: Iterable[Booking]) -> list[Clash]:
    """What stands against the bookings in ``wanted``, in order of time, among them and ``others``.

    An older version of a wanted booking, known by its key, does not count. Several events that the
    viewer may not know of make one "busy", so that not even their number is told.
    """
    new = {booking.key: booking for booking in wanted}
    by_subject: dict[tuple[ClashKind, str], list[Taken[Booking]]] = defaultdict(list)
    for booking in (*new.values(), *(other for other in others if other.key not in new)):
        taken = Taken(Interval.of_span(booking.span), booking)
        by_subject[booking.kind, booking.subject].append(taken)
    found: dict[Clash, None] = {}
    for bookings in by_subject.values():
        for earlier, later, shared in clashes(bookings):
            mine, other = earlier.by, later.by
            if mine.key not in new:
                mine, other = other, mine
            if mine.key in new and not mine.goes_with(other):
                found[_clash(mine, other, shared)] = None
    return sorted(found, key=lambda clash: (clash.wanted.span.start, clash.wanted.name))


def _clash(wanted: Booking, other: Booking, shared: Interval) -> Clash:
    if not other.visible:
        return Clash(wanted=wanted, what=None, when=None)
    return Clash(wanted=wanted, what=other.title, when=shared, event=other.event)
