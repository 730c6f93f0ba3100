"""Tickets: the short code on a badge or a guest's own page, by which the door knows whose it is.

A code opens nothing; it only says who stands there. It is made from the unguessable key of a
seat or a registration, so nothing has to be stored, and nobody can count their way to another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""The letters of keys. There are 31, a prime, so that one check letter finds every single
mistyped letter and every two that changed places."""

LETTERS_OF_KEY = 10
"""About 50 bits: nobody meets another guest's code by trying at a door."""

_CODE = re.compile(
    rf"(?<![0-9a-z])[rsw][{_LETTERS}]{{3}}-?[{_LETTERS}]{{4}}-?[{_LETTERS}]{{4}}(?![0-9a-z])"
)
_GAPS = re.compile(r"[\s\u2010-\u2015-]+")


class TicketKind(StrEnum):
    """Whose key a ticket was made from; its first letter."""

    REGISTRATION = "r"
    SEAT = "s"
    WALK_IN = "w"


@dataclass(frozen=True)
class Ticket:
    """What a code says: the kind of guest, and how their key begins."""

    kind: TicketKind
    key_start: str


def ticket_code(kind: TicketKind, key: str) -> str:
    """Return the code for the guest with ``key``: "S7KQ-2MPX-4TRH", the same each time."""
    body = f"{kind.value}{key[:LETTERS_OF_KEY]}"
    whole = f"{body}{_check_letter(body)}".upper()
    return "-".join(whole[start : start + 4] for start in range(0, len(whole), 4))


def read_ticket(text: str) -> Ticket | None:
    """Return the ticket in ``text``, or None where there is none or a letter of it is wrong.

    Case, spaces and hyphens do not matter, nor does an address around the code.
    """
    lowered = text.lower()
    for candidate in (_GAPS.sub("", lowered), *reversed(_CODE.findall(lowered))):
        code = candidate.replace("-", "")
        if _CODE.fullmatch(code) and code[-1] == _check_letter(code[:-1]):
            return Ticket(TicketKind(code[0]), code[1:-1])
    return None


def _check_letter(body: str) -> str:
    """The letter whose weight brings the sum to nothing; each place weighs differently."""
    total = sum(place * max(_LETTERS.find(letter), 0) for place, letter in enumerate(body, 1))
    return _LETTERS[total % len(_LETTERS)]
