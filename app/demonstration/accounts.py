"""The staff of the demonstration: one account for each role."""

from __future__ import annotations

from dataclasses import dataclass

from app.access.roles import StaffRole
from app.accounts.models import User
from app.accounts.operations.users import add_user, grant_role
from app.programmes.models import Programme


@dataclass(frozen=True)
class Staff:
    """The accounts that own events or are named on them."""

    admin: User
    officer: User
    coordinator: User


def add_staff(password_hash: str, *, programme: Programme) -> Staff:
    """Make the five accounts.

    Officer and coordinator work for ``programme`` alone, so that the demonstration shows what
    staff do not see of each other's work; desk and reader have their roles everywhere.
    """
    admin = _add(StaffRole.ADMINISTRATOR, "Alex Administrator", "admin", password_hash)
    officer = _add(
        StaffRole.PROGRAMME_OFFICER, "Olive Officer", "officer", password_hash, programme
    )
    coordinator = _add(
        StaffRole.EVENT_COORDINATOR, "Cora Coordinator", "coordinator", password_hash, programme
    )
    _add(StaffRole.DESK, "Des Kerr", "desk", password_hash)
    _add(StaffRole.READER, "Rea Dare", "reader", password_hash)
    return Staff(admin=admin, officer=officer, coordinator=coordinator)


def _add(
    role: StaffRole,
    name: str,
    mailbox: str,
    password_hash: str,
    programme: Programme | None = None,
) -> User:
    user = add_user(name=name, email=f"{mailbox}@example.org", password_hash=password_hash)
    grant_role(user, role=role, programme_id=programme.id if programme else None)
    return user
