"""Roles of staff and what each permits: pure."""

from __future__ import annotations

from enum import StrEnum


class StaffRole(StrEnum):
    """What a member of staff is to Parley; granted for everything, a programme or one event."""

    ADMINISTRATOR = "administrator"
    PROGRAMME_OFFICER = "programme_officer"
    EVENT_COORDINATOR = "event_coordinator"
    DESK = "desk"
    READER = "reader"


class Permission(StrEnum):
    """One thing a role may permit."""

    READ = "read"
    """See private events, their people and papers."""
    CREATE = "create"
    """Start events, series and persons."""
    EDIT = "edit"
    """Change events, seat people, book rooms."""
    RELEASE = "release"
    """Turn something private public, or take it back."""
    GUESTS = "guests"
    """See and export who registered."""
    CHECK_IN = "check_in"
    """Work at the door."""
    IMPORT = "import"
    """Load files of past events."""
    ADMINISTER = "administer"
    """Make users, grant roles, read the audit trail."""


PERMITS: dict[StaffRole, frozenset[Permission]] = {
    StaffRole.ADMINISTRATOR: frozenset(Permission),
    StaffRole.PROGRAMME_OFFICER: frozenset(Permission) - {Permission.ADMINISTER},
    StaffRole.EVENT_COORDINATOR: frozenset(
        {Permission.READ, Permission.EDIT, Permission.GUESTS, Permission.CHECK_IN}
    ),
    StaffRole.DESK: frozenset({Permission.CHECK_IN}),
    StaffRole.READER: frozenset({Permission.READ}),
}

NEVER_FOR_ONE_EVENT = frozenset({Permission.CREATE, Permission.IMPORT, Permission.ADMINISTER})
"""What always concerns more than one event, such as the directory of persons and rooms; a role
that is held for one event alone does not permit it."""
