"""Counting what guests do not eat, in their own words: pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_BETWEEN = re.compile(r"[,;\n/]+|\s+and\s+", re.IGNORECASE)


def diets_of(told: Iterable[str]) -> list[tuple[str, int]]:
    """Return each thing that was named and by how many, the most frequent first.

    "No pork, vegetarian" is two things. Case does not tell things apart; the first way in
    which it was written is shown.
    """
    written: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for words in told:
        things = {
            thing.casefold(): thing for raw in _BETWEEN.split(words) if (thing := raw.strip(" ."))
        }
        counted.update(things.keys())
        for folded, thing in things.items():
            written.setdefault(folded, thing)
    return [(written[folded], count) for folded, count in counted.most_common()]
