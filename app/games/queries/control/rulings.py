"""What teams decided in a move, and how it was ruled on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.core.errors import NotFound
from app.extensions import db
from app.games.engine import GameState
from app.games.models import Game, GameEntry, GameItem, GameTeam
from app.games.rules import ItemKind, TeamKind, name_of

RULINGS_SHOWN = 40


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What is ruled on: the teams' decisions in one move, and the numbers of the rulings that stand."""

    move: int
    teams: list[GameTeam]
    submissions: dict[int, GameItem]
    standing: list[int]


def matter_of(game: Game, state: GameState, move: int) -> Matter:
    """Return what is ruled on in ``move``. Raises NotFound if it was not played."""
    if str(move) not in state.moves:
        raise NotFound
    return Matter(
        move=move,
        teams=[team for team in game.teams if team.kind is TeamKind.TEAM],
        submissions=submissions_in(game, move),
        standing=[
            int(seq)
            for seq, one in state.rulings.items()
            if one.move == move and one.superseded_by is None
        ],
    )


def submissions_in(game: Game, move: int) -> dict[int, GameItem]:
    """Return the latest version of each team's decision in ``move``, by the team's id."""
    last = (
        select(func.max(GameItem.id))
        .where(
            GameItem.event_id == game.event_id,
            GameItem.kind == ItemKind.SUBMISSION,
            GameItem.move_number == move,
        )
        .group_by(GameItem.team_id)
    )
    found = db.session.scalars(select(GameItem).where(GameItem.id.in_(last)))
    return {item.team_id: item for item in found if item.team_id is not None}


@dataclass(frozen=True, kw_only=True)
class Ruled:
    """A ruling on a move: its entry, and what became of it."""

    move: int
    entry: GameEntry
    teams: tuple[str, ...]
    superseded_by: int | None
    told: tuple[str, ...]
    untold: tuple[GameTeam, ...]


def rulings_of(
    game: Game, teams: Sequence[GameTeam], state: GameState, names: Mapping[str, str]
) -> list[Ruled]:
    """Return the rulings on the present move, and those on earlier ones that stand; the latest first."""
    shown = [
        int(seq)
        for seq, one in state.rulings.items()
        if one.move == state.move or one.superseded_by is None
    ]
    latest = sorted(shown, reverse=True)[:RULINGS_SHOWN]
    entries = db.session.scalars(
        select(GameEntry)
        .where(GameEntry.event_id == game.event_id, GameEntry.seq.in_(latest))
        .order_by(GameEntry.seq.desc())
    )
    made = []
    for entry in entries:
        ruling = state.rulings[str(entry.seq)]
        made.append(
            Ruled(
                move=ruling.move,
                entry=entry,
                teams=tuple(name_of(one, names) for one in ruling.teams),
                superseded_by=ruling.superseded_by,
                told=tuple(name_of(one, names) for one in ruling.published_to),
                untold=tuple(
                    team
                    for team in teams
                    if team.kind is TeamKind.TEAM and team.key not in ruling.published_to
                ),
            )
        )
    return made
