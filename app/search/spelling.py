"""What a word that stands nowhere was probably meant to be: one of the words of the index."""

from __future__ import annotations

from sqlalchemy import select

from app.extensions import db
from app.search.tables import word

COMPARED = 4000
"""So many words of the index are looked at, the most frequent ones that can be meant."""
SHORTEST = 4


def spelled_like(typed: str) -> str | None:
    """Return the word of the index that ``typed`` is most like, if it is like any.

    One letter too many, too few, wrong or changed with its neighbour counts one; words of up to
    five letters may differ by one, longer ones by two. Of those equally alike, the one that most
    entries say.
    """
    if len(typed) < SHORTEST or not typed.isalpha():
        return None
    apart = 1 if len(typed) <= 5 else 2
    candidates = db.session.execute(
        select(word.c.word, word.c.entries)
        .where(
            word.c.initial.in_({typed[0], typed[1]}),
            word.c.letters.between(len(typed) - apart, len(typed) + apart),
        )
        .order_by(word.c.entries.desc(), word.c.word)
        .limit(COMPARED)
    ).all()
    # Imported where it is used, as the stemmer is.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    alike = process.extract(
        typed,
        [row.word for row in candidates],
        scorer=OSA.distance,
        score_cutoff=apart,
        limit=len(candidates) or None,
    )
    best = min(alike, key=lambda found: (found[1], found[2]), default=None)
    return str(best[0]) if best else None
