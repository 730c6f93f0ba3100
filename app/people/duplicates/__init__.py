"""Which contacts may be of one person, and why. Pure: of plain records, wherever they come from."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A record as somebody wrote it down; ``key`` tells it from all others."""

    key: Hashable
    name: str = ""
    title: str = ""
    organisation: str = ""
    emails: Sequence[str] = ()
    phones: Sequence[str] = ()
    variants: Sequence[str] = ()
    native_name: str = ""


@dataclass(frozen=True)
class Suggestion:
    """Two records that may be of one person; ``reasons`` are message ids, the weightiest first."""

    one: Hashable
    other: Hashable
    reasons: Sequence[str]


def suggest(contacts: Iterable[Contact]) -> list[Suggestion]:
    """Return the pairs of ``contacts`` that may be of one person, with the reasons."""
    raise NotImplementedError
