"""What the database itself keeps of the log of a game."""

from __future__ import annotations

import pytest
from sqlalchemy import Executable, delete, select, text, update
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import Session, scoped_session

from app.games.models import GameEntry
from app.infra.transaction import transaction
from tests.factories.games import add_entry, add_game, add_team, brief, deliver, put

TAMPERING: dict[str, Executable] = {
    "an update": update(GameEntry).values(actor="somebody else"),
    "a deletion": delete(GameEntry),
    "an update past the mapping": text("UPDATE game_entry SET actor = 'somebody else'"),
    "a deletion past the mapping": text("DELETE FROM game_entry"),
    "a deletion of the game": text("DELETE FROM game"),
}


def test_the_database_itself_refuses_to_change_the_log(as_system: scoped_session[Session]) -> None:
    with transaction():
        add_entry(add_game())
    for statement in TAMPERING.values():
        with pytest.raises(DatabaseError, match="append-only"), transaction():
            as_system.execute(statement)
    assert as_system.scalars(select(GameEntry.actor)).all() == ["Ada"]


def test_what_is_for_a_whole_team_is_there_once(as_system: scoped_session[Session]) -> None:
    with transaction():
        game = add_game()
        team = add_team(game, "North")
        item = put(game, team)
        brief(team)
    with pytest.raises(IntegrityError), transaction():
        deliver(item, team.id)
    with pytest.raises(IntegrityError), transaction():
        brief(team)
