"""What an archive list shows, as a sentence whose last words can be taken away, and what can be added."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.archive.criteria import Criteria
from app.core.messages import N_
from app.events.rules import (
    EVENT_KIND_LABELS,
    FORMAT_LABELS,
    RECORDING_KIND_LABELS,
    EventKind,
    Format,
    RecordingKind,
)
from app.search.finding import Amount, Choice, Facets

FACET_TITLES = {
    "topic": _l("Topic"),
    "kind": _l("Kind"),
    "year": _l("Year"),
    "region": _l("Region"),
    "programme": _l("Programme"),
    "series": _l("Series"),
    "speaker": _l("Speaker"),
    "has": _l("Recording"),
    "format": _l("Format"),
}
"""In the order of the page."""

_SAID = {
    "q": N_("“%(value)s”"),
    "topic": N_("on %(value)s"),
    "region": N_("about %(value)s"),
    "series": N_("in the series %(value)s"),
    "programme": N_("of the programme %(value)s"),
    "year": N_("in %(value)s"),
    "speaker": N_("with %(value)s"),
}
_SAID_OF_VALUE: Mapping[str, Mapping[Any, str]] = {
    "kind": {
        EventKind.DIALOGUE_ROUND: N_("that are dialogue rounds"),
        EventKind.ROUNDTABLE: N_("that are roundtables"),
        EventKind.PANEL: N_("that are panels"),
        EventKind.WORKSHOP: N_("that are workshops"),
        EventKind.STUDY_GROUP_SESSION: N_("that are study-group sessions"),
        EventKind.PEACE_GAME: N_("that are peace games"),
        EventKind.BRIEFING: N_("that are briefings or lectures"),
        EventKind.CONFERENCE: N_("that are conferences"),
        EventKind.GROUP_VISIT: N_("that are group visits"),
    },
    "format": {
        Format.IN_PERSON: N_("held in person"),
        Format.VIRTUAL: N_("held virtually"),
        Format.HYBRID: N_("held in person and virtually"),
    },
    "has": {
        RecordingKind.VIDEO: N_("with video"),
        RecordingKind.AUDIO: N_("with audio"),
        RecordingKind.PODCAST: N_("with a podcast"),
        RecordingKind.TRANSCRIPT: N_("with a transcript"),
    },
}
"""Whole phrases, because few languages would build them from the same parts."""


@dataclass(frozen=True)
class Chip:
    """A criterion in words, and the list without it."""

    label: str
    href: str


@dataclass(frozen=True)
class Option:
    """A value to choose, and the list with it, or without it where it is chosen."""

    label: str
    href: str
    count: int | None
    current: bool


@dataclass(frozen=True)
class Facet:
    """One group of filters."""

    title: str
    options: Sequence[Option]
    open: bool


NOTHING_ELSE: Mapping[str, str | None] = MappingProxyType({})


def list_href(path: str, criteria: Criteria, more: Mapping[str, str | None] = NOTHING_ELSE) -> str:
    """Return the one address of a list: known parameters in order, none blank, each encoded once."""
    asked = criteria.asked() | {name: value for name, value in more.items() if value}
    return f"{path}?{urlencode(asked)}" if asked else path


def amount_in_words(amount: Amount) -> str:
    """Return how many events were found, as far as that was counted."""
    if amount.more:
        return _("More than %(number)s events", number=f"{amount.number:,}")
    return ngettext("%(num)d event", "%(num)d events", amount.number)


Names = Mapping[str, Mapping[str, str]]
"""What the database calls values, by facet; a value that is not there may not be named."""


def chips(
    path: str, criteria: Criteria, names: Names, more: Mapping[str, str | None] = NOTHING_ELSE
) -> list[Chip]:
    """Return what was asked for, each with the list without it; ``more`` stands in every address."""
    return [
        Chip(_in_words(name, value, names), list_href(path, criteria.without(name), more))
        for name, value in criteria.asked().items()
    ]


def _in_words(name: str, value: str, names: Names) -> str:
    """Return a phrase for the criterion; a value that nobody knows stands in quotation marks."""
    if name in _SAID:
        return _(_SAID[name], value=names.get(name, {}).get(value, value))
    phrases = {str(known): phrase for known, phrase in _SAID_OF_VALUE[name].items()}
    return _(phrases[value]) if value in phrases else _("“%(value)s”", value=value)


def facet_groups(
    path: str,
    criteria: Criteria,
    found: Facets,
    names: Names,
    more: Mapping[str, str | None] = NOTHING_ELSE,
) -> list[Facet]:
    """Return the groups of filters in which there is something to choose."""
    groups = []
    href = partial(list_href, path, more=more)
    for name, title in FACET_TITLES.items():
        choices = (
            sorted(found.get(name, ()), key=_by_year) if name == "year" else found.get(name, ())
        )
        options = [
            option
            for choice in choices
            if (option := _option(href, criteria, name, choice, names)) is not None
        ]
        if options:
            chosen = any(option.current for option in options)
            groups.append(Facet(str(title), options, open=chosen or name in {"topic", "kind"}))
    return groups


def _by_year(choice: Choice) -> int:
    return -int(choice.value)


def _option(
    href: Callable[[Criteria], str], criteria: Criteria, name: str, choice: Choice, names: Names
) -> Option | None:
    label = _called(name, choice.value, names)
    if not label:
        return None
    current = criteria.asked().get(name) == choice.value
    then = criteria.without(name) if current else criteria.with_value(name, choice.value)
    return Option(label, href(then), choice.count, current)


def _called(name: str, value: str, names: Names) -> str:
    """Return the label of ``value``: a year is its own; empty for what may not be named."""
    if name in _LABELS:
        labels = {str(known): label for known, label in _LABELS[name].items()}
        return _(labels[value]) if value in labels else ""
    return value if name == "year" else names.get(name, {}).get(value, "")


_LABELS: Mapping[str, Mapping[Any, str]] = {
    "kind": EVENT_KIND_LABELS,
    "format": FORMAT_LABELS,
    "has": RECORDING_KIND_LABELS,
}
