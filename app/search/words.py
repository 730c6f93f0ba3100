"""From text to the words it is found by: pure.

Words are folded (case, accents, hyphens), of English ones the stem is taken, and each letter of
a script that writes no spaces is a word of its own, so that a run of them is found as a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from app.core.text import fold

LONGEST_WORD = 40

_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_HYPHENED = re.compile("[^\\W\\d_]+(?:[-\u2010\u2011][^\\W\\d_]+)+")
_RUNS = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003134f]"
)
"""Kana, Han and Hangul."""
_PARTS = re.compile(f"{_UNSPACED.pattern}|.", re.DOTALL)

STOP_WORDS = frozenset(
    [
        "a",
        "about",
        "all",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "me",
        "my",
        "no",
        "not",
        "of",
        "on",
        "or",
        "our",
        "say",
        "said",
        "says",
        "she",
        "should",
        "so",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "to",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
    ]
)
"""Words that a question is made with, and that no answer is recognised by."""


def words_of(text: str) -> list[str]:
    """Return the words of ``text`` in their order, folded: "U.S.-DPRK talks" is us, dprk, talks."""
    if text.isascii() and text.isalnum():
        return [text.lower()[:LONGEST_WORD]]
    joined = _DOTTED.sub(lambda found: found[0].replace(".", ""), text)
    return [word for run in _RUNS.findall(fold(joined)) for word in _split(run)]


def _split(run: str) -> Iterator[str]:
    if run.isascii() or not _UNSPACED.search(run):
        yield run[:LONGEST_WORD]
        return
    begun = ""
    for part in _PARTS.findall(run):
        if _UNSPACED.match(part):
            if begun:
                yield begun[:LONGEST_WORD]
            begun = ""
            yield part
        else:
            begun += part
    if begun:
        yield begun[:LONGEST_WORD]


def is_unspaced(word: str) -> bool:
    """Whether ``word`` is a letter of a script that writes no spaces: Han, kana, Hangul."""
    return _UNSPACED.match(word) is not None


def joined_words(text: str) -> str:
    """Return what ``text`` writes with hyphens as it is typed without: "Ban Ki-moon" is "kimoon"."""
    return " ".join("".join(words_of(found)) for found in _HYPHENED.findall(text))


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """Return what the forms of ``word`` share, in letters that every engine reads alike.

    What is not ASCII is written as its bytes, so that no engine has an opinion of it.
    """
    if not word.isascii():
        return f"x{word.encode().hex()}"
    return str(_stemmer().stemWord(word)) if word.isalpha() else word


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    # Imported where it is used: a process that searches nothing starts sooner.
    import snowballstemmer

    return snowballstemmer.stemmer("english")


def stems_of(text: str) -> list[str]:
    """Return the stems of the words of ``text``, in their order."""
    return [stem_of(word) for word in words_of(text)]
