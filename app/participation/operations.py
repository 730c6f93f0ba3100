"""What is done to seats: giving, billing and moving them, and leading them through their states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypedDict, Unpack

from sqlalchemy import func, select

from app.access import audit
from app.access.enforcement import current_user_id
from app.core.clock import now
from app.core.errors import InvalidInput, Refused
from app.core.messages import N_
from app.core.states import next_state
from app.events.models import Event, EventSession
from app.extensions import db
from app.participation.models import Participation, ParticipationRole, SeatChange, SeatNote
from app.participation.rules import TRANSITIONS, Role, SeatAction, SeatState, in_billing_order
from app.people.models import Person

STATES_FROM_CONFIRMED = frozenset(
    {
        SeatState.CONFIRMED,
        SeatState.ATTENDED,
        SeatState.ABSENT,
        SeatState.UNABLE_TO_ATTEND,
    }
)
"""A seat that is given in one of these was confirmed before anybody wrote it down."""


class SeatFacts(TypedDict, total=False):
    """What may be known of a seat when it is given.

    ``person`` or ``seat_label`` says whose it is. A billing that is given is kept as it is;
    ``billing_offices`` has one office per line.
    """

    person: Person | None
    seat_label: str
    session: EventSession | None
    state: SeatState
    listed: bool
    delegation: str
    city_zone: str
    paper_title: str
    source_ref: str | None
    billing_name: str
    billing_native_name: str
    billing_native_lang: str
    billing_offices: str
    note: str


def seat(event: Event, *, roles: Iterable[Role], **facts: Unpack[SeatFacts]) -> Participation:
    """Return a new seat at ``event``, after those that there are.

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
    set_roles(participation, roles)
    set_note(participation, note)
    db.session.add(participation)
    db.session.flush()
    if participation.billing_name:
        participation.billed_at = now()
    elif participation.state in STATES_FROM_CONFIRMED:
        bill(participation)
    _remember(participation, was=None)
    return participation


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
    if participation.state in STATES_FROM_CONFIRMED:
        bill(participation)
    audit.record(N_("named a seat"), "event", participation.event.key, seat=participation.key)
    return participation


def act(participation: Participation, action: SeatAction, *, note: str = "") -> Participation:
    """Lead the seat one step on, and remember who did it and why.

    Confirming copies the billing from the directory, unless there is one already. Raises
    Refused for a step that the table of transitions does not have.
    """
    was = participation.state
    participation.state = next_state(TRANSITIONS, was, action)
    if action is SeatAction.CONFIRM and participation.billed_at is None:
        bill(participation)
    _remember(participation, was=was, note=note)
    return participation


def bill(participation: Participation) -> Participation:
    """Copy name and offices from the directory, as they were on the day of the event.

    A seat that is nobody's yet has nothing to copy and stays as it is.
    """
    person = participation.person
    if person is None:
        return participation
    span = participation.event.span
    day = span.first_day if span else now().date()
    participation.billing_name = person.billed_as
    participation.billing_native_name = person.native_name
    participation.billing_native_lang = person.native_lang
    participation.billing_offices = "\n".join(person.offices_on(day))
    participation.billed_at = now()
    return participation


def set_billing(participation: Participation, *, name: str, offices: str) -> Participation:
    """Write the billing by hand, as the guest wants to be named at this event alone."""
    participation.billing_name = name
    participation.billing_offices = "\n".join(
        line.strip() for line in offices.splitlines() if line.strip()
    )
    participation.billed_at = now() if name else None
    audit.record(N_("changed a billing"), "event", participation.event.key, seat=participation.key)
    return participation


def substitute(participation: Participation, *, person: Person, note: str = "") -> Participation:
    """Return a new seat for ``person`` in place of the old one, which stays in the record.

    The new one has the roles, the session and the place of the old. Raises Refused if the old
    one cannot be replaced (any more), or for the very person who leaves it.
    """
    if participation.person_id == person.id:
        raise Refused(N_("Choose somebody else: this is the person who is being replaced."))
    act(participation, SeatAction.SUBSTITUTE, note=note)
    new = seat(
        participation.event,
        person=person,
        session=participation.session,
        roles=[held.role for held in participation.roles],
        delegation=participation.delegation,
        listed=participation.listed,
    )
    new.position = participation.position
    return new


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


def seat_again(source: Event, *, copy: Event, sessions: Mapping[int, EventSession]) -> None:
    """Shortlist at ``copy`` whoever had a seat at ``source``, in the same roles; nobody is billed.

    ``sessions`` leads from the number of each session to its copy.
    """
    seats = select(Participation).where(
        Participation.event_id == source.id,
        Participation.state.not_in({SeatState.SUBSTITUTED, SeatState.DISINVITED}),
    )
    for old in db.session.scalars(seats.order_by(Participation.position, Participation.id)):
        seat(
            copy,
            person=old.person,
            seat_label=old.seat_label,
            session=sessions.get(old.session_id) if old.session_id else None,
            roles=[held.role for held in old.roles],
            delegation=old.delegation,
            listed=old.listed,
            city_zone=old.city_zone,
        )


def _remember(participation: Participation, *, was: SeatState | None, note: str = "") -> None:
    db.session.add(
        SeatChange(
            participation_id=participation.id,
            was=was,
            became=participation.state,
            changed_by=current_user_id(),
            note=note,
        )
    )
    audit.record(
        N_("led a seat on"),
        "event",
        participation.event.key,
        seat=participation.key,
        state=participation.state.value,
    )
