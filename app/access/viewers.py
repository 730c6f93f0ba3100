"""Viewers: on whose behalf something is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from app.access.roles import NEVER_FOR_ONE_EVENT, PERMITS, Permission, StaffRole


@dataclass(frozen=True)
class GrantHeld:
    """A role held for one event, for one programme, or (both None) for everything."""

    role: StaffRole
    programme_id: int | None = None
    event_id: int | None = None

    @property
    def everywhere(self) -> bool:
        """Whether the grant has no bounds (confidential events stay outside it)."""
        return self.programme_id is None and self.event_id is None


@dataclass(frozen=True)
class Reach:
    """How far one permission of a viewer goes."""

    everywhere: bool = False
    programme_ids: tuple[int, ...] = ()
    event_ids: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.programme_ids) or bool(self.event_ids)

    def covers(self, *, event_id: int, programme_id: int | None, confidential: bool) -> bool:
        """Whether the event lies within reach; a confidential one only if it is named itself."""
        if event_id in self.event_ids:
            return True
        if confidential:
            return False
        return self.everywhere or (programme_id is not None and programme_id in self.programme_ids)


@dataclass(frozen=True)
class Viewer:
    """Someone who looks. This plain kind sees nothing at all."""

    @property
    def label(self) -> str:
        """A word for the audit trail."""
        return "nobody"

    def reach(self, permission: Permission) -> Reach:
        """Return how far ``permission`` goes for this viewer."""
        del permission
        return Reach()


@dataclass(frozen=True)
class Anonymous(Viewer):
    """A visitor who has not signed in: sees what is public."""

    @property
    def label(self) -> str:
        """A word for the audit trail."""
        return "visitor"


@dataclass(frozen=True)
class TokenHolder(Viewer):
    """Someone who came by a personal link: sees what is public, and what the link is for.

    That is a registration, a seat to which its holder is invited, or a delegation whose focal
    point names its members; always of one event.
    """

    event_id: int
    registration_id: int | None = None
    participation_id: int | None = None
    delegation_id: int | None = None

    @property
    def label(self) -> str:
        """A word for the audit trail."""
        return "guest by link"


@dataclass(frozen=True)
class StaffMember(Viewer):
    """A signed-in member of staff: sees what is public and what their grants reach."""

    user_id: int
    name: str
    email: str
    session_id: int
    grants: tuple[GrantHeld, ...] = field(default=())

    @property
    def label(self) -> str:
        """A word for the audit trail."""
        return self.email

    @cached_property
    def _reaches(self) -> dict[Permission, Reach]:
        return {permission: self._reach(permission) for permission in Permission}

    def _reach(self, permission: Permission) -> Reach:
        held = [
            grant
            for grant in self.grants
            if permission in PERMITS[grant.role]
            and not (grant.event_id and permission in NEVER_FOR_ONE_EVENT)
        ]
        return Reach(
            everywhere=any(grant.everywhere for grant in held),
            programme_ids=tuple(sorted({g.programme_id for g in held if g.programme_id})),
            event_ids=tuple(sorted({g.event_id for g in held if g.event_id})),
        )

    def reach(self, permission: Permission) -> Reach:
        """Return how far ``permission`` goes: the union of all grants that permit it."""
        return self._reaches[permission]


@dataclass(frozen=True)
class System(Viewer):
    """Parley itself: the worker, a command, or one of the few operations that must see all."""

    @property
    def label(self) -> str:
        """A word for the audit trail."""
        return "Parley"

    def reach(self, permission: Permission) -> Reach:
        """Everything is permitted."""
        del permission
        return Reach(everywhere=True)


NOBODY = Viewer()
ANONYMOUS = Anonymous()
SYSTEM = System()
