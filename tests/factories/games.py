"""Games: teams, roles and who plays them, and what was put before them, written as rows."""

from __future__ import annotations

from typing import TypeVar

from app.access.viewers import TokenHolder
from app.core.clock import now
from app.events.models import Event
from app.events.rules import EventKind
from app.extensions import Base, db
from app.games.models import (
    Casting,
    Delivery,
    Game,
    GameEntry,
    GameFile,
    GameItem,
    GameMove,
    GameRole,
    GameTeam,
    SecretBrief,
)
from app.games.rules import Act, ItemKind, Phase, TeamKind
from app.participation.models import Participation
from tests.factories.events import add_event

Row = TypeVar("Row", bound=Base)


def add(row: Row) -> Row:
    """Write ``row``, in the transaction of the caller."""
    db.session.add(row)
    db.session.flush()
    return row


def add_game(event: Event | None = None, *, moves: int = 0, opened: int = 0) -> Game:
    """Make a game with so many moves, of which so many were opened."""
    event = event or add_event(kind=EventKind.PEACE_GAME)
    phase = Phase.RUNNING if opened else Phase.SCHEDULED
    game = add(Game(event_id=event.id, phase=phase, move_number=opened))
    for number in range(1, moves + 1):
        add(GameMove(event_id=game.event_id, number=number, title=f"Move {number}"))
    return game


def add_team(game: Game, name: str, *roles: str, kind: TeamKind = TeamKind.TEAM) -> GameTeam:
    """Give the game a team with these roles."""
    team = add(GameTeam(event_id=game.event_id, name=name, kind=kind))
    for position, role in enumerate(roles):
        add_role(team, role, position=position)
    return team


def add_role(team: GameTeam, name: str, *, position: int = 0) -> GameRole:
    """Give the team a role."""
    role = GameRole(event_id=team.event_id, team_id=team.id, name=name, position=position)
    return add(role)


def cast(
    seat: Participation, role: GameRole, *, from_move: int = 0, to_move: int | None = None
) -> Casting:
    """Let whoever has the seat play the role."""
    return add(
        Casting(
            event_id=role.event_id,
            role_id=role.id,
            participation_id=seat.id,
            from_move=from_move,
            to_move=to_move,
        )
    )


def brief(team: GameTeam, role: GameRole | None = None) -> SecretBrief:
    """Tell the team, or one role of it, what nobody else may know."""
    return add(
        SecretBrief(event_id=team.event_id, team_id=team.id, role_id=role.id if role else None)
    )


def add_entry(game: Game, act: Act = Act.RELEASE_INJECT) -> GameEntry:
    """Append an entry to the log."""
    last = db.session.query(GameEntry.seq).filter_by(event_id=game.event_id).count()
    return add(
        GameEntry(event_id=game.event_id, seq=last + 1, at=now(), actor="Ada", act=act, data={})
    )


def add_file(game: Game, name: str = "map.png") -> GameFile:
    """Add a file that an inject may come with."""
    return add(GameFile(event_id=game.event_id, name=name, mime_type="image/png", content=b"map"))


def put(
    game: Game,
    *to: GameTeam | GameRole,
    kind: ItemKind = ItemKind.INJECT,
    move: int = 1,
    file: GameFile | None = None,
    corrects: GameItem | None = None,
) -> GameItem:
    """Put an item before teams and roles in the move."""
    item = GameItem(
        event_id=game.event_id,
        entry_id=add_entry(game).id,
        kind=kind,
        at=now(),
        move_number=move,
        files=[file] if file else [],
        corrects_id=corrects.id if corrects else None,
    )
    add(item)
    for reader in to:
        role = reader if isinstance(reader, GameRole) else None
        team_id = reader.team_id if isinstance(reader, GameRole) else reader.id
        deliver(item, team_id, role_id=role.id if role else None)
    return item


def deliver(item: GameItem, team_id: int, *, role_id: int | None = None) -> Delivery:
    """Put the item before a team, or one role of it."""
    return add(
        Delivery(
            event_id=item.event_id,
            item_id=item.id,
            team_id=team_id,
            role_id=role_id,
            at=item.at,
            move_number=item.move_number,
        )
    )


def player(seat: Participation) -> TokenHolder:
    """Return whoever came by the link of the seat."""
    return TokenHolder(seat.event_id, participation_id=seat.id)
