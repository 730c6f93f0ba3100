"""A player's desk as its page shows it: how the game stands, and what lies on the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _

from app.core.clock import abbreviation, city_of, now
from app.core.errors import NotFound
from app.events.models import Event
from app.games.engine import CONTROL, Clock, read
from app.games.models import (
    Delivery,
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
from app.games.queries.desk import Slice, Told, Unread
from app.games.queries.places import Place, place_of
from app.games.rules import ITEM_KIND_LABELS, MEDIUM_LABELS, ItemKind, MoveState, Phase, TeamKind
from app.participation.models import Participation


class Ways(Protocol):
    """Where the pages of one desk are: for its player, and for control who looks over the shoulder."""

    @property
    def looks_on(self) -> bool:
        """Whether it is control who looks."""

    def desk(self, **asked: Any) -> str:
        """The desk itself."""

    def item(self, key: str, **asked: Any) -> str:
        """The page of an item."""

    def file(self, key: str) -> str:
        """A file."""

    def sheet(self) -> str:
        """The role sheet."""


@dataclass(frozen=True)
class PlayersWays:
    """The pages of a desk for its player."""

    token: str
    looks_on: bool = False

    def desk(self, **asked: Any) -> str:
        """The desk itself."""
        return url_for("desk.show", token=self.token, **asked)

    def item(self, key: str, **asked: Any) -> str:
        """The page of an item."""
        return url_for("desk.item", token=self.token, item=key, **asked)

    def file(self, key: str) -> str:
        """A file."""
        return url_for("desk.file", token=self.token, file=key)

    def sheet(self) -> str:
        """The role sheet."""
        return url_for("desk.sheet", token=self.token)


@dataclass(frozen=True)
class WaysOverTheShoulder:
    """The pages of the same desk for control."""

    key: str
    seat: str
    looks_on: bool = True

    def desk(self, **asked: Any) -> str:
        """The desk itself."""
        return url_for("as_player.show", key=self.key, seat=self.seat, **asked)

    def item(self, key: str, **asked: Any) -> str:
        """The page of an item."""
        return url_for("as_player.item", key=self.key, seat=self.seat, item=key, **asked)

    def file(self, key: str) -> str:
        """A file."""
        return url_for("as_player.file", key=self.key, seat=self.seat, file=key)

    def sheet(self) -> str:
        """The role sheet."""
        return url_for("as_player.sheet", key=self.key, seat=self.seat)


@dataclass(frozen=True, kw_only=True)
class Times:
    """How the game stands at the instant ``at``; a script lets it tick."""

    game: Game
    at: datetime
    zone: str

    @cached_property
    def clock(self) -> Clock | None:
        """The clock of the present move."""
        return read(Clock, self.game.clock) if self.game.clock else None

    @property
    def ticks(self) -> bool:
        """Whether the time of play goes on."""
        return self.game.phase is Phase.RUNNING and self.clock is not None

    @property
    def local(self) -> datetime:
        """The real time on the wall of the event."""
        return self.at.astimezone(ZoneInfo(self.zone))

    @property
    def zone_words(self) -> str:
        """The zone by its place and its name on this day."""
        place, short = city_of(self.zone), abbreviation(self.zone, self.at)
        if short is None:
            return _("%(city)s time", city=place)
        return _("%(city)s time (%(short)s)", city=place, short=short)

    @property
    def game_time(self) -> datetime | None:
        """What the game's own clock shows."""
        return self.clock.game_time(self.at) if self.clock else None

    @property
    def asks(self) -> bool:
        """Whether a decision may be handed in, late perhaps."""
        waits = self.game.move_state in {MoveState.OPEN, MoveState.CLOSED}
        return waits and not self.game.phase.is_over

    @property
    def due(self) -> datetime | None:
        """Until when a decision is in time."""
        if self.clock is None or self.game.due_seconds is None or not self.asks:
            return None
        return self.clock.submission_due(self.game.due_seconds)

    @property
    def is_late(self) -> bool:
        """Whether a decision that is handed in now would be marked late."""
        closed = self.game.move_state is MoveState.CLOSED
        return self.asks and (closed or (self.due is not None and self.at > self.due))

    @property
    def minutes_left(self) -> int:
        """Whole minutes until the decision is due."""
        return int((self.due - self.at).total_seconds() // 60) if self.due else 0

    @property
    def words(self) -> str:
        """How the game stands, in a sentence."""
        phase, number = self.game.phase, self.game.move_number
        if phase is Phase.SCHEDULED:
            return _("The game has not started yet.")
        if phase is Phase.PAUSED:
            return _("The game is paused. It goes on when control resumes it.")
        if phase is Phase.FINISHED:
            return _("The game is over. Your desk stays open for reading.")
        if phase is Phase.CANCELLED:
            return _("The game was called off. Your desk stays open for reading.")
        if number == 0:
            return _("The game is running. The first move has not been opened yet.")
        return _("The game is running.")


@dataclass(frozen=True, kw_only=True)
class Line:
    """An item as one line of the desk."""

    delivery: Delivery
    unread: bool = False
    corrections: Sequence[GameItem] = ()
    files: int = 0
    to: str = ""
    waited: bool = False

    @property
    def item(self) -> GameItem:
        """The item."""
        return self.delivery.item

    @property
    def sort(self) -> str:
        """What it is, in a word."""
        item = self.item
        return _(MEDIUM_LABELS[item.medium] if item.medium else ITEM_KIND_LABELS[item.kind])

    @property
    def title(self) -> str:
        """Its title; a decision has none of its own."""
        item = self.item
        if item.kind is ItemKind.SUBMISSION:
            return _("Decision, version %(number)s", number=item.version)
        return item.title or self.sort

    @property
    def sender(self) -> str:
        """Who wrote it, in the world of the game."""
        role = self.item.role
        return f"{self.item.sender}: {role.name}" if role else self.item.sender

    @property
    def for_role(self) -> str:
        """The role that alone was given it, if it was not the whole team."""
        return self.delivery.role.name if self.delivery.role else ""


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
        teams=teams,
        marks=marks,
        corrections=stored.corrections_of(place, watched, [*shown, *written]),
        files=stored.files_of([*shown, *written, *(one.item for one in lies.handed_in.deliveries)]),
        addressed=stored.addressees_of(place, written),
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


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Makes lines of deliveries; without ``marks`` nothing is unread."""

    teams: Sequence[GameTeam]
    marks: frozenset[int] | None
    corrections: Mapping[int, Sequence[GameItem]]
    files: Mapping[int, int]
    addressed: Mapping[int, Mapping[str, object]]

    def of(self, part: Slice) -> list[Line]:
        """Return the lines of ``part``."""
        return [self.line(one) for one in part.deliveries]

    def line(self, delivery: Delivery) -> Line:
        """Return the line of ``delivery``."""
        told = self.addressed.get(delivery.item_id, {})
        return Line(
            delivery=delivery,
            unread=(
                self.marks is not None and not delivery.own and delivery.item_id not in self.marks
            ),
            corrections=self.corrections.get(delivery.item_id, ()),
            files=self.files.get(delivery.item_id, 0),
            to=self._to(told),
            waited=bool(told.get("held")),
        )

    def _to(self, told: Mapping[str, object]) -> str:
        addressed = told.get("addressed")
        readers = [str(one) for one in addressed] if isinstance(addressed, list) else []
        names = [_("Control")] if told.get("to_control") or CONTROL in readers else []
        return ", ".join([*(self._named(one) for one in readers if one != CONTROL), *names])

    def _named(self, reader: str) -> str:
        team_key, _slash, role_key = reader.partition("/")
        for team in self.teams:
            if team.key == team_key:
                role = next((one for one in team.roles if one.key == role_key), None)
                return f"{team.name}: {role.name}" if role else team.name
        return ""


@dataclass(frozen=True, kw_only=True)
class ItemPage:
    """The page of one item."""

    event: Event
    place: Place
    ways: Ways
    line: Line
    beside: Mapping[int, GameItem]
    watched: GameTeam | None

    @property
    def item(self) -> GameItem:
        """The item."""
        return self.line.item

    @property
    def corrected(self) -> GameItem | None:
        """The item that this one corrects."""
        return self.beside.get(self.item.corrects_id or 0)

    @property
    def answered(self) -> GameItem | None:
        """The item that this one answers."""
        return self.beside.get(self.item.answers_id or 0)

    @property
    def may_act(self) -> bool:
        """Whether it may be marked or answered from here."""
        return self.place.plays and not self.ways.looks_on


def item_page_of(
    event: Event, seat: Participation, ways: Ways, key: str, *, team: str = ""
) -> ItemPage:
    """Return the page of the item with that public key. Raises NotFound."""
    place = place_of(event, seat)
    teams = stored.teams_with_roles(place.game)
    watched = watched_team(place, teams, team)
    delivery = stored.item_on_desk(place, watched, key)
    lines = Lines(
        teams=teams,
        marks=None if place.observes else stored.marked_read(place, [delivery.item]),
        corrections=stored.corrections_of(place, watched, [delivery.item]),
        files={},
        addressed=stored.addressees_of(place, [delivery.item]),
    )
    return ItemPage(
        event=event,
        place=place,
        ways=ways,
        line=lines.line(delivery),
        beside=stored.beside_it(place, watched, delivery.item),
        watched=watched,
    )


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
