"""The choices of the select fields of events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from flask_babel import gettext as _

from app.config import current_settings
from app.core.clock import zones
from app.programmes.models import Programme, Series

Kind = TypeVar("Kind", bound=StrEnum)
Choices = list[tuple[str, str]]

NOTHING = ""
"""The value of the choice that stands for none."""


def labelled(labels: Mapping[Kind, str]) -> Choices:
    """The values of an enum with their translated words, in the order of its definition."""
    return [(value.value, _(label)) for value, label in labels.items()]


def programmes(found: Iterable[Programme], *, none: str | None) -> Choices:
    """Programmes by their key; ``none`` is the word for belonging to none, if that may be."""
    first = [] if none is None else [(NOTHING, none)]
    return [*first, *((programme.key, programme.name) for programme in found)]


def series(found: Iterable[Series]) -> Choices:
    """Series by their key, and the word for belonging to none."""
    return [(NOTHING, _("No series")), *((one.key, one.title) for one in found)]


def time_zones(*usual: str) -> dict[str, Choices]:
    """All time zones, with the ones that are likely here in a group before the others."""
    likely = dict.fromkeys((*usual, current_settings().time_zone, *OFTEN_USED))
    return {
        _("Often used"): [(zone, zone.replace("_", " ")) for zone in likely],
        _("All"): [(zone, zone.replace("_", " ")) for zone in zones() if zone not in likely],
    }


OFTEN_USED = ("America/New_York", "Asia/Seoul", "Asia/Tokyo", "Asia/Shanghai", "Europe/London")
"""Where dialogues on the region are held most; the zone of the institute stands before them."""
