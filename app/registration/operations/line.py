"""The waiting list: free seats go to the next in line, and an offer that ends goes on to the one after.

To be called as the only writer. The connection is asked for who is next, since a guest who gives
a place back sees nobody else.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Row, select, update

from app.access.enforcement import current_viewer
from app.core.clock import now
from app.core.states import next_state
from app.events.models import Event
from app.events.rules import Phase
from app.extensions import db
from app.infra.tokens import personal_token, token_hash
from app.registration import mail
from app.registration.mail import Letter, Reader
from app.registration.models import GuestChange, Pool, Registration
from app.registration.queries import phase_of
from app.registration.rules import LIVE, STEPS, RegistrationState, Step
from app.registration.seats import leave_line, serve, squeeze_in

PARLEY = "Parley"
"""Who moves on the line."""
GOES_ON = frozenset({Phase.UPCOMING, Phase.LIVE})


def serve_the_line(pool: Pool, event: Event) -> int:
    """Give what seats are free to those who wait, and return how many parties got some.

    By the policy of the pool they are registered at once, or are offered the place for a while.
    """
    if pool.waiting == 0 or phase_of(event) not in GOES_ON:
        return 0
    served = 0
    while (party := _next(pool)) is not None and serve(pool, party.party_size):
        _give(party, pool, event, actor=PARLEY)
        served += 1
    return served


def offer_ends(pool: Pool, event: Event) -> datetime | None:
    """Return until when a place is kept, to the minute; None where it is given without asking.

    Once the event has begun, nobody is asked any more.
    """
    at = now().replace(second=0, microsecond=0)
    if pool.automatic or (event.starts_at is not None and event.starts_at <= now()):
        return None
    ends = at + timedelta(hours=pool.offer_hours)
    return ends if event.starts_at is None else min(ends, event.starts_at)


def prepare_letters(pool: Pool, event: Event) -> None:
    """Render what whoever is served next is written, before the transaction that serves them."""
    until = offer_ends(pool, event)
    mail.prepare(Letter.CONFIRMED if until is None else Letter.OFFER, pool, event, until)


def give_seats(registration: Registration, *, actor: str, note: str = "") -> None:
    """Tell a party from the line that seats were claimed for it."""
    db.session.flush()
    row = (
        db.session.connection()
        .execute(select(*COLUMNS).where(Registration.id == registration.id))
        .one()
    )
    _give(row, registration.pool, registration.event, actor=actor, note=note)
    db.session.expire(registration)


def admit_at_door(registration_id: int) -> None:
    """Register somebody who waits for a place and was let in at the door, whether one was free or not.

    The connection is asked, since the desk sees no registration. Nobody is written to: they are
    here. Whoever has a place already keeps it.
    """
    connection = db.session.connection()
    found = connection.execute(
        select(Registration.state, Registration.party_size, Registration.pool_id).where(
            Registration.id == registration_id, Registration.state.in_(LIVE)
        )
    ).one_or_none()
    pool = db.session.get(Pool, found.pool_id) if found else None
    if found is None or pool is None or found.state is RegistrationState.REGISTERED:
        return
    if found.state is RegistrationState.WAITING:
        leave_line(pool)
    if found.state is not RegistrationState.OFFERED:
        squeeze_in(pool, found.party_size)
    connection.execute(
        update(Registration)
        .where(Registration.id == registration_id)
        .values(state=next_state(STEPS, found.state, Step.CONFIRM))
    )
    actor = current_viewer().label
    db.session.add(GuestChange(registration_id=registration_id, actor=actor, step=Step.CONFIRM))
    db.session.flush()


COLUMNS = (
    Registration.id,
    Registration.key,
    Registration.name,
    Registration.email,
    Registration.party_size,
    Registration.link_generation,
)


def _next(pool: Pool) -> Row[tuple[int, str, str, str, int, int]] | None:
    """``next_in_line``, asked of the database."""
    free = pool.count.free
    first = (
        select(*COLUMNS)
        .where(Registration.pool_id == pool.id, Registration.state == RegistrationState.WAITING)
        .order_by(Registration.line, Registration.id)
        .limit(1)
    )
    if pool.passing and free is not None:
        first = first.where(Registration.party_size <= free)
    return db.session.connection().execute(first).one_or_none()


def _give(
    party: Row[tuple[int, str, str, str, int, int]],
    pool: Pool,
    event: Event,
    *,
    actor: str,
    note: str = "",
) -> None:
    until = offer_ends(pool, event)
    state = RegistrationState.REGISTERED if until is None else RegistrationState.OFFERED
    generation = max(party.link_generation, 1)
    reader = Reader(key=party.key, name=party.name, email=party.email, generation=generation)
    db.session.connection().execute(
        update(Registration)
        .where(Registration.id == party.id)
        .values(
            state=state,
            offered_until=until,
            link_generation=generation,
            token_hash=token_hash(personal_token(reader.seed)),
        )
    )
    step = Step.CONFIRM if until is None else Step.OFFER
    change = GuestChange(registration_id=party.id, actor=actor, step=step, note=note)
    db.session.add(change)
    db.session.flush()
    letter = Letter.CONFIRMED if until is None else Letter.OFFER
    mail.send(letter, pool, event, reader, cause=f"change {change.id}", until=until)
