"""One person found to be another: what belongs to either comes together, and can be parted again."""

from __future__ import annotations

from app.people.models import Person, PersonMerge


def merge(survivor: Person, merged: Person, *, keep: frozenset[str] = frozenset()) -> PersonMerge:
    """Take ``merged`` up into ``survivor``; facts named in ``keep`` are taken from ``merged``."""
    raise NotImplementedError


def unmerge(record: PersonMerge) -> None:
    """Part the two persons again. Raises Refused if later changes forbid it."""
    raise NotImplementedError
