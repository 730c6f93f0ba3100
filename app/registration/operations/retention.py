"""Chores: offers end, and what is known of guests is deleted when it is no longer needed."""

from __future__ import annotations

from sqlalchemy import and_, delete, func, literal, or_, select, update

from app.access import audit
from app.core.clock import now
from app.core.messages import N_
from app.events.models import Event
from app.extensions import db
from app.infra.models import OutboxMail
from app.infra.transaction import transaction
from app.registration.models import GuestAnswer, GuestChange, Registration
from app.registration.operations.form import set_terms
from app.registration.operations.steps import end_offer
from app.registration.queries import data_to_delete, overdue_offers, privacy_of
from app.registration.signals import guests_forgotten


def end_offers() -> int:
    """End every offer that is over, each in a transaction of its own; return how many were."""
    ended = 0
    for registration_id in overdue_offers():
        with transaction():
            ended += end_offer(db.session.get_one(Registration, registration_id))
    return ended


def delete_old_data() -> int:
    """Delete the data of guests where it was kept for long enough; return of how many events."""
    events = data_to_delete()
    for event_id in events:
        with transaction():
            forget_guests(db.session.get_one(Event, event_id))
    return len(events)


def forget_guests(event: Event) -> int:
    """Delete names, addresses, answers and mail of all guests; how many came stays. Return how many."""
    of_event = select(Registration.id).where(Registration.event_id == event.id)
    for model in (GuestAnswer, GuestChange):
        db.session.execute(delete(model).where(model.registration_id.in_(of_event)))
    kept = (Registration.event_id == event.id, Registration.purged_at.is_(None))
    keys = db.session.scalars(select(Registration.key).where(*kept)).all()
    addresses = select(Registration.email_norm).where(*kept)
    db.session.execute(
        delete(OutboxMail).where(
            OutboxMail.about == event.key,
            or_(
                OutboxMail.dedupe.startswith("registration:"),
                # Mailings reached them too. The mail of who has a seat is kept with the person.
                and_(OutboxMail.whom == "", func.lower(OutboxMail.to_address).in_(addresses)),
            ),
        )
    )
    guests_forgotten.send(event)
    db.session.execute(
        update(Registration)
        .where(*kept)
        .values(
            name="",
            name_norm=Registration.key,
            email="",
            email_norm="",
            organisation="",
            companions=[],
            consent_listed=False,
            token_hash=literal("gone:").concat(Registration.key),
            token_expires_at=now(),
            purged_at=now(),
        )
    )
    terms = privacy_of(event)
    set_terms(event, keep_months=terms.keep_months, privacy=terms.privacy).purged_at = now()
    audit.record(N_("deleted the data of guests of"), "event", event.key, guests=str(len(keys)))
    return len(keys)
