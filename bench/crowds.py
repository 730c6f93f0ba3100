"""Events with many participants to measure on, written past the operations, and a browser signed in."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.accounts.operations import sessions, users
from app.config import Settings
from app.core.clock import now
from app.core.text import random_key
from app.events.models import Event
from app.events.operations import create_event
from app.events.rules import EventKind
from app.extensions import db
from app.factory import create_app
from app.infra.migrations import upgrade
from app.infra.transaction import transaction
from app.participation.models import (
    Delegation,
    Participation,
    ParticipationRole,
    SeatChange,
)
from app.participation.operations import add_delegation
from app.participation.rules import Channel, Role, SeatState, Sector
from app.people.models import EmailAddress, Person, PersonSearch

AT_ONCE = 5000
COUNTRIES = ("Japan", "Republic of Korea", "United States", "China", "Norway", "Kenya")
STATES = (SeatState.CONFIRMED, SeatState.INVITED, SeatState.ACCEPTED, SeatState.DECLINED)


def settings(folder: Path) -> dict[str, str]:
    """Settings as in production, on BENCH_DATABASE_URL or on SQLite in ``folder``."""
    return {
        "PARLEY_ENV": "production",
        "SECRET_KEY": secrets.token_hex(32),
        "DATABASE_URL": os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{folder / 'parley.db'}"),
        "PARLEY_BASE_URL": "http://127.0.0.1",
        "PARLEY_INSTANCE": str(folder),
    }


@contextmanager
def application(environ: Mapping[str, str]) -> Iterator[Flask]:
    """Give the application on its newest schema, looking as the system."""
    app = create_app(Settings.from_environ(environ))
    with app.app_context():
        upgrade()
        with viewing_as(SYSTEM):
            yield app


def crowd(size: int) -> str:
    """Make an event with ``size`` participants and return its key."""
    start = datetime.combine((now() + timedelta(days=30)).date(), datetime.min.time())
    with transaction():
        event = create_event(
            kind=EventKind.CONFERENCE,
            title=f"A conference of {size}",
            owner_id=None,
            zone="America/New_York",
            local_start=start.replace(hour=10),
        )
        sides = [add_delegation(event, label=country) for country in COUNTRIES]
        for begin in range(0, size, AT_ONCE):
            _seat(event, sides, range(begin, min(size, begin + AT_ONCE)))
        return event.key


def _seat(event: Event, sides: list[Delegation], numbers: range) -> None:
    persons = _insert(Person, [_person(event, number) for number in numbers])
    _insert(
        EmailAddress,
        [_address(person, number) for person, number in zip(persons, numbers, strict=True)],
    )
    _insert(
        PersonSearch,
        [{"person_id": one, "words": " guest example"} for one in persons],
        "person_id",
    )
    facts = zip(persons, numbers, cycle(sides), cycle(STATES), cycle(Sector), strict=False)
    seats = _insert(
        Participation,
        [
            {
                "event_id": event.id,
                "person_id": person,
                "delegation_id": side.id,
                "state": state,
                "position": number,
                "country": side.label,
                "sector": sector,
                "billing_name": f"Guest {number} Example",
                "billing_offices": "Senior Fellow, Institute of Examples",
            }
            for person, number, side, state, sector in facts
        ],
    )
    _insert(
        ParticipationRole, [{"participation_id": one, "role": Role.PARTICIPANT} for one in seats]
    )
    changes = zip(seats, cycle(STATES), strict=False)
    _insert(
        SeatChange,
        [
            {"participation_id": one, "became": state, "channel": Channel.STAFF}
            for one, state in changes
        ],
    )


def _person(event: Event, number: int) -> dict[str, Any]:
    return {
        "slug": f"guest-{event.id}-{number}",
        "display_name": f"Guest {number} Example",
        "sort_name": f"example guest {number:06d}",
        "match_name": f"guest {number} example",
    }


def _address(person: int, number: int) -> dict[str, Any]:
    address = f"guest{number}@example.org"
    return {"person_id": person, "address": address, "address_norm": address}


def _insert(model: Any, rows: list[dict[str, Any]], key: str = "id") -> list[int]:
    returned = insert(model).returning(getattr(model, key), sort_by_parameter_order=True)
    return list(db.session.scalars(returned, rows))


def signed_in(app: Flask) -> str:
    """Return the cookie of an administrator."""
    with transaction():
        user = users.add_user(name="Ada Example", email=f"{random_key(8)}@example.org")
        users.grant_role(user, role=StaffRole.ADMINISTRATOR)
        token = sessions.open_session(user.id, agent="bench")
    with app.test_client() as client:
        with client.session_transaction(base_url="https://127.0.0.1") as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True
        name = app.config["SESSION_COOKIE_NAME"]
        kept = client.get_cookie(name, "127.0.0.1")
        if kept is None:
            raise RuntimeError("Nobody is signed in.")
        return f"{name}={kept.value}"
