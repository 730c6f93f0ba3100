"""A guest registers: gets seats, a place in line, or the word that staff will decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from app.core.clock import now
from app.core.errors import Full, InvalidInput
from app.core.messages import N_
from app.core.text import fold, normalise_email, random_key
from app.events.models import Event
from app.extensions import db
from app.infra.throttle import Limit, count_try
from app.infra.tokens import personal_token, token_hash
from app.infra.upsert import Upsert, upsert
from app.registration import mail
from app.registration.mail import Letter, Reader, link_seed
from app.registration.models import ONCE_WHERE, Pool, Registration
from app.registration.operations.answering import GivenAnswer, keep_answers
from app.registration.operations.places import first_pool
from app.registration.queries import door_to, place_in_line, pools_of, terms_of
from app.registration.rules import (
    DOOR_WORDS,
    Door,
    RegistrationState,
    Source,
    check_name,
    check_party,
    pass_through,
)
from app.registration.seats import claim_seats, join_line, leave_line, return_seats, squeeze_in

LINK_OUTLIVES_EVENT = timedelta(days=30)
LINK_WITHOUT_DATE = timedelta(days=365)
REMINDERS = Limit(tries=3, window=timedelta(days=1))
"""How often the same guest is sent the first letter again."""
ONCE = ("event_id", "email_norm", "name_norm")
LARGEST_PARTY = 20

LETTER_OF = {
    RegistrationState.REGISTERED: Letter.CONFIRMED,
    RegistrationState.WAITING: Letter.WAITING,
    RegistrationState.PENDING: Letter.REQUESTED,
    RegistrationState.OFFERED: Letter.OFFER,
}
"""What a guest who registers is written, by where that leaves them."""


@dataclass(frozen=True)
class Registered:
    """A guest who registered just now, or (not ``new``) before.

    Of the latter, ``state`` is where a new guest would stand: what is told to whoever filled in
    the form must not give away who registered.
    """

    key: str
    token: str
    new: bool
    state: RegistrationState


@dataclass(frozen=True)
class _Standing:
    """Where a party comes to stand: ``line`` and ``place`` only for one that waits."""

    state: RegistrationState
    line: int | None = None
    place: int = 0


def register(
    event: Event,
    *,
    name: str,
    email: str,
    pool: Pool | None = None,
    organisation: str = "",
    consent_listed: bool = False,
    companions: Sequence[str] = (),
    party_size: int | None = None,
    answers: Sequence[GivenAnswer] = (),
    by_staff: bool = False,
    source: Source | None = None,
    beyond: bool = False,
) -> Registered:
    """Register a guest and those who come along, all or none, and write to them.

    Without ``pool`` it is the first one that is open. The same name at the same address keeps what
    it has; the letter is sent again with a fresh link, which replaces the one before, a few times
    a day. Staff may register someone when the door is not open, and need ask nobody; only
    ``beyond``, for people who stand at the door, exceeds what is allowed.
    Raises Full, Closed, InvalidInput. May run beside others who register.
    """
    check_name(name)
    pool = pool or _usual_pool(event, by_staff=by_staff)
    size = party_size or 1 + len(companions)
    check_party(size, companions, LARGEST_PARTY if by_staff else pool.party_limit)
    if not by_staff:
        pass_through(door_to(pool, event))
    standing = _stand(event, pool, size, by_staff=by_staff, beyond=beyond)
    reader = Reader(key=random_key(), name=name, email=email, generation=1, place=standing.place)
    token = personal_token(reader.seed)
    identity = {
        "event_id": event.id,
        "name_norm": fold(name)[:200],
        "email_norm": normalise_email(email),
    }
    new_id = _insert(
        **identity,
        key=reader.key,
        pool_id=pool.id,
        name=name,
        email=email,
        organisation=organisation,
        consent_listed=consent_listed,
        companions=list(companions),
        party_size=size,
        source=source or (Source.STAFF if by_staff else Source.FORM),
        state=standing.state,
        line=standing.line,
        token_hash=token_hash(token),
        token_expires_at=link_ends(event),
    )
    if new_id is None:
        _step_back(pool, size, standing)
        return _remind(event, identity, standing.state)
    keep_answers(new_id, answers)
    mail.send(LETTER_OF[standing.state], pool, event, reader, cause="1")
    return Registered(reader.key, token, new=True, state=standing.state)


def link_ends(event: Event) -> datetime:
    """A guest may look again for a while after the event."""
    if event.ends_at is None:
        return now() + LINK_WITHOUT_DATE
    return max(event.ends_at, now()) + LINK_OUTLIVES_EVENT


def _usual_pool(event: Event, *, by_staff: bool) -> Pool:
    """The first pool that is open, else the first one; staff need no open door, nor yet a pool."""
    if by_staff:
        return first_pool(event)
    pools = pools_of(event)
    if not pools:
        raise InvalidInput(DOOR_WORDS[Door.NOT_YET])
    order = list(Door)
    return min(pools, key=lambda pool: order.index(door_to(pool, event)))


def _stand(event: Event, pool: Pool, size: int, *, by_staff: bool, beyond: bool) -> _Standing:
    """Find the party its place: seats, a place in line, or the pile of requests. Raises Full."""
    if beyond:
        squeeze_in(pool, size)
        return _Standing(RegistrationState.REGISTERED)
    if not by_staff and terms_of(pool, event).approval:
        return _Standing(RegistrationState.PENDING)
    if claim_seats(pool, size):
        return _Standing(RegistrationState.REGISTERED)
    if not pool.waiting_list:
        raise Full(DOOR_WORDS[Door.FULL] if size == 1 else _NOT_SO_MANY)
    line, place = join_line(pool)
    return _Standing(RegistrationState.WAITING, line, place)


_NOT_SO_MANY = N_("There are not so many places left. Nobody of your party was registered.")


def _step_back(pool: Pool, size: int, standing: _Standing) -> None:
    """Undo ``_stand`` within the same transaction, so that nobody has seen it."""
    if standing.state is RegistrationState.REGISTERED:
        return_seats(pool, size)
    elif standing.state is RegistrationState.WAITING:
        leave_line(pool)


def _insert(**values: object) -> int | None:
    """Add a registration and return its id; None if this guest is registered already."""
    id_: int | None = upsert(Registration, _unless_registered, values).scalar()
    return id_


def _unless_registered(insert: Any) -> Upsert:
    added: Upsert = insert.on_conflict_do_nothing(
        index_elements=ONCE, index_where=ONCE_WHERE
    ).returning(Registration.id)
    return added


def _remind(event: Event, identity: dict[str, object], told: RegistrationState) -> Registered:
    """Send the first letter again; which of the two it was, only the mail's reader learns.

    The connection is asked directly: whoever registers sees no registration, not even theirs.
    """
    nobody = Registered(key="", token="", new=False, state=told)
    bucket = token_hash(":".join(str(identity[name]) for name in ONCE))
    if not count_try(f"reminder:{bucket}", REMINDERS):
        return nobody
    guest = [getattr(Registration, name) == identity[name] for name in ONCE]
    columns = (
        Registration.id,
        Registration.key,
        Registration.name,
        Registration.email,
        Registration.state,
        Registration.link_generation,
        Registration.pool_id,
        Registration.offered_until,
        Registration.line,
    )
    connection = db.session.connection()
    found = connection.execute(select(*columns).where(*guest, ONCE_WHERE)).one()
    generation = found.link_generation + 1
    token = personal_token(link_seed(found.key, generation))
    connection.execute(
        update(Registration)
        .where(Registration.id == found.id)
        .values(
            link_generation=generation,
            token_hash=token_hash(token),
            token_expires_at=link_ends(event),
        )
    )
    pool = db.session.get_one(Pool, found.pool_id)
    waits = found.state is RegistrationState.WAITING
    reader = Reader(
        key=found.key,
        name=found.name,
        email=found.email,
        generation=generation,
        place=place_in_line(found.pool_id, found.line, found.id) if waits else 0,
    )
    mail.send(
        LETTER_OF[found.state],
        pool,
        event,
        reader,
        cause=str(generation),
        until=found.offered_until,
    )
    return Registered(found.key, token, new=False, state=told)
