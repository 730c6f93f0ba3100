"""The numbers that publications are known by."""

import pytest

from app.core.errors import InvalidInput
from app.publications.rules import checked_doi, checked_isbn, first_day, is_exact, place_in_series


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("978-1-60127-794-7", "978-1-60127-794-7"),
        (" 9781601277633 ", "9781601277633"),
        ("0-306-40615-2", "0-306-40615-2"),
        ("043942089x", "043942089X"),
        ("978 1 60127 763 3", "978-1-60127-763-3"),
        ("", ""),
    ],
)
def test_an_isbn_is_kept_as_it_is_printed(typed, kept):
    assert checked_isbn(typed) == kept


@pytest.mark.parametrize(
    "typed", ["978-1-60127-794-8", "0-306-40615-3", "977-1-60127-794-7", "12", "X" * 10]
)
def test_an_isbn_with_a_wrong_figure_is_refused(typed):
    with pytest.raises(InvalidInput):
        checked_isbn(typed)


def test_a_doi_is_kept_without_what_stands_before_it():
    for typed in ("10.1234/ab(c)", "doi: 10.1234/ab(c)", "https://doi.org/10.1234/ab(c)"):
        assert checked_doi(typed) == "10.1234/ab(c)"
    for wrong in ("10.12/ab", "1234/ab", "https://example.org/10.1234/ab", "10.1234/a b"):
        with pytest.raises(InvalidInput):
            checked_doi(wrong)


def test_a_date_is_as_exact_as_it_is_known():
    assert [str(first_day(text)) for text in ("2020", "2020-02", "2020-02-14", "soon", "")] == [
        "2020-01-01",
        "2020-02-01",
        "2020-02-14",
        "None",
        "None",
    ]
    assert is_exact("2020-02-14")
    assert not is_exact("2020-02")


def test_an_essay_has_its_place_by_the_number_in_its_series():
    numbers = ["10", "", "No. 2", "1", "3b", "3a"]
    assert sorted(numbers, key=place_in_series) == ["1", "No. 2", "3a", "3b", "10", ""]
