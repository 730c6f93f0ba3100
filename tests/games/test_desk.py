"""A player's desk: what it shows, what may be done at it, and what is refused in words."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, scoped_session

from app.extensions import db
from app.games.models import GameDraft, GameEntry, GameItem, GameMove, Presence, Reading
from app.games.operations import control, design
from app.games.rules import Act, Traffic
from app.infra.transaction import transaction
from app.participation.rules import SeatState
from app.people import operations
from tests.client import CheckingClient
from tests.databases import count_statements
from tests.factories.played_games import Table, add_file, add_ready_inject, lay_table
from tests.games.playing import begin


@pytest.fixture
def table(as_system: scoped_session[Session]) -> Table:
    """A game of which the first move is open."""
    del as_system
    with transaction():
        table = lay_table()
        begin(table)
    return table


def entries(act: Act) -> int:
    """How many entries of that kind the log holds."""
    return db.session.scalar(select(func.count(GameEntry.id)).where(GameEntry.act == act)) or 0


def test_what_is_released_lies_in_the_inbox_until_it_is_read(
    client: CheckingClient, table: Table
) -> None:
    desk = table.desks["US Head"]
    with transaction():
        file = add_file(table, "annex.txt", b"The annex.")
        inject = add_ready_inject(
            table, "A cable", table.team("US"), body="**Move.**", files=[file]
        )
        item = control.release_inject(table.game, inject).item
        assert item is not None
        url = f"{desk}items/{item.key}"
        annex = f"{desk}files/{file.key}"
    assert "A cable" in client.get(desk).text
    assert "<strong>Move.</strong>" in client.get(url).text
    assert db.session.scalar(select(func.count(Reading.id))) == 0
    assert client.submit(url, button="Mark as read").headers["Location"] == "../../#inbox"
    assert db.session.scalar(select(Reading.participation_id)) == table.seats["US Head"]
    given = client.get(annex)
    assert (given.data, given.headers["Content-Disposition"]) == (
        b"The annex.",
        "attachment; filename=annex.txt",
    )
    assert [client.get(url.replace(desk, other)).status_code for other in others(table)] == [
        404
    ] * 2
    assert [client.get(annex.replace(desk, other)).status_code for other in others(table)] == [
        404
    ] * 2


def others(table: Table) -> list[str]:
    """The desks to which nothing of this was given."""
    return [table.desks["DPRK Head"], table.desks["Guest"]]


def test_a_message_goes_to_those_it_may_go_to_and_only_once(
    client: CheckingClient, table: Table
) -> None:
    desk = table.desks["US Aide"]
    key = table.team("DPRK").key
    fields: dict[str, str | list[str]] = {"to": [key], "title": "An offer", "text": "Let us meet."}
    refused = client.submit(desk, {**fields, "to": ["nobody"]}, button="Send the message")
    assert (refused.status_code, "Let us meet." in refused.text) == (422, True)
    nobody = client.submit(desk, {**fields, "to": []}, button="Send the message")
    assert (nobody.status_code, "Say to whom it goes." in nobody.text) == (422, True)
    boxes = re.findall(r'<input[^>]*name="to"[^>]*>', client.get(desk).text)
    assert [box for box in boxes if "required" in box] == []
    empty = client.submit(desk, {**fields, "text": " "}, button="Send the message")
    assert (empty.status_code, "An offer" in empty.text) == (422, True)
    long = client.submit(desk, {**fields, "title": "x" * 201}, button="Send the message")
    assert (long.status_code, entries(Act.SEND_MESSAGE)) == (422, 0)
    for _again in range(2):
        sent = client.submit(desk, {**fields, "once": "the same"}, button="Send the message")
        assert (sent.status_code, sent.headers["Location"]) == (303, "./#sent")
    assert entries(Act.SEND_MESSAGE) == 1
    assert "An offer" in client.get(table.desks["DPRK Aide"]).text


def test_through_control_the_sender_is_told_of_the_handing_over_and_no_more(
    client: CheckingClient, table: Table
) -> None:
    with transaction():
        table.game.traffic = Traffic.THROUGH_CONTROL
    desk = table.desks["US Head"]
    fields: dict[str, str | list[str]] = {
        "to": [table.team("DPRK").key],
        "title": "An offer",
        "text": "Let us meet.",
    }
    client.submit(desk, fields, button="Send the message")
    client.get(desk)
    before = client.get(desk).text
    assert "Through control, which decides what is passed on" in before
    seq = db.session.scalar(select(GameEntry.seq).where(GameEntry.act == Act.SEND_MESSAGE)) or 0
    assert "An offer" not in client.get(table.desks["DPRK Head"]).text
    with transaction():
        control.block_message(table.game, message=seq, reason="Too early.")
    assert plain(client.get(desk).text) == plain(before)


def token_in(page: str) -> str:
    """The token of the forms of a page."""
    return page.split('name="csrf_token"')[1].split('value="')[1].split('"', maxsplit=1)[0]


def plain(page: str) -> str:
    """The page without what differs each time it is made, and without its clock."""
    page = re.sub(r'value="[^"]*"', "", page)
    return re.sub(r'(data-now|datetime)="[^"]*"', "", page)


def test_a_draft_is_the_teams_alone_and_handing_in_makes_versions(
    client: CheckingClient, table: Table
) -> None:
    aide, head = table.desks["US Aide"], table.desks["US Head"]
    client.submit(aide, {"decision-text": "We wait."}, button="Save the draft")
    page = client.get(head).text
    assert ("We wait." in page, "by Aide" in page) == (True, True)
    assert "We wait." not in client.get(table.desks["DPRK Head"]).text
    assert "Hand in the decision" not in client.get(aide).text
    for words in ("We wait.", "We talk."):
        client.submit(head, {"decision-text": words}, button="Hand in the decision")
    versions = db.session.scalars(select(GameItem.version).where(GameItem.version.is_not(None)))
    assert sorted(versions) == [1, 2]
    assert "Decision, version 2" in client.get(aide).text
    empty = client.submit(head, {"decision-text": ""}, button="Hand in the decision")
    assert empty.status_code == 422


def test_the_draft_of_a_colleague_is_not_overwritten_unseen(
    client: CheckingClient, table: Table
) -> None:
    aide, head = table.desks["US Aide"], table.desks["US Head"]
    opened = client.get(head).text
    seen = opened.split('name="decision-seen"')[1].split('value="')[1].split('"')[0]
    client.submit(aide, {"decision-text": "We wait."}, button="Save the draft")
    answer = client.submit(
        head, {"decision-text": "We go.", "decision-seen": seen}, button="Save the draft"
    )
    assert (answer.status_code, "We wait." in answer.text, "We go." in answer.text) == (
        409,
        True,
        True,
    )
    assert db.session.scalar(select(GameDraft.text)) == "We wait."


def test_a_decision_written_for_one_move_is_not_handed_in_for_the_next(
    client: CheckingClient, table: Table
) -> None:
    head = table.desks["US Head"]
    opened = client.get(head).text.split('name="decision-seen"')[1]
    old = {
        "decision-seen": opened.split('value="')[1].split('"')[0],
        "decision-move": "1",
        "decision-text": "We wait.",
    }
    with transaction():
        control.close_move(table.game)
        control.open_move(table.game, design.add_move(table.game, title="Later"))
    answer = client.submit(head, old, button="Hand in the decision")
    assert (answer.status_code, "We wait." in answer.text) == (409, True)
    assert "Move 2 has been opened meanwhile" in answer.text
    assert entries(Act.SUBMIT) == 0
    client.submit(head, {"decision-text": "We wait."}, button="Hand in the decision")
    assert entries(Act.SUBMIT) == 1


def test_while_nothing_is_played_the_desk_says_why(client: CheckingClient, table: Table) -> None:
    desk = table.desks["US Head"]
    with transaction():
        control.pause(table.game)
    fields: dict[str, str | list[str]] = {"to": ["control"], "title": "A word", "text": "Please."}
    paused = client.submit(desk, fields, button="Send the message")
    assert (paused.status_code, "The game is paused" in paused.text) == (409, True)
    token = token_in(client.get(desk).text)
    with transaction():
        control.finish(table.game)
    over = client.post(f"{desk}messages", data={**fields, "csrf_token": token})
    page = client.get(desk).text
    assert (over.status_code, "The game is over" in page, "<textarea" in page) == (409, True, False)


def test_a_late_decision_is_taken_and_marked(client: CheckingClient, table: Table) -> None:
    with transaction():
        control.close_move(table.game)
    desk = table.desks["US Head"]
    assert "marked late" in client.get(desk).text
    client.submit(desk, {"decision-text": "At last."}, button="Hand in the decision")
    assert list(db.session.scalars(select(GameItem.late).where(GameItem.version == 1))) == [True]


def test_a_check_is_answered_once_and_an_open_desk_is_known(
    client: CheckingClient, table: Table
) -> None:
    desk = table.desks["DPRK Aide"]
    with transaction():
        control.call_check(table.game)
    client.submit(desk, button="Yes, I am here")
    assert "Yes, I am here" not in client.get(desk).text
    assert "Yes, I am here" not in client.get(table.desks["Observer"]).text
    token = token_in(client.get(desk).text)
    assert client.post(f"{desk}here", data={"csrf_token": token}).status_code == 204
    assert db.session.scalar(select(Presence.participation_id)) == table.seats["DPRK Aide"]


def test_looking_changes_nothing_and_observers_leave_no_mark(
    client: CheckingClient, table: Table
) -> None:
    with transaction():
        item = control.release_inject(
            table.game, add_ready_inject(table, "A cable", table.team("DPRK"))
        ).item
        assert item is not None
        key = item.key
    desk, team = table.desks["Observer"], table.team("DPRK").key
    assert "A cable" in client.get(f"{desk}?team={team}").text
    assert "A cable" not in client.get(desk).text
    page = client.get(f"{desk}items/{key}?team={team}")
    assert (page.status_code, "Mark as read" in page.text) == (200, False)
    assert db.session.scalar(select(func.count(Reading.id))) == 0


def test_a_guest_without_a_role_is_told_so_and_who_declined_finds_nothing(
    client: CheckingClient, table: Table
) -> None:
    waiting = client.get(table.desks["Guest"])
    assert (waiting.status_code, "No role yet" in waiting.text) == (200, True)
    invitation = table.desks["US Head"].replace("/play/", "/invitations/")
    assert "Open your desk" in client.get(invitation).text
    assert (
        "Open your desk"
        not in client.get(table.desks["Guest"].replace("/play/", "/invitations/")).text
    )
    with transaction():
        table.seat("US Head").state = SeatState.DECLINED
    assert client.get(table.desks["US Head"]).status_code == 404
    assert client.get("/play/unknown/").text == client.get(table.desks["US Head"]).text


def test_the_desk_costs_as_much_with_many_items_as_with_one(
    client: CheckingClient, table: Table
) -> None:
    desk = table.desks["US Head"]

    def release(count: int) -> None:
        with transaction():
            for number in range(count):
                control.release_inject(
                    table.game, add_ready_inject(table, f"Cable {number}", table.team("US"))
                )

    release(1)
    with count_statements() as few:
        client.get(desk)
    release(199)
    with count_statements() as many:
        page = client.get(desk).text
    assert len(many) <= len(few) + 1
    assert len(many) <= 35
    assert page.count("desk-line-title") == 50
    older = page.split("?before=")[1].split("#")[0]
    assert "Cable 140" in client.get(f"{desk}?before={older}").text


def test_a_correction_stands_with_what_it_corrects(client: CheckingClient, table: Table) -> None:
    with transaction():
        item = control.release_inject(
            table.game, add_ready_inject(table, "A cable", table.role("US Head"))
        ).item
        assert item is not None
        control.correct(table.game, item, text="Not Monday: Tuesday.")
        key = item.key
    page = client.get(f"{table.desks['US Head']}items/{key}").text
    assert ("Not Monday: Tuesday." in page, "Corrected" in page) == (True, True)
    assert "Tuesday" not in client.get(table.desks["US Aide"]).text
    move = db.session.scalar(select(GameMove.title))
    assert move is not None
    assert move in page or move in client.get(table.desks["US Aide"]).text


def test_whoever_is_found_twice_plays_on_from_the_seat_that_stays(table: Table) -> None:
    with transaction():
        guest, head = table.seat("Guest"), table.seat("US Head")
        head.state, guest.state = SeatState.APPROVED, SeatState.CONFIRMED
        people = guest.person, head.person
        assert people[0] is not None
        assert people[1] is not None
        operations.merge(*people)
    db.session.expire_all()
    assert [one.participation_id for one in table.role("US Head").castings] == [
        table.seats["Guest"]
    ]


def test_once_the_head_has_withdrawn_anybody_of_the_team_hands_in(
    client: CheckingClient, table: Table
) -> None:
    desk = table.desks["US Aide"]
    assert "Hand in the decision" not in client.get(desk).text
    with transaction():
        table.seat("US Head").state = SeatState.WITHDREW
    client.submit(desk, {"decision-text": "We talk."}, button="Hand in the decision")
    assert entries(Act.SUBMIT) == 1
