"""Countries as spots on a map of the world, for ``archive/figures.html``: pure but for the map itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from app.archive.countries import world

LARGEST = 3.4
"""The radius of the largest spot, in percent of the picture as SVG takes them."""
AT_LEAST = 12
"""Where there are fewer than so many anywhere, spots are as if there were: one is a small spot."""
MOST_NAMES = 8
_LETTER, _LINE = 0.95, 4.8
"""How wide a letter and how high a line is, in percent of a picture as wide as a page has room for."""
_ON_A_PHONE = 2.4
"""So many times larger they are in the picture on a telephone."""


@dataclass(frozen=True)
class Place:
    """A country, how many speakers hold or held an office there, and how many partners are there."""

    code: str
    name: str
    speakers: int
    partners: int


@dataclass(frozen=True)
class Spot:
    """A country on the map, in percent. ``name`` is written beside it, where that is not empty.

    A ``minor`` name is left out where the picture is small.
    """

    x: float
    y: float
    speakers: float
    partners: float
    name: str
    name_x: float
    before: bool
    minor: bool


@dataclass(frozen=True)
class _Box:
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def spots(places: Sequence[Place]) -> list[Spot]:
    """Return where the places lie: circles by area, names of the first as far as they do not collide."""
    known = world()
    shown = [place for place in places if place.code in known.countries]
    most = max([AT_LEAST, *(max(one.speakers, one.partners) for one in shown)])
    wide: list[_Box] = []
    narrow: list[_Box] = []
    found = []
    for place in shown:
        across, down = known.countries[place.code]
        x, y = round(100 * across / known.width, 2), round(100 * down / known.height, 2)
        radii = [
            round(LARGEST * sqrt(count / most), 2) for count in (place.speakers, place.partners)
        ]
        before = x > 80
        beside = max(radii) * sqrt((1 + (known.height / known.width) ** 2) / 2) + 0.5
        name_x = round(x - beside if before else x + beside, 2)
        fits, fits_on_phone = (
            _fits(place.name, name_x, y, some, times, before=before)
            for some, times in ((wide, 1.0), (narrow, _ON_A_PHONE))
        )
        name = place.name if fits and len(wide) <= MOST_NAMES else ""
        found.append(Spot(x, y, radii[0], radii[1], name, name_x, before, not fits_on_phone))
    return found


def _fits(name: str, x: float, y: float, taken: list[_Box], times: float, *, before: bool) -> bool:
    """Take the room for ``name`` if it is within the picture and nobody else's."""
    length, half = len(name) * _LETTER * times, _LINE * times / 2
    left, right = (x - length, x) if before else (x, x + length)
    box = _Box(left, right, y - half, y + half)
    if left < 0 or right > 100 or any(box.meets(other) for other in taken):
        return False
    taken.append(box)
    return True
