"""Registrants in a table: an Indico registration list, or anybody's spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.messages import N_
from app.imports.cells import Fault
from app.imports.contacts.contact import Contact, Reader
from app.imports.contacts.entries import Entry
from app.imports.contacts.fields import FIELD_LABELS, Field
from app.imports.contacts.reading import ContactFile
from app.imports.peers.guests import MOST_GUESTS, Guest, GuestFile
from app.imports.peers.states import role_called, state_called
from app.imports.reading.refusals import Unreadable
from app.participation.rules import Role, SeatState


def read_rows(file: ContactFile, meanings: Sequence[Field]) -> GuestFile:
    """Read each row as a guest; a row that is there twice counts once. Raises Unreadable."""
    if file.lines > MOST_GUESTS:
        raise Unreadable(N_("This file has more than %(most)s rows."), most=MOST_GUESTS)
    said = file.entries(meanings)
    reader = Reader.of(said)
    found, seen = GuestFile(faults=reader.faults), set[str]()
    for entry in said:
        one = reader.read(entry)
        if one is None:
            found.refused += 1
            continue
        ref = _ref(entry, one)
        if ref in seen:
            _say(found, entry, Field.REFERENCE, N_("This one is there already, further up."), "")
            continue
        seen.add(ref)
        state, role = _state(entry, found), _role(entry, found)
        speaks = role not in {Role.PARTICIPANT, Role.OBSERVER, Role.PRESS, Role.STAFF}
        found.guests.append(Guest(ref, one, state, role, speaks=speaks))
    return found


def _ref(entry: Entry, one: Contact) -> str:
    """The number of the other system with whom it is of, for each of its forms counts from 1."""
    number = entry.one(Field.REFERENCE)
    return f"{number}/{next(iter(one.emails), one.display_name)}" if number else one.ref


def _state(entry: Entry, found: GuestFile) -> SeatState:
    """Whoever is in a list without a reply, or with one that nobody knows, was not accepted yet."""
    word = entry.one(Field.STATE)
    state = state_called(word) if word else SeatState.SHORTLISTED
    if state is None:
        _say(
            found,
            entry,
            Field.STATE,
            N_("Nobody knows what “%(text)s” means here, so this one is on the short list."),
            word,
        )
    return state or SeatState.SHORTLISTED


def _role(entry: Entry, found: GuestFile) -> Role:
    word = entry.one(Field.ROLE)
    role = role_called(word) if word else Role.PARTICIPANT
    if role is None:
        _say(
            found,
            entry,
            Field.ROLE,
            N_("There is no role “%(text)s” here, so this one is a participant."),
            word,
        )
    return role or Role.PARTICIPANT


def _say(found: GuestFile, entry: Entry, field: Field, message: str, text: str) -> None:
    found.faults.append(Fault(entry.line, FIELD_LABELS[field], message, {"text": text}))
