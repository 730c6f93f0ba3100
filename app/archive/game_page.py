"""Everything that the page of a finished game says, as far as it may be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from app.archive.queries.games import items_told, moves_told, teams_told
from app.events.models import Event
from app.games.models import GameItem, GameMove, GameTeam
from app.games.rules import ITEM_KIND_LABELS, MEDIUM_LABELS, ItemKind


@dataclass(frozen=True, kw_only=True)
class Side:
    """A team, its roles, and who played them."""

    name: str
    brief: str
    roles: Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Something that was put before teams, or handed in by one."""

    kind: str
    label: str
    title: str
    sender: str
    to: str
    game_at: datetime | None
    body: str
    note: str


@dataclass(frozen=True, kw_only=True)
class MoveTold:
    """A move; 0 is the time before the first."""

    number: int
    title: str
    situation_at: datetime | None
    pieces: Sequence[Piece]


@dataclass(frozen=True, kw_only=True)
class GamePage:
    """What ``templates/archive/game.html`` prints."""

    event: Event
    sides: Sequence[Side]
    moves: Sequence[MoveTold]
    described: str


def game_page(event: Event) -> GamePage:
    """Return what the page of the game of ``event`` says."""
    teams = teams_told(event)
    moves = {one.number: one for one in moves_told(event)}
    items = items_told(event)
    numbers = sorted({*moves, *(one.move_number for one in items)})
    played = len([number for number in numbers if number])
    described = ngettext(
        "A peace game of %(num)d team", "A peace game of %(num)d teams", len(teams)
    )
    if played:
        described += ", " + ngettext("in %(num)d move", "in %(num)d moves", played)
    return GamePage(
        event=event,
        sides=[_side(one) for one in teams],
        moves=[_move(number, moves.get(number), items, teams) for number in numbers],
        described=f"{described}.",
    )


def _side(team: GameTeam) -> Side:
    return Side(
        name=team.name,
        brief=team.public_brief,
        roles=[
            (
                role.name,
                list(dict.fromkeys(casting.seat.billing_name for casting in role.castings)),
            )
            for role in team.roles
        ],
    )


def _move(
    number: int, move: GameMove | None, items: Iterable[GameItem], teams: Sequence[GameTeam]
) -> MoveTold:
    mine = [one for one in items if one.move_number == number]
    title = _("Before the first move") if number == 0 else _("Move %(number)s", number=number)
    return MoveTold(
        number=number,
        title=f"{title}: {move.title}" if move else title,
        situation_at=move.situation_at if move else None,
        pieces=[_piece(one, teams) for one in mine],
    )


def _piece(item: GameItem, teams: Sequence[GameTeam]) -> Piece:
    medium = _(MEDIUM_LABELS[item.medium]) if item.medium else ""
    # A situation is told under the title of its move.
    title = "" if item.kind is ItemKind.SITUATION else item.title
    notes = []
    if item.kind is ItemKind.SUBMISSION and item.version and item.version > 1:
        notes.append(_("version %(number)s", number=item.version))
    if item.late:
        notes.append(_("late"))
    return Piece(
        kind=item.kind.value,
        label=medium or _(ITEM_KIND_LABELS[item.kind]),
        title=title,
        sender=item.sender,
        to=_to(item, teams),
        game_at=item.game_at,
        body=item.body,
        note=", ".join(notes),
    )


def _to(item: GameItem, teams: Sequence[GameTeam]) -> str:
    reached = {one.team_id: one.team.name for one in item.deliveries if not one.own}
    if len(reached) == len(teams):
        return _("all teams")
    return ", ".join(reached.values())
