"""What becomes of a registration: decided, offered, accepted, moved, given back.

Each step is checked against the table of steps, written into the guest's history, and told by
mail. To be called as the only writer.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from app.access.enforcement import current_viewer
from app.core.clock import now
from app.core.errors import Closed, Full, InvalidInput, Refused
from app.core.messages import N_
from app.core.states import next_state
from app.events.models import Event
from app.extensions import db
from app.infra.tokens import personal_token, token_hash
from app.registration import mail
from app.registration.mail import Letter, Reader
from app.registration.models import GuestChange, Pool, Registration
from app.registration.operations.line import PARLEY, give_seats, serve_the_line
from app.registration.queries import door_to, phase_of, place_in_line, terms_of
from app.registration.rules import (
    DOOR_WORDS,
    HOLDING,
    LIVE,
    STEPS,
    Door,
    RegistrationState,
    Step,
    check_party,
    may_withdraw,
)
from app.registration.seats import (
    claim_seats,
    join_line,
    leave_line,
    more_seats,
    return_seats,
    serve,
)

State = RegistrationState


def withdraw(registration: Registration, *, note: str = "") -> bool:
    """Give the places back; False if that was done before, so that once is once.

    Whoever waits is served at once. Raises Closed when the event is over.
    """
    if registration.state not in LIVE:
        return False
    if not may_withdraw(phase_of(registration.event)):
        raise Closed(DOOR_WORDS[Door.PAST])
    _leave(registration, Step.WITHDRAW, Letter.WITHDRAWN, note=note)
    return True


def accept_offer(registration: Registration) -> bool:
    """Take the place that is kept; False if that was done before. Raises Closed when it is too late."""
    if registration.state is State.REGISTERED:
        return False
    if registration.state is not State.OFFERED or _is_overdue(registration):
        raise Closed(N_("This offer has ended. The place went to the next in line."))
    _step(registration, Step.CONFIRM, Letter.CONFIRMED)
    return True


def end_offer(registration: Registration) -> bool:
    """Let an offer that nobody answered go on to the next in line; False if it is none, or not yet over."""
    if registration.state is not State.OFFERED or not _is_overdue(registration):
        return False
    _leave(registration, Step.EXPIRE, Letter.LAPSED, actor=PARLEY)
    return True


def approve(registration: Registration, *, note: str = "") -> RegistrationState:
    """Accept a request, and return where that leaves the guest: registered, or in line for a place.

    Raises Full where there is neither, and Refused for what is no request.
    """
    pool = registration.pool
    if registration.state is not State.PENDING:
        raise Refused(N_("This request was decided already."))
    if claim_seats(pool, registration.party_size):
        _step(registration, Step.CONFIRM, Letter.APPROVED, note=note)
    elif pool.waiting_list:
        registration.line, _waiting = join_line(pool)
        _step(registration, Step.QUEUE, Letter.WAITING, note=note)
    else:
        raise Full(DOOR_WORDS[Door.FULL])
    return registration.state


def refuse(registration: Registration, *, note: str = "") -> None:
    """Decline a request, or somebody in line. The ``note`` is for staff. Raises Refused."""
    if registration.state is State.PENDING:
        _step(registration, Step.REFUSE, Letter.REFUSED, note=note)
    else:
        _leave(registration, Step.REFUSE, Letter.REFUSED, note=note)


def offer_now(registration: Registration, *, reason: str = "") -> None:
    """Give free seats to somebody in line; before others, for a ``reason`` that is written down.

    Raises Full when there are none, InvalidInput without a reason, Refused for who does not wait.
    """
    if registration.state is not State.WAITING:
        raise Refused(N_("%(name)s does not wait for a place."), name=registration.name)
    place = _place(registration)
    if place > 1 and not reason:
        raise InvalidInput(N_("Say why this guest goes before others."))
    if not serve(registration.pool, registration.party_size):
        raise Full(DOOR_WORDS[Door.FULL])
    give_seats(registration, actor=current_viewer().label, note=reason)


def move_to_front(registration: Registration, *, reason: str) -> None:
    """Let somebody be the next in line, for a ``reason`` that is written down.

    Raises InvalidInput without one, Refused for who does not wait.
    """
    if not reason:
        raise InvalidInput(N_("Say why this guest goes before others."))
    if registration.state is not State.WAITING:
        raise Refused(N_("%(name)s does not wait for a place."), name=registration.name)
    pool = registration.pool
    first = db.session.scalar(
        select(func.min(Registration.line)).where(
            Registration.pool_id == pool.id, Registration.state == State.WAITING
        )
    )
    note_change(registration, step=Step.GO_FIRST, note=reason)
    registration.line = (first or 0) - 1
    db.session.flush()
    serve_the_line(pool, registration.event)


def change_pool(registration: Registration, pool: Pool, *, by_staff: bool = True) -> None:
    """Move a party to another pool of the event, as it stands: with seats to seats, else in line.

    Raises Full when ``pool`` has not so many seats, and Closed for a guest whom it does not take;
    then everything stays.
    """
    event, old, size = registration.event, registration.pool, registration.party_size
    if pool.id == old.id:
        return
    if registration.state not in LIVE:
        raise Refused(N_("This registration is over."))
    if not by_staff:
        _check_open(pool, event, size)
    held = registration.state in HOLDING
    if held and not claim_seats(pool, size):
        raise Full(N_("“%(pool)s” has not so many places. Nothing was changed."), pool=pool.name)
    if registration.state is State.WAITING:
        registration.line, _waiting = join_line(pool)
    registration.pool = pool
    note_change(registration, step=Step.CHANGE_POOL, note=f"{old.name} → {pool.name}")
    _give_back(old, size, State.REGISTERED if held else registration.state)
    serve_the_line(old, event)
    serve_the_line(pool, event)
    _write(registration, Letter.CHANGED if held else None)


def change_party(
    registration: Registration,
    *,
    companions: Sequence[str],
    party_size: int,
    by_staff: bool = False,
) -> None:
    """Let more or fewer people come along. Raises Full, InvalidInput; then everything stays."""
    pool, more = registration.pool, party_size - registration.party_size
    limit = max(pool.party_limit, registration.party_size) if not by_staff else 20
    check_party(party_size, companions, limit)
    held = registration.state in HOLDING
    if held and more > 0 and not more_seats(pool, more):
        raise Full(N_("There are not so many places left. Nothing was changed."))
    registration.companions, registration.party_size = list(companions), party_size
    if held and more < 0:
        return_seats(pool, -more)
    if more:
        size = f"{party_size - more} → {party_size}"
        note_change(registration, step=Step.CHANGE_PARTY, note=size)
    db.session.flush()
    serve_the_line(pool, registration.event)


def note_change(
    registration: Registration, *, step: Step, note: str = "", actor: str = ""
) -> GuestChange:
    """Write into the history of a guest what was done, and why."""
    change = GuestChange(
        registration_id=registration.id,
        actor=actor or current_viewer().label,
        step=step,
        note=note,
    )
    db.session.add(change)
    db.session.flush()
    return change


def _check_open(pool: Pool, event: Event, size: int) -> None:
    """A guest moves only to places that are open to all at this moment."""
    door = door_to(pool, event)
    if door is not Door.OPEN or terms_of(pool, event).approval:
        raise Closed(DOOR_WORDS[Door.FULL if door is Door.WAITING_LIST else door])
    check_party(size, (), pool.party_limit)


def _is_overdue(registration: Registration) -> bool:
    return registration.offered_until is None or registration.offered_until <= now()


def _leave(
    registration: Registration, step: Step, letter: Letter, *, note: str = "", actor: str = ""
) -> None:
    """Take a step out of the pool, and let the next in."""
    was, pool = registration.state, registration.pool
    _step(registration, step, letter, note=note, actor=actor)
    _give_back(pool, registration.party_size, was)
    serve_the_line(pool, registration.event)


def _give_back(pool: Pool, size: int, was: RegistrationState) -> None:
    if was in HOLDING:
        return_seats(pool, size)
    elif was is State.WAITING:
        leave_line(pool)


def _step(
    registration: Registration, step: Step, letter: Letter, *, note: str = "", actor: str = ""
) -> None:
    registration.state = next_state(STEPS, registration.state, step)
    if step is Step.WITHDRAW:
        registration.withdrawn_at = now()
    change = note_change(registration, step=step, note=note, actor=actor)
    _write(registration, letter, cause=f"change {change.id}")


def _write(registration: Registration, letter: Letter | None, *, cause: str = "") -> None:
    """Send ``letter``; the link in it is the one that the guest has."""
    if letter is None:
        return
    if registration.link_generation == 0:
        _renew_link(registration)
    waits = registration.state is State.WAITING
    reader = Reader(
        key=registration.key,
        name=registration.name,
        email=registration.email,
        generation=registration.link_generation,
        place=_place(registration) if waits else 0,
    )
    cause = cause or f"at {now().isoformat()}"
    mail.send(letter, registration.pool, registration.event, reader, cause=cause)


def _renew_link(registration: Registration) -> None:
    """Replace a link of the old kind, which nobody can write down again."""
    registration.link_generation = 1
    token = personal_token(mail.link_seed(registration.key, 1))
    registration.token_hash = token_hash(token)


def _place(registration: Registration) -> int:
    db.session.flush()
    return place_in_line(registration.pool_id, registration.line or 0, registration.id)
