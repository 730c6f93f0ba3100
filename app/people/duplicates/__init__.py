"""Which contacts may be of one person, and why. Pure: of plain records, wherever they come from."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from app.people.duplicates.blocks import candidates
from app.people.duplicates.contacts import Contact, Profile, read
from app.people.duplicates.judgement import Verdict, judge
from app.people.duplicates.reasons import REASON_LABELS, Reason
from app.people.duplicates.settling import Judged, add_thirds, settle

__all__ = ["REASON_LABELS", "Contact", "Reason", "Suggestion", "suggest"]


@dataclass(frozen=True)
class Suggestion:
    """Two records that may be of one person, with the reasons, the weightiest first."""

    one: Hashable
    other: Hashable
    reasons: Sequence[Reason]
    points: float


def suggest(contacts: Iterable[Contact]) -> list[Suggestion]:
    """Return the pairs of ``contacts`` that may be of one person, the likeliest first.

    Only what shares something telling is compared. Nobody is suggested to be two persons of whom
    the names say that they are not one.
    """
    profiles = [profile for contact in contacts if (profile := read(contact)) is not None]
    judged = Judged(profiles)
    for one, other in candidates(profiles):
        judged.note(one, other, judge(profiles[one], profiles[other]))
    settle(judged)
    add_thirds(judged)
    return sorted(
        (_suggestion(profiles, pair, verdict) for pair, verdict in judged.suggested.items()),
        key=lambda each: -each.points,
    )


def _suggestion(profiles: Sequence[Profile], pair: tuple[int, int], verdict: Verdict) -> Suggestion:
    one, other = (profiles[place].contact.key for place in pair)
    return Suggestion(one, other, verdict.reasons, verdict.points)
