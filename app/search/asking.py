"""What answers to words: the entries whose titles and names hold them first, then the latest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from app.extensions import db
from app.search.engines import Labels, Pattern, Phrase, engine_of
from app.search.entries import LAST, Label
from app.search.finding import Facets, by_others, facets_among, groups_of
from app.search.questions import Question, Term
from app.search.spelling import spelled_like
from app.search.tables import label, word
from app.search.words import stem_of

RANKED = 1000
"""So many answers are put in order; of a word that stands nearly everywhere, the latest."""
EXPANDED = 40
"""So many words an unfinished one is taken for, the most frequent ones."""


@dataclass(frozen=True)
class Answers:
    """The places that answer, best first; ``more`` where they are only the latest of many.

    ``question`` is what was looked for in the end; of the words that were typed, ``corrected``
    were taken for others and ``left_out`` were given up.
    """

    question: Question
    places: Sequence[int]
    more: bool = False
    corrected: Sequence[tuple[str, str]] = ()
    left_out: Sequence[str] = ()


def answers_to(
    question: Question, *, labels: Labels = (), in_order_of_time: bool = False
) -> Answers:
    """Return what answers to ``question`` and bears ``labels``.

    A word that stands nowhere is taken for the one it is most like. Where still nothing holds all
    the words, they are given up one by one: first those that stand nowhere, then the commonest.
    """
    known = _known(question.wanted)
    wanted, corrected = _corrected(question.wanted, known)
    asked = question.with_terms(wanted)
    if corrected:
        known = _known(wanted)
    left_out: list[str] = []
    while asked.wanted:
        places, more = _find(asked, known, labels, in_order_of_time=in_order_of_time)
        if places or len(asked.wanted) == 1:
            return Answers(asked, places, more, corrected, left_out)
        least = min(reversed(asked.wanted), key=lambda term: _telling(term, known))
        left_out.append(str(least))
        asked = asked.with_terms([term for term in asked.wanted if term is not least])
    return Answers(asked, [])


def facets_of(
    question: Question,
    shelf: str | None,
    labels: Sequence[Label],
    names: Sequence[str],
    most: int,
) -> Facets:
    """Return up to ``most`` values for each facet, counted among what answers to ``question``.

    Each counts what would be left with all ``labels`` but those of its own facet; nothing, where
    only the latest of many answers are known.
    """
    found: Facets = {name: [] for name in names}
    for others, some in by_others(labels, names).items():
        groups = groups_of(others, shelf)
        if groups is None:
            continue
        answers = answers_to(question, labels=groups, in_order_of_time=True)
        counted = facets_among(answers.places, some, most)
        if answers.more:
            counted = {
                name: [replace(choice, count=None) for choice in choices]
                for name, choices in counted.items()
            }
        found |= counted
    return found


Known = dict[str, dict[str, int]]
"""For each word asked for, the words of the index that it may mean, with how many entries say them."""


def _known(terms: Sequence[Term]) -> Known:
    return {term.words[0]: _meant(term) for term in terms if term.is_word}


def _meant(term: Term) -> dict[str, int]:
    """Return the stems that the word may mean, and in about how many entries each stands."""
    typed = term.words[0]
    same = select(word.c.stem, func.sum(word.c.entries)).where(word.c.stem == stem_of(typed))
    meant = {stem: int(n) for stem, n in db.session.execute(same.group_by(word.c.stem))}
    if term.unfinished:
        longer = (
            select(word.c.stem, word.c.entries)
            .where(word.c.word >= typed, word.c.word < f"{typed}\U0010ffff")
            .order_by(word.c.entries.desc(), word.c.word)
            .limit(EXPANDED)
        )
        for stem, n in db.session.execute(longer):
            meant[stem] = meant.get(stem, 0) + n
    return meant


def _entries(term: Term, known: Known) -> int:
    return sum(known.get(term.words[0], {}).values())


def _telling(term: Term, known: Known) -> float:
    """How much it says that an entry holds the term; of phrases it is not known beforehand."""
    if not term.is_word:
        return 1.0
    entries = _entries(term, known)
    return 1.0 / entries if entries else 0.0


def _corrected(terms: Sequence[Term], known: Known) -> tuple[list[Term], list[tuple[str, str]]]:
    """Return the terms with unknown words replaced by what they are most like."""
    wanted, corrected = [], []
    for term in terms:
        better = None
        if term.is_word and not known[term.words[0]]:
            better = spelled_like(term.words[0])
        if better is None:
            wanted.append(term)
        else:
            wanted.append(replace(term, words=(better,), unfinished=False))
            corrected.append((term.words[0], better))
    return wanted, corrected


def _find(
    asked: Question, known: Known, labels: Labels, *, in_order_of_time: bool
) -> tuple[list[int], bool]:
    pattern = _pattern(asked, known)
    connection = db.session.connection()
    engine = engine_of(connection)

    def newest(*, heads: bool) -> list[int]:
        return engine.newest(
            connection, pattern, heads=heads, labels=labels, before=LAST, limit=RANKED + 1
        )

    everywhere = newest(heads=False)
    more = len(everywhere) > RANKED
    if in_order_of_time or not everywhere:
        return everywhere[:RANKED], more
    best = dict.fromkeys(newest(heads=True))
    return list(best | dict.fromkeys(everywhere))[:RANKED], more


def _pattern(asked: Question, known: Known) -> Pattern:
    wanted: list[Sequence[Phrase]] = []
    share = 1.0
    total = max(1, _total())
    for term in asked.wanted:
        meant = known.get(term.words[0]) if term.is_word else None
        wanted.append([(stem,) for stem in meant] if meant else [term.stems])
        share *= min(1.0, _entries(term, known) / total) if term.is_word else 0.0
    return Pattern(wanted, [term.stems for term in asked.unwanted], share)


def _total() -> int:
    """Return about how many entries there are; on every shelf they bear its label."""
    return int(db.session.scalar(select(func.sum(label.c.entries)).where(label.c.facet == "")) or 0)
