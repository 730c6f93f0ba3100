"""Users for tests, and browsers in which they are signed in."""

from __future__ import annotations

from typing import Protocol

from flask.testing import FlaskClient

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM, StaffMember
from app.accounts import queries
from app.accounts.models import User
from app.accounts.operations import sessions, users
from app.core.text import random_key
from app.infra.transaction import transaction

PASSWORD = "correct horse battery staple"


class WithId(Protocol):
    """A programme or an event."""

    @property
    def id(self) -> int: ...


def add_user(*, name: str = "Ada Example", email: str = "", password_hash: str = "") -> User:
    """Make a user without roles, in the transaction of the caller."""
    email = email or f"{random_key(8)}@example.org"
    return users.add_user(name=name, email=email, password_hash=password_hash)


def sign_in(
    client: FlaskClient,
    *,
    role: StaffRole | None = StaffRole.ADMINISTRATOR,
    programme: WithId | None = None,
    event: WithId | None = None,
    name: str = "Ada Example",
    email: str = "",
) -> StaffMember:
    """Sign a new user with ``role`` in at ``client``, past the password, and return the viewer.

    ``programme`` or ``event``, committed already, bound the role. Look as the viewer returned
    with ``viewing_as`` to see what the pages will see.
    """
    # Read before the transaction: an object read in it would take the lock on another connection.
    programme_id = programme.id if programme else None
    event_id = event.id if event else None
    with client.application.app_context(), viewing_as(SYSTEM):
        with transaction():
            user = add_user(name=name, email=email)
            if role is not None:
                users.grant_role(user, role=role, programme_id=programme_id, event_id=event_id)
            token = sessions.open_session(user.id, agent="Test")
        viewer = queries.staff_signed_in_by(token)
    assert viewer is not None
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
    return viewer
