"""Whom a letter can be for: rooms above add their audiences, each with its filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.core.calendars import Partstat
from app.core.text import normalise_email
from app.events.models import Event

Chosen = Mapping[str, Sequence[str]]
"""What is chosen of each filter; nothing chosen of one means all of it."""


@dataclass(frozen=True)
class Recipient:
    """Somebody to be written to, and what is known for their letter alone.

    ``facts`` fill placeholders. With a ``token_seed`` the letter can hold a personal link.
    ``answer`` is what an entry for the calendar says of them.
    ``dedupe`` tells two letters to one address apart; without it the person does.
    """

    name: str
    address: str
    person_key: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    token_seed: str = ""
    dedupe: str = ""
    answer: Partstat = Partstat.NEEDS_ACTION

    @property
    def once(self) -> str:
        """What the same reader has in common, however often they were found."""
        return self.dedupe or f"{self.person_key}:{normalise_email(self.address)}"


@dataclass(frozen=True)
class Found:
    """Whom an audience holds, and whom it leaves out: name and reason, both in the reader's language."""

    recipients: list[Recipient] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Filter:
    """One way to narrow an audience: a name for the address, a label, and pairs of value and label."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Told:
    """A group that is written to when the event moves or is called off.

    ``title`` is a gettext message; ``in_calendar`` says that they hold an entry for it.
    """

    title: str
    chosen: Chosen
    in_calendar: bool


@dataclass(frozen=True)
class Audience:
    """People of an event who can be written to together.

    ``label`` is a gettext message. ``find`` answers for the chosen values; ``filters`` are those
    that make sense for the event. ``link_page`` is the endpoint of the personal page, with
    ``token``, that ``{link}`` leads to; without it letters to this audience can hold no link.
    ``told`` are the groups who are written to when the event moves or is called off.
    """

    key: str
    label: str
    find: Callable[[Event, Chosen], Found]
    filters: Callable[[Event], Sequence[Filter]] = lambda _event: ()
    link_page: str = ""
    told: Sequence[Told] = ()
    order: int = 50


_audiences: dict[str, Audience] = {}


def register_audience(audience: Audience) -> None:
    """Offer ``audience`` in the composer. Registering a key again replaces it."""
    _audiences[audience.key] = audience


def audiences() -> list[Audience]:
    """Return every audience, in its order."""
    return sorted(_audiences.values(), key=lambda audience: audience.order)


def audience(key: str) -> Audience | None:
    """Return the audience called ``key``, or None."""
    return _audiences.get(key)
