"""What is done at the door: letting in, taking that back, and writing down who did not come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, or_, select, update

from app.access import audit
from app.access.aside import rows_for_all
from app.access.enforcement import current_user_id
from app.core.clock import now
from app.core.errors import NotFound, Refused
from app.core.messages import N_
from app.core.text import random_key
from app.core.tickets import TicketKind
from app.door.guests import Guest, Said
from app.door.models import Arrival, DoorNote, WalkIn
from app.door.queries import guests_called, guests_of, log_of, may_walk_in, said
from app.door.rules import KNOWN_AT_THE_DOOR, ArrivalKind, Pool, standing
from app.events.models import Event
from app.extensions import db
from app.participation.models import Participation
from app.participation.operations import act
from app.participation.rules import SeatAction, SeatState
from app.registration.operations import admit_at_door

NOT_YET_THERE = frozenset({SeatState.ACCEPTED, SeatState.CONFIRMED})
"""The states that lead to "absent" when nobody came."""


@dataclass(frozen=True, kw_only=True)
class Op:
    """One thing that a device says: ``op_id`` is its own, ``subject`` the guest ("s-…").

    ``name`` and ``organisation`` are those of a walk-in, whose subject the device makes up.
    """

    op_id: str
    kind: ArrivalKind
    subject: str
    at: datetime
    people: int = 1
    extra: bool = False
    undoes: str = ""
    device: str = ""
    name: str = ""
    organisation: str = ""


class Outcome(StrEnum):
    """What became of an operation; whichever it is, the device need not say it again."""

    DONE = "done"
    KNOWN = "known"
    ALREADY_IN = "already_in"
    NOT_EXPECTED = "not_expected"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Told:
    """The outcome for one operation; for somebody who was in already, by which arrival."""

    op: Op
    outcome: Outcome
    guest: Guest | None = None
    before: Said | None = None


def record(event: Event, ops: Sequence[Op]) -> list[Told]:
    """Add what a device says to the log, each operation once however often it is said.

    Seats follow: whoever is here has attended, and whoever waited for a place has one. To be called under the writer's lock, so that
    two devices speak one after the other.
    """
    known = _said_before(ops)
    guests = guests_called(event, {op.subject for op in ops})
    told = []
    for op in ops:
        guest = guests.get(op.subject) or _walk_in(event, op)
        if op.op_id in known or guest is None:
            told.append(Told(op, Outcome.KNOWN if op.op_id in known else Outcome.NOBODY, guest))
            continue
        known.add(op.op_id)
        told.append(_told(op, guest))
        guests[op.subject] = _add(event, op, guest)
    _settle(event, [guest for guest in guests.values() if guest.kind is TicketKind.SEAT])
    for guest in guests.values():
        if guest.waits and guest.here:
            admit_at_door(guest.row_id)
    return told


def follow(seat: Participation, action: SeatAction) -> None:
    """Take back at the door what staff took back on the page of the seat."""
    if action not in {SeatAction.UNDO_CHECK_IN, SeatAction.MARK_ABSENT}:
        return
    entries = log_of(seat.event).get((TicketKind.SEAT, seat.id), ())
    for entry in standing(entries):
        undone = Op(
            op_id=random_key(),
            kind=ArrivalKind.UNDONE,
            subject=f"{TicketKind.SEAT.value}-{seat.key}",
            at=now(),
            undoes=entry.op,
        )
        db.session.add(_arrival(seat.event, undone, TicketKind.SEAT, seat.id))


def mark_no_shows(event: Event) -> int:
    """Mark every confirmed guest who did not come as absent; return how many those are.

    Whoever registered without a seat has no state to change: the log says that they did not
    come. Raises Refused before the event is over.
    """
    if event.ends_at is None or event.ends_at > now():
        raise Refused(N_("The event is not over yet, so somebody may still come."))
    missing = [guest.row_id for guest in guests_of(event) if _is_missing(guest)]
    seats = _seats_of_same_guests(event, missing)
    absent = [seat for seat in seats if seat.state in NOT_YET_THERE]
    for seat in absent:
        act(seat, SeatAction.MARK_ABSENT)
    return len(absent)


def note_for_desk(event: Event, guest: Guest, text: str) -> None:
    """Write what the desk has to know about ``guest``; nothing takes the note away."""
    column = {
        TicketKind.SEAT: DoorNote.participation_id,
        TicketKind.REGISTRATION: DoorNote.registration_id,
    }.get(guest.kind)
    if column is None:
        raise NotFound
    found = db.session.scalar(select(DoorNote).where(column == guest.row_id))
    if not text:
        if found is not None:
            db.session.delete(found)
        return
    if found is None:
        found = DoorNote(event_id=event.id, **{column.key: guest.row_id})
        db.session.add(found)
    found.text = text
    audit.record(N_("left a note for the desk at"), "event", event.key, guest=guest.key)


def forget_guests(event: Event) -> None:
    """Delete names of walk-ins and notes about registered guests; how many came stays."""
    db.session.execute(
        update(WalkIn).where(WalkIn.event_id == event.id).values(name="", organisation="")
    )
    db.session.execute(
        delete(DoorNote).where(DoorNote.event_id == event.id, DoorNote.registration_id.is_not(None))
    )


def _said_before(ops: Iterable[Op]) -> set[str]:
    """The operations that are in the log, of whichever event."""
    asked = select(Arrival.op_id).where(Arrival.op_id.in_([op.op_id for op in ops]))
    return {row.op_id for row in rows_for_all(asked)}


def _walk_in(event: Event, op: Op) -> Guest | None:
    """Somebody whom nobody expected, if that is who the operation brings."""
    kind, _dash, key = op.subject.partition("-")
    brings_somebody = op.name and op.kind is ArrivalKind.ARRIVED
    if kind != TicketKind.WALK_IN or not brings_somebody or not may_walk_in(event):
        return None
    found = WalkIn(key=key, event_id=event.id, name=op.name, organisation=op.organisation)
    db.session.add(found)
    db.session.flush()
    return Guest(
        kind=TicketKind.WALK_IN,
        row_id=found.id,
        key=key,
        name=op.name,
        pool=Pool.WALK_INS,
        expected=0,
        counted_on=False,
    )


def _told(op: Op, guest: Guest) -> Told:
    """What the device could not know when it said so."""
    if op.kind is ArrivalKind.UNDONE or guest.kind is TicketKind.WALK_IN:
        return Told(op, Outcome.DONE, guest)
    if guest.here >= guest.expected and not op.extra:
        before = guest.arrivals[0] if guest.arrivals else None
        return Told(op, Outcome.ALREADY_IN, guest, before)
    welcome = guest.admitted or guest.waits
    return Told(op, Outcome.DONE if welcome else Outcome.NOT_EXPECTED, guest)


def _add(event: Event, op: Op, guest: Guest) -> Guest:
    """Write the entry, and return the guest as they stand now."""
    arrival = _arrival(event, op, guest.kind, guest.row_id)
    db.session.add(arrival)
    return replace(guest, entries=(*guest.entries, said(arrival, by="")))


def _arrival(event: Event, op: Op, kind: TicketKind, row_id: int) -> Arrival:
    return Arrival(
        op_id=op.op_id,
        event_id=event.id,
        participation_id=row_id if kind is TicketKind.SEAT else None,
        registration_id=row_id if kind is TicketKind.REGISTRATION else None,
        walk_in_id=row_id if kind is TicketKind.WALK_IN else None,
        kind=op.kind,
        people=op.people,
        extra=op.extra or kind is TicketKind.WALK_IN,
        undoes=op.undoes,
        device=op.device,
        recorded_by=current_user_id(),
        device_at=op.at,
        received_at=now(),
    )


def _settle(event: Event, guests: Sequence[Guest]) -> None:
    """Lead the seats of whoever came on to "attended", and of whoever did not, back."""
    here = {guest.row_id for guest in guests if guest.here}
    for seat in _seats_of_same_guests(event, here):
        if seat.state in KNOWN_AT_THE_DOOR and seat.state is not SeatState.ATTENDED:
            act(seat, SeatAction.CHECK_IN)
    gone = {guest.row_id for guest in guests if guest.entries} - here
    for seat in _seats_of_same_guests(event, gone):
        if seat.state is SeatState.ATTENDED:
            act(seat, SeatAction.UNDO_CHECK_IN)


def _seats_of_same_guests(event: Event, seat_ids: Iterable[int]) -> Sequence[Participation]:
    """The seats with these numbers, and the others that the same persons have at the event."""
    ids = list(seat_ids)
    if not ids:
        return []
    persons = select(Participation.person_id).where(
        Participation.id.in_(ids), Participation.person_id.is_not(None)
    )
    return db.session.scalars(
        select(Participation).where(
            Participation.event_id == event.id,
            or_(Participation.id.in_(ids), Participation.person_id.in_(persons)),
        )
    ).all()


def _is_missing(guest: Guest) -> bool:
    return guest.kind is TicketKind.SEAT and guest.counted_on and not guest.here
