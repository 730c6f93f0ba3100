"""The readers of a game: whole teams, and single roles.

The engine and the log know a reader by its key, ``team`` or ``team/role``. People call it "Team" or
"Team: Role", on every screen as in the files of lists, which are read by these names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol


class Named(Protocol):
    """A team or a role."""

    @property
    def key(self) -> str:
        """Its public key."""

    @property
    def name(self) -> str:
        """What it is called by itself."""


class NamedTeam(Named, Protocol):
    """A team with its roles."""

    @property
    def roles(self) -> Sequence[Named]:
        """Its roles in their order."""


def reader_key(team: Named, role: Named | None = None) -> str:
    """Return the key of ``team``, or of one ``role`` of it, as a reader."""
    return f"{team.key}/{role.key}" if role else team.key


def reader_name(team: Named, role: Named | None = None) -> str:
    """Return what ``team``, or one ``role`` of it, is called as a reader."""
    return f"{team.name}: {role.name}" if role else team.name


def reader_names(teams: Iterable[NamedTeam]) -> dict[str, str]:
    """Return what each reader among ``teams`` is called, by its key: team by team, each before its roles."""
    return {
        reader_key(team, role): reader_name(team, role)
        for team in teams
        for role in (None, *team.roles)
    }


def name_of(reader: str, names: Mapping[str, str]) -> str:
    """Return what ``reader`` is called in ``names``: its team alone where the role is gone, else nothing."""
    return names.get(reader) or names.get(team_in(reader), "")


def team_in(reader: str) -> str:
    """Return the key of the team that ``reader`` is, or belongs to."""
    return reader.partition("/")[0]


def is_whole_team(reader: str) -> bool:
    """Whether ``reader`` is a team and not one role of it."""
    return "/" not in reader
