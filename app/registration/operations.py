"""What is done to registrations: a seat is taken, and given back once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from app.core.clock import now
from app.core.errors import Closed, Full
from app.core.messages import N_
from app.core.text import fold, normalise_email
from app.events.models import Event
from app.extensions import db
from app.infra.throttle import Limit, count_try
from app.infra.tokens import token_hash
from app.registration import mail
from app.registration.models import Registration
from app.registration.queries import door_of, phase_of
from app.registration.rules import (
    DOOR_WORDS,
    Door,
    RegistrationState,
    check_name,
    may_withdraw,
    pass_through,
)
from app.registration.seats import ASKED_BY_THE_PUBLIC, claim_seat, return_seat

LINK_OUTLIVES_EVENT = timedelta(days=30)
LINK_WITHOUT_DATE = timedelta(days=365)
REMINDERS = Limit(tries=3, window=timedelta(days=1))
"""How often the same guest is sent the confirmation again."""
ONCE = ("event_id", "email_norm", "name_norm")
ONCE_WHERE = text("state = 'registered'")


@dataclass(frozen=True)
class Registered:
    """A guest who has a seat: just now, or (not ``new``) before."""

    key: str
    token: str
    new: bool


def register(
    event: Event,
    *,
    name: str,
    email: str,
    organisation: str = "",
    consent_listed: bool = False,
    letter: mail.Confirmation | None = None,
    by_staff: bool = False,
) -> Registered:
    """Give a seat to a guest and confirm it by mail.

    The same name at the same address keeps the seat it has; the confirmation is sent again
    with a fresh link, which replaces the one before, a few times a day. ``letter`` is the
    confirmation rendered beforehand, since rendering here makes others wait. Staff may
    register someone when the door is not open, but never above capacity.
    Raises Full, Closed, InvalidInput.
    """
    check_name(name)
    if not by_staff:
        pass_through(door_of(event))
    letter = letter or mail.confirmation(event)
    facts = {
        "event_id": event.id,
        "name": name,
        "name_norm": fold(name)[:200],
        "email": email,
        "email_norm": normalise_email(email),
    }
    link = {"token_hash": token_hash(letter.token), "token_expires_at": _link_ends(event)}
    key = _insert(**facts, **link, organisation=organisation, consent_listed=consent_listed)
    if key is None:
        return _remind(event, letter, facts, link)
    mail.send_confirmation(letter, event, name=name, email=email)
    db.session.flush()
    if not claim_seat(event, *(() if by_staff else ASKED_BY_THE_PUBLIC)):
        raise _refusal(event)
    return Registered(key=key, token=letter.token, new=True)


def withdraw(registration: Registration, *, letter: mail.Letter | None = None) -> bool:
    """Give the seat back; False if that was done before, so that once is once.

    Raises Closed when the event is over.
    """
    event = registration.event
    if not may_withdraw(phase_of(event)):
        raise Closed(N_("This event is over."))
    letter = letter or mail.withdrawal(event)
    left = db.session.scalar(
        update(Registration)
        .where(
            Registration.id == registration.id,
            Registration.state == RegistrationState.REGISTERED,
        )
        .values(state=RegistrationState.WITHDRAWN, withdrawn_at=now())
        .returning(Registration.id)
    )
    if left is None:
        return False
    mail.send_withdrawal(letter, registration)
    db.session.flush()
    return_seat(event)
    return True


def _insert(**values: object) -> str | None:
    """Add a registration and return its key; None if this guest is registered already."""
    insert = sqlite_insert if db.engine.dialect.name == "sqlite" else postgresql_insert
    key: str | None = db.session.scalar(
        insert(Registration)
        .values(**values)
        .on_conflict_do_nothing(index_elements=ONCE, index_where=ONCE_WHERE)
        .returning(Registration.key)
    )
    return key


def _remind(
    event: Event, letter: mail.Confirmation, facts: dict[str, object], link: dict[str, object]
) -> Registered:
    """Send the confirmation again; which of the two it was, only the mail's reader learns.

    The connection is asked directly: whoever registers sees no registration, not even theirs.
    """
    guest = [getattr(Registration, name) == facts[name] for name in ONCE]
    bucket = token_hash(":".join(str(facts[name]) for name in ONCE))
    if not count_try(f"reminder:{bucket}", REMINDERS):
        return Registered(key="", token="", new=False)
    key = db.session.connection().scalar(
        update(Registration)
        .where(*guest, Registration.state == RegistrationState.REGISTERED)
        .values(**link)
        .returning(Registration.key)
    )
    mail.send_confirmation(letter, event, name=str(facts["name"]), email=str(facts["email"]))
    return Registered(key=str(key), token=letter.token, new=False)


def _link_ends(event: Event) -> datetime:
    """A guest may look again for a while after the event."""
    if event.ends_at is None:
        return now() + LINK_WITHOUT_DATE
    return max(event.ends_at, now()) + LINK_OUTLIVES_EVENT


def _refusal(event: Event) -> Full | Closed:
    """Why no seat was to be had, as things stand now."""
    db.session.refresh(event)
    found = door_of(event)
    if found in {Door.OPEN, Door.FULL, Door.BY_INVITATION}:
        return Full(DOOR_WORDS[Door.FULL])
    return Closed(DOOR_WORDS[found])
