"""How a calendar entry is written down (RFC 5545), as far as Parley does it itself."""

from __future__ import annotations

from enum import StrEnum


class Partstat(StrEnum):
    """What the guest of an entry has answered, in the words of RFC 5545."""

    NEEDS_ACTION = "NEEDS-ACTION"
    TENTATIVE = "TENTATIVE"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"


def fold_line(line: str) -> str:
    """A line of a calendar, ended, in pieces of at most 75 octets (RFC 5545, 3.1); no letter is cut."""
    octets = line.encode()
    pieces = []
    at, room = 0, 75
    while len(octets) - at > room:
        end = at + room
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[at:end])
        at, room = end, 74
    return b"\r\n ".join([*pieces, octets[at:]]).decode() + "\r\n"
