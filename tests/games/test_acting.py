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
from app.games.models import Delivery, Game, GameEntry, GameItem, GameTeam, Indicator, Inject
from app.games.operations import control, design, playing, redesign, roster
from app.games.queries import entries_after, state_of
from app.games.report import report_of
from app.games.rules import Phase, Sight, Traffic
from app.infra.models import PublicVersion
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


def test_what_is_written_anew_during_play_stands_in_the_log_with_the_old_words(
    played: Played,
) -> None:
    with transaction():
        game = db.session.get_one(Game, played.game)
        team = next(one for one in game.teams if one.name == "DPRK")
        roster.edit_brief(team, brief="Talk first.", goals="", red_lines="")
        assert state_of(game).seq == 0, "Before the start the design has no record."
        game = start(played)
        began = state_of(game).seq
        roster.edit_brief(team, brief="Wait.", goals="", red_lines="")
        roster.edit_brief(team, brief="Wait.", goals="", red_lines="")
        roster.edit_team(team, name="North", kind=team.kind, public_brief=team.public_brief)
        redesign.edit_terms(game, traffic=Traffic.TO_CONTROL_ONLY, pace=game.pace, lead_hours=12)
    game = db.session.get_one(Game, played.game)
    entries = list(entries_after(game, began))
    assert [one.data["was"] for one in entries] == [
        {"brief": "Talk first."},
        {"name": "DPRK"},
        {"traffic": Traffic.OPEN},
    ]
    assert [one.data["became"] for one in entries] == [
        {"brief": "Wait."},
        {"name": "North"},
        {"traffic": Traffic.TO_CONTROL_ONLY},
    ]
    told = [one.words for one in report_of(game).timeline][-3:]
    assert told == ["secret brief, North", "team, North", "terms of play"]


def test_an_indicator_that_was_set_keeps_its_name_and_scale(played: Played) -> None:
    with transaction():
        game = start(played)
        tension = design.add_indicator(game, name="Tension", sight=Sight.EVERYONE)
        control.set_indicator(game, tension, value=7)
    as_it_is = {"low": 0, "high": 10, "start": 5, "low_label": "", "high_label": "", "team": None}
    with pytest.raises(Refused), transaction():
        redesign.edit_indicator(
            db.session.get_one(Game, played.game),
            db.session.get_one(Indicator, tension.id),
            name="Stress",
            sight=Sight.EVERYONE,
            **as_it_is,
        )


def test_a_team_that_an_inject_is_to_stays_while_the_game_is_on(played: Played) -> None:
    with transaction():
        game = start(played)
        late = design.add_team(game, name="Latecomers")
        design.add_inject(game, title="For them", to=[late])
    with pytest.raises(Refused, match="an inject is to them"), transaction():
        roster.delete_team(db.session.get_one(GameTeam, late.id))


def test_public_pages_stay_as_they_are_until_the_game_is_over(played: Played) -> None:
    def version() -> int:
        return db.session.scalar(select(PublicVersion.number)) or 0

    with transaction():
        start(played)
    before = version()
    with transaction():
        game = db.session.get_one(Game, played.game)
        control.release_inject(game, db.session.get_one(Inject, played.inject))
        control.pause(game)
        control.resume(game)
        playing.submit(
            game,
            db.session.get_one(Participation, played.seats[0]),
            decision="We wait.",
            rationale="",
        )
    assert version() == before
    with transaction():
        control.finish(db.session.get_one(Game, played.game))
    assert version() > before
