"""What all pairs say together: nobody is two persons, and who is like one of them is like both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from app.people.duplicates.contacts import Profile
from app.people.duplicates.judgement import ENOUGH, Verdict, judge
from app.people.duplicates.reasons import Reason

LARGEST = 40
"""Larger groups are not closed: they would be a misunderstanding, not a person."""
_CLEARLY = 1.0


class Judged:
    """The pairs that are suggested so far, by the places of their profiles."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.profiles = profiles
        self.suggested: dict[tuple[int, int], Verdict] = {}

    def note(self, one: int, other: int, verdict: Verdict) -> None:
        """Keep the pair if it is to be suggested."""
        if verdict.suggested:
            self.suggested[min(one, other), max(one, other)] = verdict

    def neighbours(self) -> dict[int, set[int]]:
        """Return with whom each one is suggested to be the same."""
        found: dict[int, set[int]] = defaultdict(set)
        for one, other in self.suggested:
            found[one].add(other)
            found[other].add(one)
        return found

    def points(self, one: int, other: int) -> float:
        """How strongly the pair is suggested."""
        return self.suggested[min(one, other), max(one, other)].points

    def are_different(self, one: int, other: int) -> bool:
        """Whether the names of the two tell them apart."""
        pair = min(one, other), max(one, other)
        if pair in self.suggested:
            return False
        return judge(self.profiles[one], self.profiles[other]).different


def settle(judged: Judged) -> None:
    """Drop what would make one record two persons: "G. Bush" is neither, unless clearly one of them."""
    dropped: set[tuple[int, int]] = set()
    for middle, around in judged.neighbours().items():
        for one, other in combinations(sorted(around), 2):
            if not judged.are_different(one, other):
                continue
            mine, theirs = judged.points(middle, one), judged.points(middle, other)
            if mine < theirs + _CLEARLY:
                dropped.add((min(middle, one), max(middle, one)))
            if theirs < mine + _CLEARLY:
                dropped.add((min(middle, other), max(middle, other)))
    for pair in dropped:
        del judged.suggested[pair]


def add_thirds(judged: Judged) -> None:
    """Suggest that two are one who are both like a third, unless their names tell them apart."""
    for around in judged.neighbours().values():
        if len(around) > LARGEST:
            continue
        for one, other in combinations(sorted(around), 2):
            if (one, other) not in judged.suggested:
                verdict = judge(judged.profiles[one], judged.profiles[other])
                if not verdict.different:
                    judged.suggested[one, other] = Verdict(
                        max(verdict.points, ENOUGH), (*verdict.reasons, Reason.THIRD)
                    )
