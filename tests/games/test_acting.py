"""The one door to the log: what an act leaves behind, and what a refusal does not."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, scoped_session

from app.access.enforcement import viewing_as
from app.access.viewers import TokenHolder
from app.core.errors import Refused
from app.extensions import db
from app.games.engine import replay, written
from app.games.models import Delivery, Game, GameEntry, GameItem, Inject
from app.games.operations import control, playing
from app.games.queries import entries_after, state_of
from app.games.rules import Phase, Traffic
from app.infra.transaction import transaction
from app.participation.models import Participation
from tests.games.played import Played, design_game, start


@pytest.fixture
def played(as_system: scoped_session[Session]) -> Played:
    del as_system
    return design_game()


def test_what_is_released_stands_before_its_readers_and_nobody_else(played: Played) -> None:
    with transaction():
        control.release_inject(start(played), db.session.get_one(Inject, played.inject))
    seen = {}
    for number, held in enumerate(played.seats):
        with viewing_as(TokenHolder(event_id=played.game, participation_id=held)):
            seen[number] = sorted(db.session.scalars(select(GameItem.title)))
    assert seen == {0: ["A cable", "The first week"], 1: ["The first week"]}


def test_a_refused_act_leaves_no_trace(played: Played) -> None:
    with transaction():
        control.release_inject(start(played), db.session.get_one(Inject, played.inject))
    before = db.session.scalar(select(func.count(GameEntry.id)))
    with pytest.raises(Refused), transaction():
        control.release_inject(
            db.session.get_one(Game, played.game), db.session.get_one(Inject, played.inject)
        )
    assert db.session.scalar(select(func.count(GameEntry.id))) == before


def test_a_held_message_reaches_its_readers_when_it_is_passed_on(played: Played) -> None:
    with transaction():
        game = start(played)
        game.traffic = Traffic.THROUGH_CONTROL
        other = next(team for team in game.teams if team.name == "DPRK")
        done = playing.send_message(
            game,
            db.session.get_one(Participation, played.seats[0]),
            to=[other.key],
            title="An offer",
            text="Let us meet.",
        )
        seq = done.entry.seq
    reader = TokenHolder(event_id=played.game, participation_id=played.seats[1])
    offers = select(func.count(GameItem.id)).where(GameItem.title == "An offer")
    with viewing_as(reader):
        held = db.session.scalar(offers)
    with transaction():
        control.forward_message(db.session.get_one(Game, played.game), message=seq)
    with viewing_as(reader):
        assert (held, db.session.scalar(offers)) == (0, 1)


def test_the_log_alone_tells_how_the_game_stands(played: Played) -> None:
    with transaction():
        game = start(played)
        for _again in range(60):
            control.observe(game, "They wait.")
        control.pause(game)
    game = db.session.get_one(Game, played.game)
    assert game.phase is Phase.PAUSED
    assert written(state_of(game)) == written(replay(entries_after(game, 0)))


def test_an_act_by_a_player_counts_in_one_delivery_for_each_reader(played: Played) -> None:
    with transaction():
        game = start(played)
        held = db.session.get_one(Participation, played.seats[0])
        playing.submit(game, held, decision="We wait.", rationale="To see.")
        playing.submit(game, held, decision="We talk.", rationale="It is better.")
    versions = select(GameItem.version, GameItem.late, func.count(Delivery.id))
    rows = db.session.execute(
        versions.join(Delivery).where(GameItem.version.is_not(None)).group_by(GameItem.id)
    )
    assert sorted(tuple(row) for row in rows) == [(1, False, 1), (2, False, 1)]
