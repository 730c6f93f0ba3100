"""The control room over HTTP: what it shows, what its buttons do, and what they refuse."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session, scoped_session

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.accounts.models import User
from app.accounts.passwords import hash_password
from app.core.errors import Refused
from app.extensions import db
from app.games.models import Game, GameEntry, GameItem, Inject
from app.games.operations import control, design, playing
from app.games.queries import state_of
from app.games.queries.control import last_seq
from app.games.rules import (
    InjectKind,
    ItemKind,
    Method,
    MoveState,
    Phase,
    Readiness,
    Standing,
    Traffic,
)
from app.infra.transaction import transaction
from app.participation.models import Participation
from tests.client import CheckingClient
from tests.databases import count_statements
from tests.factories.accounts import sign_in
from tests.games.played import Played, design_game, start
from tests.pages import parse

STATEMENTS = 22
"""What the control room asks of the database, whatever has happened in its game."""


@pytest.fixture
def played(as_system: scoped_session[Session]) -> Played:
    del as_system
    return design_game()


@pytest.fixture
def room(played: Played, client: CheckingClient) -> str:
    sign_in(client)
    return f"/staff/events/{played.key}/game/control/"


def begin(played: Played) -> None:
    with transaction():
        start(played)


def game_of(played: Played) -> Game:
    return db.session.get_one(Game, played.game)


def released() -> int:
    return (
        db.session.scalar(select(func.count(GameItem.id)).where(GameItem.kind == ItemKind.INJECT))
        or 0
    )


def fields_of(client: CheckingClient, page: str, action: str) -> dict[str, str]:
    """What the form with that address would send if nothing were typed."""
    form = next(
        one for one in parse(client.get(page).text).iter("form") if one.get("action") == action
    )
    return {one.get("name", ""): one.get("value", "") for one in form.iter("input")}


def test_a_game_is_run_through_by_its_buttons(
    played: Played, room: str, client: CheckingClient
) -> None:
    buttons = (
        "Start the game all the same",
        "Open move 1",
        "Pause",
        "Resume",
        "Close submissions",
        "End the game",
    )
    for button in buttons:
        assert client.submit(room, button=button).status_code == 303
    state = state_of(game_of(played))
    assert (state.phase, state.move, state.seq) == (Phase.FINISHED, 1, len(buttons))


def test_pressed_twice_or_in_two_windows_an_inject_is_released_once(
    played: Played, room: str, client: CheckingClient
) -> None:
    begin(played)
    action = f"{room}injects/{played.inject_key}/release"
    first, second = fields_of(client, room, action), fields_of(client, room, action)
    for sent in (first, first):
        assert client.post(action, data=sent).status_code == 303
    told = client.post(action, data=second, follow_redirects=True)
    assert "was released already" in told.text
    assert released() == 1


def test_two_controllers_at_the_same_second_release_once(played: Played, app: Flask) -> None:
    begin(played)
    together, outcomes = Barrier(2), []

    def press() -> None:
        with app.app_context(), viewing_as(SYSTEM):
            together.wait()
            try:
                with transaction():
                    control.release_inject(
                        game_of(played), db.session.get_one(Inject, played.inject)
                    )
                outcomes.append("released")
            except Refused:
                outcomes.append("refused")

    threads = [Thread(target=press) for _controller in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcomes) == ["refused", "released"]
    assert released() == 1


def test_what_comes_after_a_skipped_inject_is_released_only_on_purpose(
    played: Played, room: str, client: CheckingClient
) -> None:
    begin(played)
    with transaction():
        before = db.session.get_one(Inject, played.inject)
        after = design.add_inject(
            game_of(played),
            title="The answer",
            to=[game_of(played).teams[-1]],
            readiness=Readiness.APPROVED,
            depends_on=before,
        )
        key = after.key
    client.submit(room, {"reason": "Too early"}, button="Skip it", form=0)
    assert client.submit(room, button="Release despite 2").status_code == 303
    state = state_of(game_of(played))
    assert state.standing_of(played.inject_key) is Standing.SKIPPED
    assert state.standing_of(key) is Standing.RELEASED


def test_a_scenario_for_which_no_team_is_ticked_goes_to_nobody(
    played: Played, room: str, client: CheckingClient
) -> None:
    begin(played)
    with transaction():
        game = game_of(played)
        key = design.add_scenario(game, title="Two ships", text="They meet.").key
    action = f"{room}scenarios/{key}/release"
    sent = fields_of(client, room, action)
    told = client.post(action, data={**sent, "to": []}, follow_redirects=True)
    assert "Say to whom it goes." in told.text
    assert not state_of(game_of(played)).scenarios


def test_an_inject_nobody_planned_is_put_on_the_list_and_released(
    played: Played, room: str, client: CheckingClient
) -> None:
    begin(played)
    team = next(one for one in game_of(played).teams if one.name == "DPRK").key
    form = {"ad-hoc-title": "A phone call", "ad-hoc-body": "Call back.", "ad-hoc-to": team}
    assert (
        client.submit(
            f"{room}ad-hoc", {**form, "ad-hoc-to": []}, button="Release it now"
        ).status_code
        == 422
    )
    assert client.submit(f"{room}ad-hoc", form, button="Release it now").status_code == 303
    made = db.session.scalars(select(Inject).where(Inject.kind == InjectKind.AD_HOC)).one()
    assert (made.number, state_of(game_of(played)).standing_of(made.key)) == (
        "2",
        Standing.RELEASED,
    )


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"sides": "6", "needed": "3"}, "Only the matrix rolls a die."),
        ({"votes_for": "2"}, "Votes belong to the vote."),
    ],
)
def test_what_belongs_to_another_method_is_not_dropped_unsaid(
    played: Played, room: str, client: CheckingClient, typed: dict[str, str], words: str
) -> None:
    with transaction():
        control.close_move(start(played))
    answer = client.submit(f"{room}rule", {"reasons": "So be it.", **typed}, button="Rule")
    assert (answer.status_code, words in answer.text) == (422, True)


def test_a_start_with_something_missing_is_asked_for_again(
    played: Played, room: str, client: CheckingClient
) -> None:
    with transaction():
        design.add_role(game_of(played).teams[-1], name="Nobody")
    page = client.get(room).text
    assert "missing before the start" in page
    assert "Start the game all the same" in page


def test_a_recall_is_an_inject_of_its_own_that_names_what_it_recalls(
    played: Played, room: str, client: CheckingClient
) -> None:
    with transaction():
        control.release_inject(start(played), db.session.get_one(Inject, played.inject))
    recall = f"{room}ad-hoc?recalls={played.inject_key}"
    assert "numbered after the one that it recalls" in client.get(recall).text
    assert client.submit(recall, button="Release it now").status_code == 303
    made = db.session.scalars(select(Inject).where(Inject.kind == InjectKind.AD_HOC)).one()
    assert (made.number, made.depends_on_id) == ("1a", played.inject)
    assert [one.team.name for one in made.to] == ["United States"]


def test_a_message_is_passed_on_a_ruling_published_an_item_corrected(
    played: Played, room: str, client: CheckingClient
) -> None:
    with transaction():
        game = start(played)
        game.traffic = Traffic.THROUGH_CONTROL
        head = db.session.get_one(Participation, played.seats[0])
        to = [one.key for one in game.teams if one.name == "DPRK"]
        playing.send_message(game, head, to=to, title="An offer", text="Let us meet.")
        playing.submit(game, head, decision="We wait.", rationale="To see.")
    assert "1 waits for you" in client.get(room).text
    client.submit(room, button="Pass on An offer")
    odd = {"teams": [], "method": "matrix", "reasons": "It holds.", "sides": "-5", "needed": "1"}
    assert client.submit(f"{room}rule", odd, button="Rule").status_code == 422
    ruled = client.submit(
        f"{room}rule",
        {"teams": [], "method": "matrix", "reasons": "It holds.", "sides": "6", "needed": "1"},
        button="Rule",
    )
    number = ruled.location.rpartition("-")[2]
    page = client.get(room).text
    assert "Die of 6" in page
    told = client.submit(
        f"{room}rulings/{number}/publish",
        {"title": "Quiet", "outcome": "It holds."},
        button="Publish",
    )
    assert told.status_code == 303
    item = db.session.scalars(select(GameItem).where(GameItem.kind == ItemKind.OUTCOME)).one()
    assert (
        client.submit(
            f"{room}items/{item.key}/correct", {"text": "It held."}, button="Send the correction"
        ).status_code
        == 303
    )
    client.submit(f"{room}?about={number}", {"text": "They hesitated."}, button="Note it")
    log = client.get(room.replace("control", "log")).text
    assert ("They hesitated." in log, f"about entry {number}" in log) == (True, True)


def test_a_check_and_an_indicator_are_nothing_that_a_player_has_left_unread(
    played: Played, room: str, client: CheckingClient
) -> None:
    begin(played)
    assert client.get(room).text.count("1 unread") == len(played.seats)
    with transaction():
        control.call_check(game_of(played))
    assert client.get(room).text.count("1 unread") == len(played.seats)


def test_what_was_meant_for_one_move_is_done_to_no_other(
    played: Played, room: str, client: CheckingClient
) -> None:
    begin(played)
    action = f"{room}close-move?move=1"
    close = fields_of(client, room, action)
    said = {"teams": [], "method": "free", "reasons": "It holds."}
    with transaction():
        game = game_of(played)
        control.close_move(game)
        control.open_move(game, design.add_move(game, title="The second week"))
    stale = client.post(action, data=close, follow_redirects=True)
    assert "Move 2 has been opened meanwhile." in stale.text
    assert client.submit(f"{room}rule?move=1", said, button="Rule").status_code == 303
    state = state_of(game_of(played))
    [(seq, ruling)] = state.rulings.items()
    assert (ruling.move, state.moves["1"].state, state.moves["2"].state) == (
        1,
        MoveState.ADJUDICATED,
        MoveState.OPEN,
    )
    assert f"rule?move=1&amp;supersedes={seq}" in client.get(room).text
    assert "It holds.</textarea>" in client.get(f"{room}rule?move=1&supersedes={seq}").text
    with pytest.raises(Refused, match="on another move"), transaction():
        control.adjudicate(
            game_of(played),
            move=2,
            teams=[],
            method=Method.VOTE,
            reasons="No.",
            supersedes=int(seq),
        )
    assert client.get(f"{room}rule?move=3").status_code == 404


def test_a_locked_screen_shows_nothing_until_the_password_is_typed(
    played: Played, app: Flask, client: CheckingClient
) -> None:
    page = f"/staff/events/{played.key}/game/control/"
    viewer = sign_in(client, role=StaffRole.READER)
    with viewing_as(SYSTEM), transaction():
        db.session.get_one(User, viewer.user_id).password_hash = hash_password("correct horse")
    assert client.submit(page, button="Lock the screen").status_code == 303
    locked = client.get(page, follow_redirects=True)
    assert "This screen is locked" in locked.text
    assert "A cable" not in locked.text
    for elsewhere in (page.replace("control/", ""), page.replace("control", "desk"), "/staff/"):
        assert client.get(elsewhere).headers.get("Location", "").endswith("/control/locked")
    assert (
        client.submit(locked.request.path, {"password": "wrong"}, button="Unlock").status_code
        == 422
    )
    assert (
        client.submit(
            locked.request.path, {"password": "correct horse"}, button="Unlock"
        ).status_code
        == 303
    )
    assert client.get(page).status_code == 200


def test_who_may_only_read_sees_the_room_and_can_press_nothing(
    played: Played, client: CheckingClient
) -> None:
    page = f"/staff/events/{played.key}/game/control/"
    sign_in(client, role=StaffRole.READER)
    shown = client.get(page)
    assert "A cable" in shown.text
    assert "Start the game" not in shown.text
    assert client.post(f"{page}begin").status_code in {400, 404}
    assert state_of(game_of(played)).phase is Phase.SCHEDULED


def test_the_room_asks_no_more_of_a_long_log_than_of_a_short_one(
    played: Played, room: str, client: CheckingClient
) -> None:
    begin(played)
    other = next(one.key for one in game_of(played).teams if one.name == "DPRK")
    client.get(room)
    counts = []
    for entries in (1, 100):
        with transaction():
            for _entry in range(entries):
                control.observe(game_of(played), "They wait.")
                head = db.session.get_one(Participation, played.seats[0])
                playing.send_message(game_of(played), head, to=[other], title="An offer", text="")
        with count_statements() as statements:
            assert client.get(room).status_code == 200
        counts.append(len(statements))
    assert counts == [STATEMENTS, STATEMENTS]
    assert last_seq(played.game) == db.session.scalar(select(func.count(GameEntry.id)))
