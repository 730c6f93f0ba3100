"""What is asked about registrations: whether the door is open, whose link this is, who comes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import joinedload

from app.access.aside import looking_aside
from app.access.viewers import SYSTEM, TokenHolder
from app.core.clock import now
from app.core.errors import NotFound
from app.core.text import fold
from app.events.models import Event
from app.events.rules import Phase, phase
from app.extensions import db
from app.infra.tokens import token_hash
from app.registration.models import Registration
from app.registration.rules import Door, RegistrationState, door

PAGE = 100


def event_at(slug: str) -> Event:
    """Return the event at the public address ``slug``. Raises NotFound."""
    event = db.session.scalar(select(Event).where(Event.slug == slug))
    if event is None:
        raise NotFound
    return event


def phase_of(event: Event) -> Phase:
    """Return what the event is at this moment."""
    return phase(event.span, event.state, now())


def door_of(event: Event) -> Door:
    """Whether the public may register for ``event`` at this moment, or else why not."""
    return door(
        mode=event.registration,
        publication=event.publication,
        phase=phase_of(event),
        closes_at=event.registration_closes_at,
        capacity=event.capacity,
        taken=event.seats_taken,
        at=now(),
    )


def holder_of(token: str) -> TokenHolder:
    """Return the viewer for whom the personal link of ``token`` was made.

    Asked on behalf of the system, since nobody else knows the hash. Raises NotFound for an
    unknown link and for one that has run out, alike.
    """
    of_token = select(Registration.id, Registration.event_id).where(
        Registration.token_hash == token_hash(token), Registration.token_expires_at > now()
    )
    with looking_aside(SYSTEM) as session:
        found = session.execute(of_token).one_or_none()
    if found is None:
        raise NotFound
    return TokenHolder(registration_id=found.id, event_id=found.event_id)


def held_by(holder: TokenHolder) -> Registration:
    """Return the registration of ``holder`` with its event, who must be looking. Raises NotFound."""
    found = db.session.scalar(
        select(Registration)
        .where(Registration.id == holder.registration_id)
        .options(joinedload(Registration.event).joinedload(Event.join_link))
    )
    if found is None:
        raise NotFound
    return found


def guest_of(event: Event, key: str) -> Registration:
    """Return the registration ``key`` for ``event``. Raises NotFound."""
    found = db.session.scalar(
        select(Registration).where(Registration.event_id == event.id, Registration.key == key)
    )
    if found is None:
        raise NotFound
    return found


def guest_counts(event: Event) -> dict[RegistrationState, int]:
    """Return how many registrations for ``event`` stand in each state."""
    counted = dict(
        db.session.execute(
            select(Registration.state, func.count())
            .where(Registration.event_id == event.id)
            .group_by(Registration.state)
        )
        .tuples()
        .all()
    )
    return {state: counted.get(state, 0) for state in RegistrationState}


def guests(
    event: Event, *, state: RegistrationState, words: str = "", page: int = 1
) -> tuple[Sequence[Registration], bool]:
    """Return one page of guests by name, and whether there are more.

    ``words`` are looked for in name, address and organisation.
    """
    found = db.session.scalars(
        _in_order(event)
        .where(Registration.state == state, _has(words))
        .limit(PAGE + 1)
        .offset((page - 1) * PAGE)
    ).all()
    return found[:PAGE], len(found) > PAGE


def all_guests(event: Event) -> Sequence[Registration]:
    """Return every registration for ``event``, withdrawn ones too, by name."""
    return db.session.scalars(_in_order(event)).all()


def _in_order(event: Event) -> Select[tuple[Registration]]:
    return (
        select(Registration)
        .where(Registration.event_id == event.id)
        .order_by(Registration.name_norm, Registration.id)
    )


def _has(words: str) -> ColumnElement[bool]:
    """Every word stands in the name, the address or the organisation."""
    return and_(
        true(),
        *(
            or_(
                Registration.name_norm.contains(word, autoescape=True),
                Registration.email_norm.contains(word, autoescape=True),
                Registration.organisation.icontains(word, autoescape=True),
            )
            for word in fold(words).split()
        ),
    )
