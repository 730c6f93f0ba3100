"""Countries as they are written down, what they are called here, and where they lie on the map.

The map is ``world.json``, which says where it is from; languages' names of countries are those
of the Unicode CLDR, which come with Babel.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from babel import Locale
from flask_babel import get_locale

from app.core.text import fold

_ALSO = {
    "usa": "US", "u.s.": "US", "us": "US", "u.s.a.": "US", "america": "US",
    "united states of america": "US", "uk": "GB", "u.k.": "GB", "great britain": "GB",
    "britain": "GB", "england": "GB", "scotland": "GB", "korea, republic of": "KR",
    "republic of korea": "KR", "rok": "KR", "korea": "KR", "dprk": "KP",
    "democratic people's republic of korea": "KP", "prc": "CN", "people's republic of china": "CN",
    "mainland china": "CN", "hong kong": "HK", "macao": "MO", "macau": "MO",
    "russian federation": "RU", "turkey": "TR", "türkiye": "TR", "czech republic": "CZ",
    "viet nam": "VN", "burma": "MM", "holland": "NL", "the netherlands": "NL",
    "ivory coast": "CI", "palestine": "PS", "iran, islamic republic of": "IR", "lao pdr": "LA",
}  # fmt: skip
"""Names that CLDR does not have, and in use; written plainly."""
_WRITTEN_IN = ("en", "ko", "ja", "zh", "zh_Hant", "de", "fr", "es")
"""In these languages a directory may say where an organisation is."""


@dataclass(frozen=True)
class World:
    """The outline of the land as an SVG path, and the middle of each country on it."""

    width: int
    height: int
    land: str
    countries: dict[str, tuple[float, float]]


@cache
def world() -> World:
    """Return the map."""
    known = json.loads(files(__package__).joinpath("world.json").read_text(encoding="utf-8"))
    places = {code: (x, y) for code, (x, y) in known["countries"].items()}
    return World(known["width"], known["height"], known["land"], places)


def code_of(name: str) -> str | None:
    """Return the country that ``name`` means, by its ISO 3166 code; None where that is not sure."""
    return _codes().get(fold(name))


def name_of(code: str) -> str:
    """Return what the country is called in the reader's language."""
    return str((get_locale() or Locale("en")).territories.get(code, code))


@cache
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in _WRITTEN_IN:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "ZZ"}:
                found.setdefault(fold(name), code)
                if language == "en":
                    found[fold(code)] = code
    return found | {fold(name): code for name, code in _ALSO.items()}
