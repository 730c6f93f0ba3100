"""What a calendar entry can say of its guest."""

from __future__ import annotations

from enum import StrEnum


class Partstat(StrEnum):
    """What the guest of an entry has answered, in the words of RFC 5545."""

    NEEDS_ACTION = "NEEDS-ACTION"
    TENTATIVE = "TENTATIVE"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
