"""What an attack on games once found: each stays mended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from app.access.enforcement import viewing_as
from app.access.viewers import TokenHolder
from app.core.clock import now
from app.core.errors import InvalidInput, Refused
from app.extensions import db
from app.games.engine import falls_due
from app.games.models import Casting, GameMove, GameRole, GameTeam, Inject
from app.games.operations import clockwork, control, design, playing, redesign, roster
from app.games.queries import plan_of, state_of
from app.games.queries.desk import on_desk, stamp
from app.games.queries.places import place_of
from app.games.rules import InjectKind, Method, Readiness, TeamKind, Traffic, next_number
from app.infra.transaction import transaction
from app.participation.rules import SeatState
from app.people import operations as people
from tests.client import CheckingClient
from tests.factories.played_games import Table, add_ready_inject, lay_table
from tests.games.playing import begin


@pytest.fixture
def table(as_system: scoped_session[Session]) -> Table:
    """A game of which the first move is open."""
    del as_system
    with transaction():
        table = lay_table()
        begin(table)
    return table


def stamp_of(table: Table, who: str) -> str:
    with viewing_as(TokenHolder(event_id=table.event, participation_id=table.seats[who])):
        return stamp(table.event, table.seats[who])


def castings(table: Table) -> dict[str, list[int]]:
    rows = db.session.execute(
        select(GameTeam.name, GameRole.name, Casting.participation_id)
        .join(GameRole, GameRole.team_id == GameTeam.id)
        .join(Casting, Casting.role_id == GameRole.id)
        .order_by(Casting.id)
    )
    found: dict[str, list[int]] = {}
    for team, role, seat in rows:
        found.setdefault(f"{team} {role}", []).append(seat)
    return found


def test_two_who_were_merged_and_parted_play_what_each_played(table: Table) -> None:
    before = castings(table)
    with transaction():
        ours, theirs = table.seat("US Head"), table.seat("DPRK Head")
        ours.state = SeatState.APPROVED
        assert ours.person is not None
        assert theirs.person is not None
        record = people.merge(ours.person, theirs.person)
    db.session.expire_all()
    assert castings(table)["US Head"] == [table.seats["DPRK Head"]]
    with transaction():
        assert people.unmerge(record).kept == []
    db.session.expire_all()
    assert castings(table) == before


def test_what_another_team_is_told_of_a_ruling_changes_no_stamp(table: Table) -> None:
    dprk = table.team("DPRK").key
    with transaction():
        control.close_move(table.game)
        ruling = control.adjudicate(
            table.game, move=1, teams=[dprk], method=Method.FREE, reasons="They wait."
        ).entry.seq
    before = {who: stamp_of(table, who) for who in ("US Head", "DPRK Head")}
    with transaction():
        control.publish_outcome(
            table.game, ruling=ruling, to=[dprk], title="So it goes", outcome="Nothing."
        )
        table.game.pace = 7
    assert stamp_of(table, "US Head") == before["US Head"]
    assert stamp_of(table, "DPRK Head") != before["DPRK Head"]


def test_whoever_changed_sides_does_not_read_to_whom_the_old_team_writes(
    client: CheckingClient, table: Table
) -> None:
    with transaction():
        aide, game = table.seat("US Aide"), table.game
        casting = db.session.scalars(
            select(Casting).where(Casting.participation_id == aide.id)
        ).one()
        move = design.add_move(game, title="The second week")
        roster.switch_role(game, casting, table.role("DPRK Aide"), at_move=2)
        control.close_move(game)
        control.open_move(game, db.session.get_one(GameMove, move.id))
        game.traffic = Traffic.OPEN
        to = [table.team("DPRK").key, "control"]
        item = playing.send_message(
            game, table.seat("US Head"), to=to, title="An offer", text="Let us meet."
        ).item
        assert item is not None
        key = item.key
    assert "To DPRK, Control" in client.get(table.desks["US Head"]).text
    page = client.get(f"{table.desks['US Aide']}items/{key}").text
    assert "Let us meet." in page
    assert "To DPRK" not in page


def test_the_clock_leaves_a_contingency_to_control(table: Table) -> None:
    with transaction():
        move = db.session.scalars(select(GameMove)).one()
        ready = {"readiness": Readiness.SCHEDULED, "move": move, "offset_seconds": 0}
        add = {"title": "In case", "to": [table.team("US")], **ready}
        inject = design.add_inject(table.game, **add, kind=InjectKind.CONTINGENCY)
        plain = design.add_inject(table.game, **add)
        at = now() + timedelta(minutes=1)
        due = falls_due([plan_of(inject), plan_of(plain)], state_of(table.game), at)
    assert [one.number for one in due] == [plain.number]


def test_what_was_deleted_meanwhile_does_not_stop_the_clock(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction():
        move = db.session.scalars(select(GameMove)).one()
        inject = design.add_inject(
            table.game, title="Gone", to=[table.team("US")], move=move, offset_seconds=0,
            readiness=Readiness.SCHEDULED,
        )  # fmt: skip
        plan = plan_of(inject)

    def deleted_meanwhile(*_args: object) -> list[object]:
        with transaction():
            redesign.delete_inject(table.game, db.session.get_one(Inject, inject.id))
        return [plan]

    monkeypatch.setattr(clockwork, "falls_due", deleted_meanwhile)
    assert clockwork.release_what_is_due() == 0


def test_a_role_that_was_played_stays_after_the_end_too(table: Table) -> None:
    with transaction():
        control.finish(table.game)
    with pytest.raises(Refused), transaction():
        roster.delete_role(table.role("US Aide"))
    assert castings(table)["US Aide"] == [table.seats["US Aide"]]


def test_a_team_that_a_held_message_is_to_stays(table: Table) -> None:
    with transaction():
        table.game.traffic = Traffic.THROUGH_CONTROL
        japan = design.add_team(table.game, name="Japan")
        playing.send_message(
            table.game, table.seat("US Head"), to=[japan.key], title="Ahoy", text="Hello."
        )
    with pytest.raises(Refused, match="waits for control"), transaction():
        roster.delete_team(db.session.get_one(GameTeam, japan.id))


@pytest.mark.parametrize("name", ["us", "DPRK: Head"])
def test_no_two_readers_are_called_alike(table: Table, name: str) -> None:
    team = table.team("DPRK")
    with pytest.raises(InvalidInput), transaction():
        roster.edit_team(team, name=name, kind=TeamKind.TEAM, public_brief="")


def test_a_role_that_is_held_again_later_hides_nothing_of_the_first_time(table: Table) -> None:
    with transaction():
        game, seat, role = table.game, table.seat("US Aide"), table.role("US Aide")
        first = db.session.scalars(select(Casting).where(Casting.participation_id == seat.id)).one()
        first.to_move = 1
        design.cast(role, seat, from_move=9)
        control.release_inject(game, add_ready_inject(table, "Early", table.team("US")))
        move = design.add_move(game, title="The second week")
        control.close_move(game)
        control.open_move(game, move)
        for number in range(60):
            control.release_inject(game, add_ready_inject(table, f"{number}", table.team("US")))
    db.session.expire_all()
    seat = table.seat("US Aide")
    with viewing_as(TokenHolder(event_id=table.event, participation_id=seat.id)):
        place = place_of(table.game.event, table.seat("US Aide"))
        found = on_desk(place, None).inbox.deliveries
        assert [one.item.title for one in found] == ["Early", "The first week"]


def test_numbers_of_injects_do_not_run_out_at_the_last_one() -> None:
    assert next_number(frozenset({"9999"})) == "9998"
    assert next_number(frozenset({"3", "12a"})) == "13"
