"""What answers to words: the entries whose titles hold them first, then by names, then the latest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import prod

from sqlalchemy import func, select

from app.extensions import db
from app.search.engines import Labels, Pattern, Phrase, Where, engine_of
from app.search.entries import Label
from app.search.finding import Facets, by_others, facets_among, groups_of
from app.search.questions import Question, Term
from app.search.spelling import spelled_like
from app.search.tables import label, word
from app.search.words import is_unspaced, stem_of

RANKED = 500
"""So many answers are put in order; of a word that stands nearly everywhere, the latest."""
COMMON = 10_000
"""What stands in so many entries probably stands in more than enough titles."""
_FIRST: Sequence[Where] = ("title", "heads")
EXPANDED = 40
"""So many words an unfinished one is taken for, the most frequent ones."""


@dataclass(frozen=True)
class Answers:
    """The places that answer, best first; ``more`` where they are only the latest of many."""

    places: Sequence[int]
    more: bool = False


class Asking:
    """A question put to the index, and how its words were taken.

    A word that stands nowhere is taken for the one it is most like (``corrected``). Where still
    nothing holds all the words, they are given up one by one (``left_out``): first those that
    stand nowhere, then the commonest. ``question`` is what is looked for in the end.
    """

    def __init__(self, asked: Question) -> None:
        self._found: dict[tuple[tuple[int, ...], ...], Answers] = {}
        known = _known(asked.wanted)
        wanted, self.corrected = _corrected(asked.wanted, known)
        self._known = _known(wanted) if self.corrected else known
        self.question = asked.with_terms(wanted)
        self.left_out: list[str] = []
        while len(self.question.wanted) > 1 and not self.answers().places:
            self._found.clear()
            least = min(reversed(self.question.wanted), key=self._telling)
            self.left_out.append(str(least))
            rest = [term for term in self.question.wanted if term is not least]
            self.question = asked.with_terms(rest)

    def answers(self, labels: Labels = ()) -> Answers:
        """Return what answers and bears ``labels``, best first."""
        key = tuple(map(tuple, labels))
        if key not in self._found:
            self._found[key] = self._find(labels)
        return self._found[key]

    def facets(
        self, shelf: str | None, labels: Sequence[Label], names: Sequence[str], most: int
    ) -> Facets:
        """Return up to ``most`` values for each facet, counted among what answers on the shelf.

        Each counts what would be left with all ``labels`` but those of its own facet; nothing,
        where only the latest of many answers are known.
        """
        found: Facets = {name: [] for name in names}
        for others, some in by_others(labels, names).items():
            groups = groups_of(others, shelf)
            answers = self.answers(groups) if groups is not None else Answers([])
            if answers.places:
                counted = facets_among(answers.places, some, most)
                found |= _uncounted(counted) if answers.more else counted
        return found

    def heads(self, most: int) -> list[int]:
        """Return the latest places whose title or names answer."""
        return self._newest("heads", (), most) if self.question.wanted else []

    def _find(self, labels: Labels) -> Answers:
        if not self.question.wanted:
            return Answers([])
        if self._pattern.expected > COMMON:
            titles = self._newest("title", labels, RANKED + 1)
            if len(titles) > RANKED:
                return Answers(titles[:RANKED], more=True)
        everywhere = self._newest("anywhere", labels, RANKED + 1)
        if not everywhere:
            return Answers([])
        more = len(everywhere) > RANKED
        among = None if more else everywhere
        best: dict[int, None] = {}
        for where in _FIRST:
            if len(best) < RANKED:
                best |= dict.fromkeys(self._newest(where, labels, RANKED, among))
        return Answers(list(best | dict.fromkeys(everywhere))[:RANKED], more)

    def _newest(
        self, where: Where, labels: Labels, limit: int, among: Sequence[int] | None = None
    ) -> list[int]:
        connection = db.session.connection()
        return engine_of(connection).newest(
            connection, self._pattern, where=where, labels=labels, limit=limit, among=among
        )

    @property
    def _pattern(self) -> Pattern:
        wanted: list[Sequence[Phrase]] = []
        for term in self.question.wanted:
            meant = self._known.get(term.words[0]) if term.is_word else None
            wanted.append([(stem,) for stem in meant] if meant else [term.stems])
        unwanted = [term.stems for term in self.question.unwanted]
        shares = self._shares()
        # Multiplied as if no word were the likelier for another.
        return Pattern(wanted, unwanted, prod(shares), min(shares, default=1.0), self._total)

    def _shares(self) -> list[float]:
        """Return for each word about which part of all entries holds it, or what it may mean."""
        words = {one for term in self.question.wanted for one in term.words}
        return [
            1 - prod(max(0.0, 1 - n / self._total) for n in self._known[one].values())
            for one in words & self._known.keys()
        ]

    @cached_property
    def _total(self) -> int:
        """About how many entries there are: on each shelf they bear its label."""
        asked = select(func.sum(label.c.entries)).where(label.c.facet == "")
        return int(db.session.scalar(asked) or 1)

    def _entries(self, term: Term) -> int:
        """In about how many entries the word stands."""
        return sum(self._known.get(term.words[0], {}).values())

    def _telling(self, term: Term) -> float:
        """How much it says that an entry holds the term."""
        if not term.is_word:
            return 1.0
        entries = self._entries(term)
        return 1.0 / entries if entries else 0.0


def _uncounted(facets: Facets) -> Facets:
    return {
        name: [replace(choice, count=None) for choice in choices]
        for name, choices in facets.items()
    }


Known = dict[str, dict[str, int]]
"""For each word asked for, the stems that it may mean, and in about how many entries each stands.

Letters of scripts that write no spaces are not counted, and not in it.
"""


def _known(terms: Sequence[Term]) -> Known:
    words = {one for term in terms for one in term.words if not is_unspaced(one)}
    stems = {stem_of(one) for one in words}
    counted = select(word.c.stem, func.sum(word.c.entries)).where(word.c.stem.in_(stems))
    entries = (
        {stem: int(n) for stem, n in db.session.execute(counted.group_by(word.c.stem))}
        if stems
        else {}
    )
    known = {
        one: {stem: entries[stem]} if (stem := stem_of(one)) in entries else {} for one in words
    }
    for term in terms:
        if term.unfinished:
            known[term.words[0]] |= _begun(term.words[0])
    return known


def _begun(typed: str) -> dict[str, int]:
    """Return the stems of the commonest words that begin like ``typed``."""
    longer = (
        select(word.c.stem, word.c.entries)
        .where(word.c.word >= typed, word.c.word < f"{typed}\U0010ffff")
        .order_by(word.c.entries.desc(), word.c.word)
        .limit(EXPANDED)
    )
    meant: dict[str, int] = {}
    for stem, n in db.session.execute(longer):
        meant[stem] = meant.get(stem, 0) + n
    return meant


def _corrected(terms: Sequence[Term], known: Known) -> tuple[list[Term], list[tuple[str, str]]]:
    """Return the terms with unknown words replaced by what they are most like."""
    wanted, corrected = [], []
    for term in terms:
        better = None
        if term.is_word and not known.get(term.words[0]):
            better = spelled_like(term.words[0])
        if better is None:
            wanted.append(term)
        else:
            wanted.append(replace(term, words=(better,), unfinished=False))
            corrected.append((term.words[0], better))
    return wanted, corrected
