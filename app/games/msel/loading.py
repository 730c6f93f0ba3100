"""Between the list of a game as it is kept and as a file says it."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from app.core.errors import Refused
from app.core.messages import N_
from app.core.text import clean_line, clean_text
from app.extensions import db
from app.games.models import Game, GameRole, GameTeam, Inject
from app.games.msel.lines import Known, Line, MoveTimes
from app.games.msel.reading import ReadList, read_list
from app.games.operations.design import add_inject
from app.games.operations.redesign import edit_inject
from app.games.queries import state_of
from app.games.queries.design import injects_of, moves_of, roster_of
from app.games.rules import Standing, TeamKind, reader_key, reader_names


def known_of(game: Game) -> Known:
    """Return what a list for ``game`` may name, and how its injects stand now."""
    state = state_of(game)
    injects = injects_of(game)
    readers = reader_names(team for team in roster_of(game) if team.kind is TeamKind.TEAM)
    return Known(
        zone=game.event.zone,
        moves={one.number: MoveTimes(one.starts_at, one.ends_at) for one in moves_of(game)},
        readers=readers,
        lines={one.number: line_of(one, list(readers)) for one in injects},
        released=frozenset(
            one.number for one in injects if state.standing_of(one.key) is Standing.RELEASED
        ),
    )


def line_of(inject: Inject, readers: list[str]) -> Line:
    """Return what the list says of ``inject``; its readers come in the order of ``readers``."""
    to = {reader_key(one.team, one.role) for one in inject.to}
    return Line(
        number=inject.number,
        title=clean_line(inject.title),
        move=inject.move.number if inject.move else None,
        planned_at=inject.planned_at and inject.planned_at.astimezone(UTC),
        offset_seconds=inject.offset_seconds,
        game_at=inject.game_at,
        sender=clean_line(inject.sender),
        to=tuple(key for key in readers if key in to),
        medium=inject.medium,
        kind=inject.kind,
        readiness=inject.readiness,
        depends_on=inject.depends_on.number if inject.depends_on else "",
        body=clean_text(inject.body),
        controller=clean_line(inject.controller),
        expected=clean_text(inject.expected),
        objective=clean_line(inject.objective),
    )


def load_list(game: Game, content: bytes) -> ReadList:
    """Write what the file says into the list of ``game``, all of it or, where anything is wrong, nothing.

    What the file does not have stays. Does not commit.
    """
    read = read_list(content, known_of(game))
    if read.faults:
        raise Refused(N_("Something in this file is wrong, so nothing was loaded. Check it again."))
    to_write = {*read.added, *read.changed}
    injects = {one.number: one for one in injects_of(game)}
    moves = {one.number: one for one in moves_of(game)}
    readers = _readers(game)
    state = state_of(game)
    lines = [line for line in read.lines if line.number in to_write]
    for line in lines:
        facts: dict[str, Any] = {
            "title": line.title,
            "to": [readers[key] for key in line.to],
            "number": line.number,
            "move": moves[line.move] if line.move else None,
            "kind": line.kind,
            "readiness": line.readiness,
            "medium": line.medium,
            "planned_at": line.planned_at,
            "offset_seconds": line.offset_seconds,
            "game_at": line.game_at,
            "sender": line.sender,
            "body": line.body,
            "controller": line.controller,
            "expected": line.expected,
            "objective": line.objective,
            "depends_on": None,
        }
        if line.number in injects:
            edit_inject(game, injects[line.number], state=state, **facts)
        else:
            injects[line.number] = add_inject(game, **facts)
    for line in lines:
        before = injects[line.depends_on] if line.depends_on else None
        injects[line.number].depends_on_id = before.id if before else None
    db.session.flush()
    return read


def _readers(game: Game) -> dict[str, GameTeam | GameRole]:
    readers: dict[str, GameTeam | GameRole] = {}
    for team in roster_of(game):
        readers[reader_key(team)] = team
        readers |= {reader_key(team, role): role for role in team.roles}
    return readers
