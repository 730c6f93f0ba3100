"""People as the public sees them: billed with the name and the offices of that day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.events.models import Event
from app.events.rules import Phase, phase
from app.extensions import db
from app.participation.models import Participation, ParticipationRole
from app.participation.rules import (
    SHOWN_AFTERWARDS,
    SPEAKS_IN_STATES,
    Role,
    ShownAs,
    public_roles,
    shown_as,
)
from app.people.models import Affiliation, Person


@dataclass(frozen=True, kw_only=True)
class Appearance:
    """A seat as the public sees it. ``session_id`` is None for the event as a whole."""

    seat_id: int
    event_id: int
    session_id: int | None
    slug: str
    name: str
    native_name: str
    native_lang: str
    offices: Sequence[str]
    roles: Sequence[Role]
    shown: ShownAs
    speaks: bool
    paper_title: str


def appearances_at(
    events: Sequence[Event], at: datetime, session: Session | None = None
) -> list[Appearance]:
    """Return who is billed at ``events``, each in billing order; two questions, however many events.

    ``session`` is the one to ask, where it is not that of the request.
    """
    asked = session or db.session()
    over = {event.id: phase(event.span, event.state, at) is Phase.PAST for event in events}
    seats = asked.execute(
        select(
            Participation.id,
            Participation.event_id,
            Participation.session_id,
            Participation.state,
            Participation.billing_name,
            Participation.billing_native_name,
            Participation.billing_native_lang,
            Participation.billing_offices,
            Participation.paper_title,
            Person.slug,
        )
        .join(Person, Person.id == Participation.person_id)
        .where(Participation.event_id.in_(over))
        .order_by(Participation.event_id, Participation.position, Participation.id)
    ).all()
    roles = _roles_at(list(over), asked)
    found = []
    for seat in seats:
        shown = shown_as(seat.state, over=over[seat.event_id])
        held = public_roles(roles[seat.id])
        if shown is not None and held:
            found.append(
                Appearance(
                    seat_id=seat.id,
                    event_id=seat.event_id,
                    session_id=seat.session_id,
                    slug=seat.slug,
                    name=seat.billing_name,
                    native_name=seat.billing_native_name,
                    native_lang=seat.billing_native_lang,
                    offices=[line for line in seat.billing_offices.splitlines() if line],
                    roles=held,
                    shown=shown,
                    speaks=seat.state in SPEAKS_IN_STATES,
                    paper_title=seat.paper_title,
                )
            )
    return found


def _roles_at(event_ids: Sequence[int], asked: Session) -> dict[int, list[Role]]:
    roles: dict[int, list[Role]] = defaultdict(list)
    found = asked.execute(
        select(ParticipationRole.participation_id, ParticipationRole.role)
        .join(Participation, Participation.id == ParticipationRole.participation_id)
        .where(Participation.event_id.in_(event_ids))
    )
    for seat_id, role in found:
        roles[seat_id].append(role)
    return roles


def person_at(slug: str) -> Person | None:
    """Return the person whose page is at ``slug``, with what they are, if they are billed anywhere."""
    return db.session.scalar(
        select(Person)
        .where(Person.slug == slug)
        .options(
            selectinload(Person.affiliations).joinedload(Affiliation.organisation),
            joinedload(Person.head_shot),
            selectinload(Person.biographies),
        )
    )


def speaker_name(slug: str) -> str | None:
    """Return the name of the person at ``slug``, if a past event may be shown to name them."""
    seated = select(Participation.person_id).where(Participation.state.in_(SHOWN_AFTERWARDS))
    return db.session.scalar(
        select(Person.display_name).where(Person.slug == slug, Person.id.in_(seated))
    )


def appearances_of(person: Person, at: datetime) -> list[tuple[Event, list[Appearance]]]:
    """Return the events at which ``person`` is billed, the latest first, and as what."""
    seated = select(Participation.event_id).where(Participation.person_id == person.id)
    events = db.session.scalars(
        select(Event)
        .where(Event.id.in_(seated))
        .options(joinedload(Event.programme))
        .order_by(Event.starts_at.is_(None).desc(), Event.starts_at.desc(), Event.id.desc())
    ).all()
    by_event: dict[int, list[Appearance]] = defaultdict(list)
    for appearance in appearances_at(events, at):
        if appearance.slug == person.slug:
            by_event[appearance.event_id].append(appearance)
    return [(event, by_event[event.id]) for event in events if event.id in by_event]
