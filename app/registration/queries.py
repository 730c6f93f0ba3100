"""What is asked about registrations: whose link this is, which pools and questions, who comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from app.access.aside import looking_aside
from app.access.viewers import SYSTEM, TokenHolder
from app.core.clock import now
from app.core.errors import NotFound
from app.core.text import fold
from app.events.models import Event
from app.events.rules import Phase, RegistrationMode, phase
from app.extensions import db
from app.infra.models import OutboxMail
from app.infra.tokens import token_hash
from app.registration.models import (
    GuestAnswer,
    Pool,
    Question,
    Registration,
    RegistrationTerms,
)
from app.registration.rules import (
    LIVE,
    Door,
    RegistrationState,
    Terms,
    door_of_event,
    door_of_pool,
    most_open,
)

PAGE = 100
KEEP_MONTHS = 6
"""How long the data of guests is kept after an event that says nothing else."""


def event_at(slug: str) -> Event:
    """Return the event at the public address ``slug``. Raises NotFound."""
    event = db.session.scalar(select(Event).where(Event.slug == slug))
    if event is None:
        raise NotFound
    return event


def phase_of(event: Event) -> Phase:
    """Return what the event is at this moment."""
    return phase(event.span, event.state, now())


def pools_of(event: Event) -> Sequence[Pool]:
    """Return the pools of ``event`` in their order."""
    return db.session.scalars(
        select(Pool).where(Pool.event_id == event.id).order_by(Pool.position, Pool.id)
    ).all()


def pools_on_offer(event: Event) -> Sequence[Pool]:
    """Return the pools of ``event`` if the public may register for it at all, now or at some time."""
    shut = door_of_event(event.registration, event.publication, phase_of(event))
    return pools_of(event) if shut is None else ()


def room_for(event: Event) -> int | None:
    """Return for how many there is room on the spot: all pools but those who join from afar.

    None where there is no pool, or one of them has no limit.
    """
    limits = [pool.capacity for pool in pools_of(event) if not pool.gets_link]
    return None if not limits or None in limits else sum(limit or 0 for limit in limits)


def pool_of(event: Event, key: str) -> Pool:
    """Return the pool ``key`` of ``event``. Raises NotFound."""
    found = db.session.scalar(select(Pool).where(Pool.event_id == event.id, Pool.key == key))
    if found is None:
        raise NotFound
    return found


def terms_of(pool: Pool, event: Event) -> Terms:
    """Return what ``pool`` asks of those who come; of an event by application, staff decide."""
    terms = pool.terms
    if event.registration is RegistrationMode.BY_APPLICATION and not terms.approval:
        return Terms(**{**terms.__dict__, "approval": True})
    return terms


def door_to(pool: Pool, event: Event) -> Door:
    """Whether the public may register in ``pool`` at this moment, or else why not."""
    shut = door_of_event(event.registration, event.publication, phase_of(event))
    return shut or door_of_pool(terms_of(pool, event), now())


def door_of(event: Event, pools: Sequence[Pool] | None = None) -> Door:
    """Whether the public may register for ``event`` in one of its ``pools``, or else why not."""
    shut = door_of_event(event.registration, event.publication, phase_of(event))
    if shut is not None:
        return shut
    return most_open(door_to(pool, event) for pool in (pools_of(event) if pools is None else pools))


def questions_of(event: Event, *, removed: bool = False) -> Sequence[Question]:
    """Return the form of ``event`` in its order; with ``removed``, what was once asked comes last."""
    found = select(Question).where(Question.event_id == event.id)
    if not removed:
        found = found.where(Question.removed_at.is_(None))
    return db.session.scalars(
        found.order_by(Question.removed_at.is_not(None), Question.position, Question.id)
    ).all()


def question_of(event: Event, key: str) -> Question:
    """Return the question ``key`` of ``event`` that is still asked. Raises NotFound."""
    found = db.session.scalar(
        select(Question).where(
            Question.event_id == event.id, Question.key == key, Question.removed_at.is_(None)
        )
    )
    if found is None:
        raise NotFound
    return found


def privacy_of(event: Event) -> RegistrationTerms:
    """Return what guests are told about their data; not stored where nothing else was said."""
    found = db.session.get(RegistrationTerms, event.id)
    return found or RegistrationTerms(event_id=event.id, keep_months=KEEP_MONTHS, privacy="")


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
        .options(
            joinedload(Registration.event).joinedload(Event.join_link),
            joinedload(Registration.pool),
        )
    )
    if found is None:
        raise NotFound
    return found


def guest_of(event: Event, key: str) -> Registration:
    """Return the registration ``key`` for ``event``. Raises NotFound."""
    found = db.session.scalar(
        select(Registration)
        .where(Registration.event_id == event.id, Registration.key == key)
        .options(joinedload(Registration.pool), selectinload(Registration.changes))
    )
    if found is None:
        raise NotFound
    return found


def place_in_line(pool_id: int, line: int, registration_id: int) -> int:
    """Return the number in line, from 1; it tells nothing of who stands before."""
    before = select(func.count(Registration.id)).where(
        Registration.pool_id == pool_id,
        Registration.state == RegistrationState.WAITING,
        or_(
            Registration.line < line,
            and_(Registration.line == line, Registration.id < registration_id),
        ),
    )
    with looking_aside(SYSTEM) as session:
        return (session.scalar(before) or 0) + 1


def is_registered_as(registration: Registration, name_norm: str) -> bool:
    """Whether somebody else at the same address has this name at the same event."""
    other = select(Registration.id).where(
        Registration.event_id == registration.event_id,
        Registration.email_norm == registration.email_norm,
        Registration.name_norm == name_norm,
        Registration.state.in_(LIVE),
    )
    with looking_aside(SYSTEM) as session:
        return session.scalar(other) is not None


def line_of(pool: Pool) -> Sequence[Registration]:
    """Return who waits for a place in ``pool``, the next one first."""
    return db.session.scalars(
        select(Registration)
        .where(Registration.pool_id == pool.id, Registration.state == RegistrationState.WAITING)
        .order_by(Registration.line, Registration.id)
        .options(selectinload(Registration.changes))
    ).all()


def answers_of(registration: Registration) -> Sequence[GuestAnswer]:
    """Return what a guest answered, in the order of the form, removed questions last."""
    return db.session.scalars(
        select(GuestAnswer)
        .where(GuestAnswer.registration_id == registration.id)
        .join(Question, Question.id == GuestAnswer.question_id)
        .options(joinedload(GuestAnswer.question))
        .order_by(Question.removed_at.is_not(None), Question.position, Question.id)
    ).all()


def answers_by_guest(event: Event) -> dict[int, dict[int, str]]:
    """Return every answer given for ``event``, by registration and question."""
    found: dict[int, dict[int, str]] = {}
    rows = db.session.execute(
        select(GuestAnswer.registration_id, GuestAnswer.question_id, GuestAnswer.text)
        .join(Registration, Registration.id == GuestAnswer.registration_id)
        .where(Registration.event_id == event.id)
    )
    for registration_id, question_id, text in rows:
        found.setdefault(registration_id, {})[question_id] = text
    return found


def mails_to(registration: Registration, event: Event) -> Sequence[OutboxMail]:
    """Return what was written to a guest about ``event``, the latest first."""
    return db.session.scalars(
        select(OutboxMail)
        .where(
            OutboxMail.about == event.key,
            OutboxMail.dedupe.startswith(f"registration:{registration.key}:", autoescape=True),
        )
        .order_by(OutboxMail.id.desc())
    ).all()


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which guests a list shows: ``pool`` by its key, ``words`` looked for everywhere."""

    state: RegistrationState | None = RegistrationState.REGISTERED
    pool: str = ""
    words: str = ""


