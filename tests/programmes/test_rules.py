"""What the next meeting is likely to be called."""

import pytest

from app.programmes.rules import ordinal_after


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
