"""What there is of an event beside what its page shows; asked on behalf of staff."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from app.events.models import Event
from app.extensions import db
from app.invitations.models import Consent
from app.invitations.rules import Scope
from app.participation.models import Participation, SeatNote
from app.publications.models import Output, output_event


def seats_with_facts(event: Event) -> Sequence[Participation]:
    """Return the seats of ``event`` with all that decides whether they are shown, in order."""
    return db.session.scalars(
        select(Participation)
        .where(Participation.event_id == event.id)
        .options(
            joinedload(Participation.person),
            joinedload(Participation.session),
            selectinload(Participation.roles),
        )
        .order_by(Participation.position, Participation.id)
    ).all()


def refusals_at(event: Event) -> frozenset[int]:
    """Return the seats of ``event`` whose guests refused to be listed."""
    return frozenset(
        db.session.scalars(
            select(Consent.participation_id)
            .join(Participation, Participation.id == Consent.participation_id)
            .where(
                Participation.event_id == event.id,
                Consent.scope == Scope.LISTED,
                Consent.given.is_(False),
                Consent.replaced_at.is_(None),
            )
        )
    )


def private_outputs_of(event: Event) -> Sequence[Output]:
    """Return the publications of ``event`` that are not released, as far as the viewer sees them."""
    related = select(output_event.c.output_id).where(output_event.c.event_id == event.id)
    return db.session.scalars(
        select(Output)
        .where(Output.id.in_(related), Output.public.is_(False))
        .order_by(Output.title, Output.id)
    ).all()


def count_seat_notes(event: Event) -> int:
    """Return how many seats of ``event`` have a note beside them."""
    return (
        db.session.scalar(
            select(func.count(SeatNote.participation_id))
            .join(Participation, Participation.id == SeatNote.participation_id)
            .where(Participation.event_id == event.id)
        )
        or 0
    )