def guest_counts(event: Event, pool: str = "") -> dict[RegistrationState, tuple[int, int]]:
    """Return how many registrations stand in each state, and how many people they are."""
    counted = {
        state: (parties, people)
        for state, parties, people in db.session.execute(
            select(Registration.state, func.count(), func.sum(Registration.party_size))
            .where(Registration.event_id == event.id, _in_pool(pool))
            .group_by(Registration.state)
        )
    }
    return {state: counted.get(state, (0, 0)) for state in RegistrationState}


def guests(event: Event, wanted: Wanted, *, page: int = 1) -> tuple[Sequence[Registration], bool]:
    """Return one page of guests, and whether there are more: by name, in line by their number."""
    found = db.session.scalars(
        _of(event, wanted)
        .options(joinedload(Registration.pool))
        .limit(PAGE + 1)
        .offset((page - 1) * PAGE)
    ).all()
    return found[:PAGE], len(found) > PAGE


def chosen_guests(event: Event, keys: Sequence[str]) -> Sequence[Registration]:
    """Return the registrations ``keys`` for ``event``, those in line first and in its order."""
    return db.session.scalars(
        _of(event, Wanted(state=None))
        .where(Registration.key.in_(keys))
        .options(joinedload(Registration.pool))
    ).all()


def all_guests(event: Event) -> Sequence[Registration]:
    """Return every registration for ``event``, withdrawn ones too."""
    return db.session.scalars(
        _of(event, Wanted(state=None)).options(joinedload(Registration.pool))
    ).all()


def _of(event: Event, wanted: Wanted) -> Select[tuple[Registration]]:
    waits = Registration.state == RegistrationState.WAITING
    return (
        select(Registration)
        .where(
            Registration.event_id == event.id,
            true() if wanted.state is None else Registration.state == wanted.state,
            _in_pool(wanted.pool),
            _has(wanted.words),
        )
        .order_by(
            case((waits, 0), else_=1),
            case((waits, Registration.line)),
            Registration.name_norm,
            Registration.id,
        )
    )


def _in_pool(key: str) -> ColumnElement[bool]:
    return Registration.pool_id.in_(select(Pool.id).where(Pool.key == key)) if key else true()


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


def forms_to_copy(event: Event) -> Sequence[Event]:
    """Return other events that have a form and that the viewer may see, the latest first."""
    return db.session.scalars(
        select(Event)
        .where(
            Event.id != event.id,
            Event.id.in_(select(Question.event_id).where(Question.removed_at.is_(None))),
        )
        .order_by(Event.starts_at.desc(), Event.id.desc())
        .limit(100)
    ).all()


def overdue_offers() -> Sequence[int]:
    """Return the registrations whose offer has ended, the oldest first."""
    return db.session.scalars(
        select(Registration.id)
        .where(Registration.state == RegistrationState.OFFERED, Registration.offered_until <= now())
        .order_by(Registration.offered_until, Registration.id)
    ).all()


def data_to_delete() -> Sequence[int]:
    """Return the events whose guests' data has been kept for long enough."""
    months = func.coalesce(RegistrationTerms.keep_months, KEEP_MONTHS)
    rows = db.session.execute(
        select(Event.id, func.coalesce(Event.ends_at, Event.updated_at), months)
        .outerjoin(RegistrationTerms, RegistrationTerms.event_id == Event.id)
        .where(
            func.coalesce(Event.ends_at, Event.updated_at) < now(),
            Event.id.in_(select(Registration.event_id).where(Registration.purged_at.is_(None))),
        )
    )
    return [
        event_id for event_id, ended, kept in rows if ended + timedelta(days=MONTH * kept) < now()
    ]


MONTH = 30.44
"""Days; nobody is told the day."""
