"""Giving, editing, naming, moving and removing seats."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict, Unpack

from sqlalchemy import func, select

from app.access import audit
from app.core.clock import now
from app.core.errors import InvalidInput, Refused
from app.core.messages import N_
from app.events.models import Event, EventSession
from app.extensions import db
from app.participation.models import Delegation, Participation, ParticipationRole, SeatNote
from app.participation.operations.billing import bill
from app.participation.operations.profiles import copy_profile
from app.participation.operations.trail import remember
from app.participation.rules import (
    STATES_FROM_CONFIRMED,
    Channel,
    Role,
    SeatState,
    Sector,
    in_billing_order,
)
from app.participation.signals import seat_named
from app.people.models import Person


class SeatFacts(TypedDict, total=False):
    """What may be known of a seat when it is given.

    ``person`` or ``seat_label`` says whose it is. A billing that is given is kept as it is;
    ``billing_offices`` has one office per line. ``country``, ``sector`` and ``gender`` are
    copied from the directory where they are not given.
    """

    person: Person | None
    seat_label: str
    session: EventSession | None
    state: SeatState
    listed: bool
    delegation: Delegation | None
    replaces: Participation | None
    city_zone: str
    paper_title: str
    country: str
    sector: Sector | None
    gender: str
    personal_capacity: bool
    source_ref: str | None
    billing_name: str
    billing_native_name: str
    billing_native_lang: str
    billing_offices: str
    note: str


def seat(
    event: Event,
    *,
    roles: Iterable[Role],
    channel: Channel = Channel.STAFF,
    **facts: Unpack[SeatFacts],
) -> Participation:
    """Return a new seat at ``event``, after those that there are; ``channel`` is how it came to us.

    It is billed at once if a billing is given or its state comes after "confirmed".
    Raises InvalidInput without a role, or for a seat that is nobody's and has no label.
    """
    note = facts.pop("note", "")
    participation = Participation(
        event=event, state=facts.pop("state", SeatState.SHORTLISTED), position=_next_place(event)
    )
    for name, value in facts.items():
        setattr(participation, name, value)
    if participation.person is None and not participation.seat_label:
        raise InvalidInput(N_("Choose a person, or say for whom the seat is kept."))
    copy_profile(participation)
    set_roles(participation, roles)
    set_note(participation, note)
    db.session.add(participation)
    db.session.flush()
    if participation.billing_name:
        participation.billed_at = now()
    elif participation.state in STATES_FROM_CONFIRMED:
        bill(participation)
    remember(participation, was=None, channel=channel)
    return participation


MOST_AT_ONCE = 200
"""More seats than anyone keeps for others in one go."""


def keep_seats(
    event: Event, *, number: int, label: str, roles: Iterable[Role], **facts: Unpack[SeatFacts]
) -> list[Participation]:
    """Return ``number`` seats whose names are to follow. Raises InvalidInput for none or too many."""
    if not 1 <= number <= MOST_AT_ONCE:
        raise InvalidInput(N_("Keep between 1 and %(most)d seats at once."), most=MOST_AT_ONCE)
    wanted = list(roles)
    labels = [label] if number == 1 else [f"{label} ({each})" for each in range(1, number + 1)]
    return [_keep(event, wanted, {**facts, "seat_label": each}) for each in labels]


def _keep(event: Event, roles: Iterable[Role], facts: SeatFacts) -> Participation:
    return seat(event, roles=roles, **facts)


def _next_place(event: Event) -> int:
    last = select(func.max(Participation.position)).where(Participation.event_id == event.id)
    return (db.session.scalar(last) or 0) + 1


def set_roles(participation: Participation, roles: Iterable[Role]) -> None:
    """Let the seat have exactly these roles, kept in billing order. Raises InvalidInput for none."""
    wanted = in_billing_order(roles)
    if not wanted:
        raise InvalidInput(N_("Give the seat at least one role."))
    kept = {held.role: held for held in participation.roles}
    participation.roles = [
        kept[role] if role in kept else ParticipationRole(role=role) for role in wanted
    ]
    for position, held in enumerate(participation.roles):
        held.position = position


def set_note(participation: Participation, text: str) -> None:
    """Write ``text`` beside the seat for staff; an empty one takes the note away."""
    if not text:
        participation.note = None
    elif participation.note is None:
        participation.note = SeatNote(text=text)
    else:
        participation.note.text = text


def edit_seat(
    participation: Participation, *, roles: Iterable[Role], **facts: Unpack[SeatFacts]
) -> Participation:
    """Change what is given of the seat; its person and its state have verbs of their own."""
    if not facts.keys().isdisjoint({"person", "state"}):
        raise TypeError("A person is named by name_seat(), a state changed by act().")
    set_note(participation, facts.pop("note", ""))
    for name, value in facts.items():
        setattr(participation, name, value)
    set_roles(participation, roles)
    audit.record(N_("changed a seat"), "event", participation.event.key, seat=participation.key)
    return participation


def name_seat(participation: Participation, *, person: Person) -> Participation:
    """Give a seat that was kept its person, billed at once if it is confirmed. Raises Refused."""
    if participation.person_id is not None:
        raise Refused(N_("This seat has its person already. Replace them instead."))
    participation.person = person
    copy_profile(participation)
    if participation.state in STATES_FROM_CONFIRMED:
        bill(participation)
    audit.record(N_("named a seat"), "event", participation.event.key, seat=participation.key)
    seat_named.send(participation)
    return participation


def move(participation: Participation, *, up: bool) -> None:
    """Exchange the places of the seat and its neighbour, if it has one on that side."""
    seats = db.session.scalars(
        select(Participation)
        .where(Participation.event_id == participation.event_id)
        .order_by(Participation.position, Participation.id)
    ).all()
    order = list(seats)
    here = order.index(participation)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    for position, each in enumerate(order, start=1):
        each.position = position


def put_into(participation: Participation, delegation: Delegation | None) -> None:
    """Let the seat belong to ``delegation``. Raises Refused if it does already."""
    if participation.delegation is delegation:
        raise Refused(N_("Is there already."))
    participation.delegation = delegation
    audit.record(N_("changed a seat"), "event", participation.event.key, seat=participation.key)


def set_listed(participation: Participation, *, listed: bool) -> None:
    """Say whether the guest may be named in public. Raises Refused if that is said already."""
    if participation.listed is listed:
        raise Refused(N_("That is said already."))
    participation.listed = listed
    audit.record(N_("changed a seat"), "event", participation.event.key, seat=participation.key)


def remove(participation: Participation) -> None:
    """Take away a seat that was given by mistake. Raises Refused once somebody was asked."""
    if participation.state not in {SeatState.SHORTLISTED, SeatState.APPROVED}:
        raise Refused(
            N_(
                "Somebody was asked to take this seat, so it stays in the record. Disinvite instead."
            )
        )
    audit.record(N_("removed a seat"), "event", participation.event.key, seat=participation.key)
    db.session.delete(participation)
