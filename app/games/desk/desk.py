"""The whole desk: what its player may read and do now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.clock import now
from app.core.errors import NotFound
from app.events.models import Event
from app.games.desk.lines import Line, Lines
from app.games.desk.times import Times
from app.games.desk.ways import Ways
from app.games.models import (
    Game,
    GameDraft,
    GameItem,
    GameMove,
    GameRole,
    GameTeam,
    SecretBrief,
)
from app.games.queries import desk as stored
from app.games.queries import is_led
from app.games.queries.desk import Told, Unread
from app.games.queries.places import Place, place_of
from app.games.rules import ItemKind, TeamKind, reader_names
from app.participation.models import Participation


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The whole desk."""

    event: Event
    place: Place
    ways: Ways
    times: Times
    teams: Sequence[GameTeam]
    watched: GameTeam | None
    move: GameMove | None
    secrets: Sequence[SecretBrief]
    background: Sequence[Line]
    inbox: Sequence[Line]
    older: str
    is_latest: bool
    news: Sequence[Line]
    handed_in: Sequence[Line]
    sent: Sequence[Line]
    indicators: Sequence[Told]
    unread: Unread
    check: GameItem | None
    draft: GameDraft | None
    led: bool

    @property
    def game(self) -> Game:
        """The game."""
        return self.place.game

    @property
    def team(self) -> GameTeam | None:
        """The team whose desk it is, or which is watched."""
        return self.watched or self.place.team

    @property
    def may_act(self) -> bool:
        """Whether something may be done here."""
        return self.place.plays and not self.ways.looks_on

    @property
    def own_roles(self) -> Sequence[GameRole]:
        """The roles held now."""
        return self.place.roles

    @property
    def playing_teams(self) -> list[GameTeam]:
        """The teams that play."""
        return [one for one in self.teams if one.kind is TeamKind.TEAM]

    @property
    def situation(self) -> Line | None:
        """Where things stand in the world of the game."""
        return next((one for one in self.background if one.item.kind is ItemKind.SITUATION), None)

    @property
    def scenarios(self) -> list[Line]:
        """The scenarios given so far, the latest first."""
        return [one for one in self.background if one.item.kind is ItemKind.SCENARIO]

    @property
    def of_move(self) -> list[Line]:
        """What was handed in for the present move."""
        number = self.game.move_number
        return [one for one in self.handed_in if one.item.move_number == number]

    @property
    def leads(self) -> bool:
        """Whether whoever sits here hands in the decision; where nobody leads, everybody may."""
        return not self.led or any(role.leads for role in self.place.roles)


def desk_of(
    event: Event, seat: Participation, ways: Ways, *, team: str = "", before: str = ""
) -> Desk:
    """Return the desk of ``seat``, looked at by whoever may see it. Raises NotFound.

    An observer looks at one ``team`` at a time. ``before`` is the item after which to go on.
    """
    place = place_of(event, seat)
    if not place.held:
        raise NotFound
    teams = stored.teams_with_roles(place.game)
    watched = watched_team(place, teams, team)
    lies = stored.on_desk(place, watched, before=before)
    came = (*lies.inbox.deliveries, *lies.news.deliveries, *lies.background.deliveries)
    shown = [one.item for one in came]
    written = [one.item for one in lies.sent.deliveries]
    marks = (
        None
        if place.observes
        else stored.marked_read(place, [*shown, *([lies.check] if lies.check else [])])
    )
    lines = Lines(
        names=reader_names(teams),
        marks=marks,
        corrections=stored.corrections_of(place, watched, [*shown, *written]),
        files=stored.files_of([*shown, *written, *(one.item for one in lies.handed_in.deliveries)]),
        addressed=stored.addressees_of(lies.sent.deliveries),
    )
    return Desk(
        event=event,
        place=place,
        ways=ways,
        times=Times(game=place.game, at=now(), zone=event.zone),
        teams=teams,
        watched=watched,
        move=stored.present_move(place.game),
        secrets=stored.secrets_of(place),
        background=lines.of(lies.background),
        inbox=lines.of(lies.inbox),
        older=lies.inbox.older,
        is_latest=not before,
        news=lines.of(lies.news),
        handed_in=lines.of(lies.handed_in),
        sent=lines.of(lies.sent),
        indicators=stored.indicators(place, watched),
        unread=stored.unread(place),
        check=lies.check if lies.check and lies.check.id not in (marks or ()) else None,
        draft=stored.draft_of(place),
        led=place.team is not None and is_led(place.game, place.team.id),
    )


def watched_team(place: Place, teams: Sequence[GameTeam], key: str) -> GameTeam | None:
    """Return the team that an observer looks at, the first unless ``key`` names another one."""
    if not place.observes:
        return None
    playing = [one for one in teams if one.kind is TeamKind.TEAM]
    if not playing:
        raise NotFound
    return next((one for one in playing if one.key == key), playing[0])
