"""Words and pages in an address, however odd."""

from __future__ import annotations

import pytest

from app.web.asked import LAST_PAGE, LONGEST_WORDS, page_in, words_in


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param("  Kim \t Sook ", "Kim Sook", id="spaces"),
        pytest.param("w" * LONGEST_WORDS, "w" * LONGEST_WORDS, id="long"),
        pytest.param("w" * (LONGEST_WORDS + 1), "", id="too long to be meant"),
        pytest.param("\ud800", "", id="half a character"),
    ],
)
def test_words_are_cleaned_or_not_asked(typed: str, words: str) -> None:
    assert words_in({"q": typed}) == words


def test_nothing_typed_is_nothing_asked() -> None:
    assert (words_in({}), words_in({"words": "a"}, "words"), page_in({})) == ("", "a", 1)


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("3", 3),
        ("0", 1),
        ("-2", 1),
        ("two", 1),
        ("²", 1),
        ("", 1),
        ("99999999", LAST_PAGE),
        ("9" * 5000, 1),
    ],
)
def test_a_page_is_a_number_from_one(typed: str, page: int) -> None:
    assert page_in({"page": typed}) == page
