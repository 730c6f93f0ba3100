"""What is shown of the entries found: their words, with those that were looked for marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy import select

from app.extensions import db
from app.search.asking import Asking
from app.search.questions import Question
from app.search.tables import entry, is_one_of
from app.search.words import is_unspaced, stem_of, words_of

AROUND = 110
"""So many letters are shown before and after the first word that was found."""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """An entry that was found. ``title`` and ``excerpt`` mark the words that were looked for."""

    place: int
    shelf: str
    kind: str
    ref: int
    href: str
    title: Markup
    excerpt: Markup


@dataclass(frozen=True)
class Suggestion:
    """A page that somebody may be looking for."""

    shelf: str
    title: str
    href: str


def suggestions_for(question: Question, most: int) -> list[Suggestion]:
    """Return entries whose titles or names answer to ``question``, the latest first."""
    places = Asking(question).heads(most)
    asked = select(entry.c.id, entry.c.shelf, entry.c.title, entry.c.href)
    rows = {row.id: row for row in db.session.execute(asked.where(is_one_of(entry.c.id, places)))}
    return [Suggestion(rows[each].shelf, rows[each].title, rows[each].href) for each in places]


@dataclass(frozen=True)
class Sought:
    """What is marked in a text: words by their stems, beginnings of words, and letters unspaced."""

    stems: frozenset[str]
    beginnings: tuple[str, ...]
    unspaced: Sequence[str]
    initials: frozenset[str]
    """No stem begins with another letter than its word; to look at it is sooner done than to stem."""

    @classmethod
    def by(cls, question: Question) -> Sought:
        """Return what answers to ``question`` hold."""
        runs = ["".join(term.words) for term in question.wanted if is_unspaced(term.words[0])]
        spaced = [term for term in question.wanted if not is_unspaced(term.words[0])]
        return cls(
            frozenset(stem for term in spaced for stem in term.stems),
            tuple(term.words[0] for term in spaced if term.unfinished),
            runs,
            frozenset(word[0] for term in spaced for word in term.words),
        )

    def said_in(self, text: str) -> set[str]:
        """Return the different words of ``text`` that are sought, folded."""
        return {found[0].casefold() for found in _TOKENS.finditer(text) if self.is_in(found[0])}

    def is_in(self, token: str) -> bool:
        """Whether ``token`` is, or holds, what is sought."""
        words = words_of(token)
        if any(is_unspaced(word) for word in words):
            return any(run in "".join(words) for run in self.unspaced)
        return any(
            word[0] in self.initials and (stem_of(word) in self.stems or self._begins(word))
            for word in words
        )

    def _begins(self, word: str) -> bool:
        return bool(self.beginnings) and word.startswith(self.beginnings)


def hits_at(places: Sequence[int], question: Question) -> list[Hit]:
    """Return the entries at ``places``, in that order."""
    rows = db.session.execute(select(entry).where(is_one_of(entry.c.id, places))).all()
    by_place = {row.id: row for row in rows}
    sought = Sought.by(question)
    return [
        Hit(
            place=place,
            shelf=row.shelf,
            kind=row.kind,
            ref=row.ref,
            href=row.href,
            title=_marked(row.title, sought),
            excerpt=excerpt(f"{row.names}\n{row.body}", sought),
        )
        for place in places
        if (row := by_place.get(place)) is not None
    ]


_TOKENS = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|(?:[^\W\d_]\.){2,}")


def excerpt(body: str, sought: Sought) -> Markup:
    """Return the passage of ``body`` around the first words found, or its beginning."""
    text = " · ".join(" ".join(line.split()) for line in body.splitlines() if line.strip())
    first = next((found.start() for found in _TOKENS.finditer(text) if sought.is_in(found[0])), 0)
    start = text.rfind(" ", 0, max(0, first - AROUND)) + 1
    end = text.find(" ", first + AROUND)
    passage = text[start:end] if end >= 0 else text[start:]
    before, after = ("… " if start else ""), (" …" if end >= 0 else "")
    return Markup("{}{}{}").format(before, _marked(passage, sought), after)


def _marked(text: str, sought: Sought) -> Markup:
    parts: list[Markup] = []
    at = 0
    for found in _TOKENS.finditer(text):
        if sought.is_in(found[0]):
            parts += [
                Markup("{}").format(text[at : found.start()]),
                Markup("<mark>{}</mark>").format(found[0]),
            ]
            at = found.end()
    return Markup("").join([*parts, Markup("{}").format(text[at:])])
