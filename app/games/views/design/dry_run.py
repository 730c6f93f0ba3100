"""A dry run: what would be released when and to whom, and what play would stumble over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.games.engine.rehearsal import Line, RehearsedMove, rehearse
from app.games.models import GameMove
from app.games.queries import move_plan, plan_of, state_of
from app.games.queries.design import game_for, injects_of, moves_of, roster_of
from app.games.rules import InjectKind, Standing, TeamKind, reader_names, team_in
from app.games.views.design.blueprint import bp
from app.games.views.design.tabs import Tab


@dataclass(frozen=True)
class Shown:
    """A line of the dry run as the page shows it."""

    line: Line
    title: str
    to: str


@dataclass(frozen=True)
class ShownMove:
    """A move with its lines."""

    move: GameMove
    lines: Sequence[Shown]


@bp.get("/dry-run/")
@staff(Permission.READ)
def dry_run(key: str) -> ResponseReturnValue:
    """Play the list in memory at its planned times; nobody is told anything, and nothing is kept."""
    game = game_for(key)
    moves = moves_of(game)
    injects = injects_of(game)
    teams = [team for team in roster_of(game) if team.kind is TeamKind.TEAM]
    readers = reader_names(teams)
    rehearsal = rehearse(
        [
            RehearsedMove(
                plan=move_plan(game, move), starts_at=move.starts_at, ends_at=move.ends_at
            )
            for move in moves
        ],
        [plan_of(one) for one in injects],
        teams={team.key: team.name for team in teams},
        skipped=frozenset(
            key for key, one in state_of(game).injects.items() if one.standing is Standing.SKIPPED
        ),
        contingencies=frozenset(one.key for one in injects if one.kind is InjectKind.CONTINGENCY),
    )
    titles = {one.key: one.title for one in injects}
    only = request.args.get("team", "")
    shown = [
        Shown(line, titles[line.inject.key], ", ".join(readers.get(one, "?") for one in line.to))
        for line in rehearsal.lines
        if not only or any(team_in(one) == only for one in line.to)
    ]
    return render_template(
        "games/design/dry_run.html",
        event=game.event,
        game=game,
        only=only,
        dry_tabs=[
            Tab(team.name, url_for(".dry_run", key=key, team=team.key), team.key == only)
            for team in teams
        ],
        rehearsal=rehearsal,
        moves=[
            ShownMove(move, [one for one in shown if one.line.move == move.number])
            for move in moves
        ],
        titles=titles,
        warnings=[(one.inject, _(one.message, **one.facts)) for one in rehearsal.warnings],
    )
