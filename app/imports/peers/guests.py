"""What a file of another system says: talks, and who is to sit where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from app.imports.cells import Fault
from app.imports.contacts.contact import Contact
from app.participation.rules import Role, SeatState

MOST_GUESTS = 5_000
"""All of them are written in one transaction, for which others wait."""


@dataclass(frozen=True)
class Talk:
    """Something that was accepted into the programme. Times have their zone, if there are any."""

    ref: str
    title: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    confirmed: bool = False


@dataclass(frozen=True)
class Guest:
    """One seat: of whom, in which talk (or none), and in which state.

    ``title`` is that of a talk which is in no programme; ``speaks`` parts speakers from the rest.
    """

    ref: str
    contact: Contact
    state: SeatState
    role: Role
    talk: str = ""
    title: str = ""
    speaks: bool = False


@dataclass
class GuestFile:
    """A file as it was read. What it says of the event itself is used where nobody says otherwise."""

    guests: list[Guest] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    refused: int = 0
    title: str = ""
    zone: str = ""
    first_day: date | None = None
    last_day: date | None = None

    @property
    def contacts(self) -> Sequence[Contact]:
        """Everybody, once."""
        return list({guest.contact.ref: guest.contact for guest in self.guests}.values())


def origin(*words: str) -> str:
    """A name for what these words name together, the same whenever the file is read."""
    return sha256("\n".join(words).encode()).hexdigest()[:40]
