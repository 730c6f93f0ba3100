"""What players do from their desks. Each raises Refused where the engine refuses; none commits."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update

from app.core.clock import now
from app.extensions import db
from app.games.engine import Player, decisions
from app.games.models import Game, GameItem, GameTeam, Presence, Reading
from app.games.operations.acting import Done, Words, act
from app.games.queries import player_of
from app.games.rules import ItemKind, TeamKind
from app.participation.models import Participation


def send_message(
    game: Game,
    seat: Participation,
    *,
    to: Sequence[str],
    title: str,
    text: str,
    role: str | None = None,
    answers: GameItem | None = None,
) -> Done:
    """Write to other readers, or to control; where messages go through control, it waits for them."""
    player = player_of(game, seat)
    return act(
        game,
        lambda state, _at: decisions.send_message(
            state, player, to=to, traffic=game.traffic, role=role
        ),
        actor=_name(game, player),
        by=player.seat,
        words=Words(
            kind=ItemKind.MESSAGE,
            title=title,
            body=text,
            sender=_name(game, player),
            writer=_writer(player, role),
            answers=answers.id if answers else None,
        ),
    )


def submit(game: Game, seat: Participation, *, decision: str, rationale: str) -> Done:
    """Hand in the team's decision, or its next version."""
    player = player_of(game, seat)
    return act(
        game,
        lambda state, at: decisions.submit(state, player, at=at),
        actor=_name(game, player),
        by=player.seat,
        words=Words(
            kind=ItemKind.SUBMISSION,
            body=decision,
            rationale=rationale,
            sender=_name(game, player),
            writer=_writer(player, None),
        ),
    )


def answer_check(game: Game, seat: Participation) -> Done:
    """Say that the communication check has reached one."""
    player = player_of(game, seat)
    return act(
        game,
        lambda state, _at: decisions.answer_check(state, player),
        actor=_name(game, player),
        by=player.seat,
    )


def mark_read(game: Game, seat: Participation, items: Sequence[GameItem]) -> None:
    """Note that whoever plays at ``seat`` has read ``items``; an observer leaves no mark.

    Only adds rows, so it may run as a claim.
    """
    if not items or player_of(game, seat).team is None:
        return
    marked = set(
        db.session.scalars(
            select(Reading.item_id).where(
                Reading.participation_id == seat.id, Reading.item_id.in_([one.id for one in items])
            )
        )
    )
    db.session.add_all(
        Reading(event_id=game.event_id, participation_id=seat.id, item_id=one.id, at=now())
        for one in items
        if one.id not in marked
    )


def be_present(game: Game, seat: Participation) -> None:
    """Note that the desk of ``seat`` is open. Only claims its own row."""
    noted = db.session.execute(
        update(Presence)
        .where(Presence.participation_id == seat.id)
        .values(at=now())
        .returning(Presence.participation_id)
    )
    if noted.first() is None:
        db.session.add(Presence(event_id=game.event_id, participation_id=seat.id, at=now()))


def _writer(player: Player, role: str | None) -> str:
    return f"{player.team}/{role}" if role else player.team or ""


def _name(game: Game, player: Player) -> str:
    """The team, as everybody in the game calls it."""
    return next((one.name for one in game.teams if one.key == player.team), _observers(game.teams))


def _observers(teams: Sequence[GameTeam]) -> str:
    return next((one.name for one in teams if one.kind is TeamKind.OBSERVERS), "")
