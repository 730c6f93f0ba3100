"""What somebody looks for: words, "phrases" and -words to leave out, read from one line. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.search.words import STOP_WORDS, is_unspaced, stem_of, words_of

MOST_TERMS = 8
LONGEST_PHRASE = 12
SHORTEST_PREFIX = 3
"""Fewer letters begin too many words to mean any of them."""

_PIECES = re.compile(r'(-?)"([^"]*)"?|(\S+)')


@dataclass(frozen=True)
class Term:
    """A word or, where there are several, a phrase, as it was typed and folded."""

    words: Sequence[str]
    unwanted: bool = False
    unfinished: bool = False

    @property
    def is_word(self) -> bool:
        """Whether it is a single word."""
        return len(self.words) == 1

    @property
    def stems(self) -> list[str]:
        """The stems to find side by side."""
        return [stem_of(word) for word in self.words]

    def __str__(self) -> str:
        gap = "" if all(map(is_unspaced, self.words)) else " "
        return gap.join(self.words)


@dataclass(frozen=True)
class Question:
    """All of ``terms`` are asked for at once, but for the unwanted."""

    terms: Sequence[Term]

    @property
    def wanted(self) -> list[Term]:
        """What an answer has to hold."""
        return [term for term in self.terms if not term.unwanted]

    @property
    def unwanted(self) -> list[Term]:
        """What it must not."""
        return [term for term in self.terms if term.unwanted]

    def with_terms(self, wanted: Sequence[Term]) -> Question:
        """Return the same question about other words."""
        return Question([*wanted, *self.unwanted])


def question_in(line: str) -> Question:
    """Return what ``line`` asks for; nothing that anybody types is an error.

    Words that questions are made with count only where nothing else was typed. The last word may
    be unfinished, unless a space or a quotation mark follows it.
    """
    terms: list[Term] = []
    for minus, phrase, piece in _PIECES.findall(line):
        if phrase:
            terms += _phrase(words_of(phrase), unwanted=bool(minus))
        elif piece:
            terms += _words(piece)
    telling = [term for term in terms if not (term.is_word and term.words[0] in STOP_WORDS)]
    if not any(not term.unwanted for term in telling):
        telling = terms
    kept = list(dict.fromkeys(telling))[:MOST_TERMS]
    if kept and _may_go_on(kept[-1], line):
        kept[-1] = Term(kept[-1].words, unfinished=True)
    return Question(kept if any(not term.unwanted for term in kept) else [])


def _phrase(words: list[str], *, unwanted: bool) -> list[Term]:
    return [Term(tuple(words[:LONGEST_PHRASE]), unwanted)] if words else []


def _words(piece: str) -> list[Term]:
    """Return the words of ``piece``; letters written without spaces stay together as a phrase."""
    unwanted = piece.startswith("-") and len(piece) > 1
    terms: list[Term] = []
    run: list[str] = []
    for word in words_of(piece):
        if is_unspaced(word):
            run.append(word)
            continue
        terms += _phrase(run, unwanted=unwanted)
        run = []
        terms.append(Term((word,), unwanted))
    return terms + _phrase(run, unwanted=unwanted)


def _may_go_on(last: Term, line: str) -> bool:
    if last.unwanted or not last.is_word or is_unspaced(last.words[0]):
        return False
    ends_open = line == line.rstrip() and not line.endswith('"')
    return ends_open and len(last.words[0]) >= SHORTEST_PREFIX
