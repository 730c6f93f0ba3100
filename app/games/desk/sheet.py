"""The role sheet, for paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.errors import NotFound
from app.events.models import Event
from app.games.desk.ways import Ways
from app.games.models import GameTeam, SecretBrief
from app.games.queries import desk as stored
from app.games.queries.places import Place, place_of
from app.games.rules import TeamKind
from app.participation.models import Participation


@dataclass(frozen=True, kw_only=True)
class RoleSheet:
    """All that a player must know of the part they play, on paper."""

    event: Event
    place: Place
    ways: Ways
    secrets: Sequence[SecretBrief]
    teams: Sequence[GameTeam]

    @property
    def others(self) -> list[GameTeam]:
        """The other teams that play."""
        return [
            one for one in self.teams if one.kind is TeamKind.TEAM and one is not self.place.team
        ]


def sheet_of(event: Event, seat: Participation, ways: Ways) -> RoleSheet:
    """Return the role sheet of ``seat``. Raises NotFound."""
    place = place_of(event, seat)
    if not place.held:
        raise NotFound
    return RoleSheet(
        event=event,
        place=place,
        ways=ways,
        secrets=stored.secrets_of(place),
        teams=stored.teams_with_roles(place.game),
    )
