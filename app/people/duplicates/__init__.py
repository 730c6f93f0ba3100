"""Which contacts may be of one person, and why. Pure: of plain records, wherever they come from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from app.people.duplicates.blocks import candidates
from app.people.duplicates.contacts import Contact, Profile, read
from app.people.duplicates.judgement import Verdict, judge
from app.people.duplicates.many import judged_among_many
from app.people.duplicates.reasons import REASON_LABELS, Reason
from app.people.duplicates.settling import Judged, add_thirds, settle

__all__ = ["REASON_LABELS", "Contact", "Reason", "Suggestion", "suggest"]

MANY = 4_000
"""Above this, a list is searched for what is plain alone."""


@dataclass(frozen=True)
class Suggestion:
    """Two records that may be of one person, with the reasons, the weightiest first."""

    one: Hashable
    other: Hashable
    reasons: Sequence[Reason]
    points: float


def suggest(
    contacts: Iterable[Contact],
    *,
    first: int | None = None,
    step: Callable[[], None] = lambda: None,
) -> list[Suggestion]:
    """Return the pairs of ``contacts`` that may be of one person, the likeliest first.

    Only what shares something telling is compared. Nobody is suggested to be two persons of whom
    the names say that they are not one. With ``first``, only pairs with one of that many count;
    ``step`` is called now and then while a large list is searched.
    """
    everybody = list(contacts)
    if len(everybody) > MANY:
        judged = judged_among_many(everybody, first=first or len(everybody), step=step)
    else:
        judged = _judged(everybody)
    settle(judged)
    add_thirds(judged)
    found = [
        _suggestion(judged.profiles, pair, verdict) for pair, verdict in judged.suggested.items()
    ]
    if first is not None:
        asked = {contact.key for contact in everybody[:first]}
        found = [each for each in found if each.one in asked or each.other in asked]
    return sorted(found, key=lambda each: -each.points)


def _judged(contacts: Iterable[Contact]) -> Judged:
    profiles = [profile for contact in contacts if (profile := read(contact)) is not None]
    judged = Judged(profiles)
    for one, other in candidates(profiles):
        judged.note(one, other, judge(profiles[one], profiles[other]))
    return judged


def _suggestion(profiles: Sequence[Profile], pair: tuple[int, int], verdict: Verdict) -> Suggestion:
    one, other = (profiles[place].contact.key for place in pair)
    return Suggestion(one, other, verdict.reasons, verdict.points)
