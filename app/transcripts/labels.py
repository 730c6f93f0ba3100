"""Whom the label of a speaker means: "AMBASSADOR BRYNN" is whoever of that name was seated there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from app.core.names import find_person, parse_name
from app.core.names.matching import Match
from app.core.text import fold

NOBODY_IN_PARTICULAR = frozenset(
    {"question", "questioner", "participant", "interpreter", "moderator", "audience", "speaker",
     "audience member", "unidentified speaker", "operator", "staff", "voice"}
)  # fmt: skip
_BRACKETS = re.compile(r"[\[(][^\])]*[\])]")

Key = TypeVar("Key")


def whom(label: str, seated: Mapping[Key, Sequence[str]]) -> Key | None:
    """Return who of ``seated``, each with the names they go by, is meant, or None if that is not clear.

    A guess for staff to confirm: a family name alone is enough where one person only bears it.
    """
    bare = _BRACKETS.sub("", label).strip()
    if not bare or fold(bare) in NOBODY_IN_PARTICULAR:
        return None
    known = {key: [parse_name(name) for name in names] for key, names in seated.items()}
    found = find_person(parse_name(bare), known, at_least=Match.POSSIBLE)
    if found is None:
        # "DEAN RHODES" may be the dean; the last word is the name all the same.
        found = find_person(parse_name(bare.split()[-1]), known, at_least=Match.POSSIBLE)
    return found
