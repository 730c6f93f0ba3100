"""What an archive list shows, as a sentence whose last words can be taken away, and what can be added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.archive.criteria import Criteria
from app.archive.queries import FacetOption
from app.core.messages import N_
from app.events.rules import (
    EVENT_KIND_LABELS,
    FORMAT_LABELS,
    RECORDING_KIND_LABELS,
    EventKind,
    Format,
    RecordingKind,
)

ARCHIVE = "/archive/"

FACET_TITLES = {
    "topic": _l("Topic"),
    "kind": _l("Kind"),
    "year": _l("Year"),
    "programme": _l("Programme"),
    "has": _l("Recording"),
    "format": _l("Format"),
}
"""In the order of the page."""

_SAID = {
    "q": N_("“%(value)s”"),
    "topic": N_("on %(value)s"),
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
    count: int
    current: bool


@dataclass(frozen=True)
class Facet:
    """One group of filters."""

    title: str
    options: Sequence[Option]
    open: bool


def archive_href(criteria: Criteria, *, page: int = 1) -> str:
    """Return the one address of a list: known parameters in order, none blank, page 1 unsaid."""
    asked = criteria.asked() | ({"page": str(page)} if page > 1 else {})
    return f"{ARCHIVE}?{urlencode(asked)}" if asked else ARCHIVE


def chips(criteria: Criteria, names: Mapping[str, str]) -> list[Chip]:
    """Return what was asked for; ``names`` has what the database calls a value, by parameter."""
    return [
        Chip(_in_words(name, value, names), archive_href(criteria.without(name)))
        for name, value in criteria.asked().items()
    ]


def _in_words(name: str, value: str, names: Mapping[str, str]) -> str:
    """Return a phrase for the criterion; a value that nobody knows stands in quotation marks."""
    if name in _SAID:
        return _(_SAID[name], value=names.get(name) or value)
    phrases = {str(known): phrase for known, phrase in _SAID_OF_VALUE[name].items()}
    return _(phrases[value]) if value in phrases else _("“%(value)s”", value=value)


def facet_groups(criteria: Criteria, found: Mapping[str, Sequence[FacetOption]]) -> list[Facet]:
    """Return the groups of filters in which there is something to choose."""
    groups = []
    for name, title in FACET_TITLES.items():
        options = [_option(criteria, name, option) for option in found[name]]
        if options:
            chosen = any(option.current for option in options)
            groups.append(Facet(str(title), options, open=chosen or name in {"topic", "kind"}))
    return groups


def names_in(criteria: Criteria, found: Mapping[str, Sequence[FacetOption]]) -> dict[str, str]:
    """Return what the database calls the values asked for."""
    asked = criteria.asked()
    return {
        name: option.name
        for name in ("topic", "programme")
        for option in found[name]
        if asked.get(name) == option.value
    }


def _option(criteria: Criteria, name: str, option: FacetOption) -> Option:
    current = criteria.asked().get(name) == option.value
    then = criteria.without(name) if current else criteria.with_value(name, option.value)
    label = option.name if name in {"topic", "programme"} else _called(name, option.value)
    return Option(label, archive_href(then), option.count, current)


def _called(name: str, value: str) -> str:
    """Return the label of ``value``: a year is its own."""
    labels = {str(known): label for known, label in _LABELS.get(name, {}).items()}
    return _(labels[value]) if value in labels else value


_LABELS: Mapping[str, Mapping[Any, str]] = {
    "kind": EVENT_KIND_LABELS,
    "format": FORMAT_LABELS,
    "has": RECORDING_KIND_LABELS,
}
