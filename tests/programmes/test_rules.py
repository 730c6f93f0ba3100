"""What the next meeting is likely to be called, and where the versions of a text stand."""

from datetime import UTC, datetime

import pytest

from app.programmes.rules import StrandWords, Words, compared, ordinal_after, text_standings


@pytest.mark.parametrize(
    ("ordinal", "after"),
    [
        ("5th", "6th"),
        ("inaugural", "2nd"),
        ("Inaugural", "2nd"),
        ("1st", "2nd"),
        ("2nd", "3rd"),
        ("10th", "11th"),
        ("20th", "21st"),
        ("111th", "112th"),
        ("Third", "Fourth"),
        ("ninth", "tenth"),
        ("7", "8"),
        ("Round 3", "Round 4"),
        ("twelfth", ""),
        ("13.5", ""),
        ("special", ""),
        ("", ""),
    ],
)
def test_the_ordinal_after(ordinal, after):
    assert ordinal_after(ordinal) == after


def day(number):
    return datetime(2026, 5, number, tzinfo=UTC)


@pytest.mark.parametrize(
    ("goes_out", "standings"),
    [
        ([1, 2, None, 9], ["former", "shown", "draft", "waiting"]),
        ([9, 2], ["overtaken", "shown"]),
        ([2, 9, 8], ["shown", "overtaken", "waiting"]),
        ([5], ["shown"]),
        ([], []),
    ],
)
def test_where_the_versions_stand_on_the_fifth(goes_out, standings):
    texts = [(day(1), day(one) if one else None) for one in goes_out]
    assert text_standings(texts, day(5)) == standings


def test_a_comparison_tells_the_lines_that_changed():
    old = Words(
        "Calm.", "It is tense.\n\nNobody talks.", "", (StrandWords("Talks", "They go on."),)
    )
    new = Words("Calm.", "It is calm.\n\nNobody talks.", "", (StrandWords("Talks", "They end."),))
    changed = [(one.sign, one.text) for one in compared(old, new) if one.sign in "+-"]
    assert changed == [
        ("-", "It is tense."),
        ("+", "It is calm."),
        ("-", "They go on."),
        ("+", "They end."),
    ]
