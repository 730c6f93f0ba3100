"""Someone with a password, and the letters they get."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from flask import Flask

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.accounts import passwords
from app.accounts.models import User
from app.extensions import db
from app.infra.models import OutboxMail
from app.infra.transaction import transaction
from tests.factories import accounts

EMAIL = "ada@example.org"


@cache
def hashed(password: str) -> str:
    """Hashing is slow on purpose, so it is done once for all tests."""
    return passwords.hash_password(password)


@pytest.fixture
def ada(app: Flask) -> str:
    """Give the key of Ada, who may sign in with a password and has no role."""
    with app.app_context(), viewing_as(SYSTEM), transaction():
        return accounts.add_user(email=EMAIL, password_hash=hashed(accounts.PASSWORD)).key


@pytest.fixture
def letters(app: Flask) -> Callable[[], list[OutboxMail]]:
    """Give what lies in the outbox, the latest last."""

    def look() -> list[OutboxMail]:
        with app.app_context(), viewing_as(SYSTEM):
            found = list(db.session.scalars(db.select(OutboxMail).order_by(OutboxMail.id)))
            db.session.expunge_all()
            return found

    return look


@pytest.fixture
def user(app: Flask) -> Callable[[str], User]:
    """Give a user as stored, by the key."""

    def look(key: str) -> User:
        with app.app_context(), viewing_as(SYSTEM):
            found = db.session.scalars(db.select(User).where(User.key == key)).one()
            db.session.expunge_all()
            return found

    return look
