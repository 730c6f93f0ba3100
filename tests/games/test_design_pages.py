"""A game is designed on staff pages, from the first team to the dry run."""

from __future__ import annotations

import io
import re

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.events.models import Event
from app.events.operations.copying import copy_event
from app.events.rules import EventKind
from app.extensions import db
from app.games.models import (
    Casting,
    Game,
    GameEntry,
    GameMove,
    GameRole,
    GameTeam,
    Inject,
    Scenario,
    SecretBrief,
)
from app.games.operations import control, design
from app.games.report import report_of
from app.games.rules import Act, Readiness
from app.infra.transaction import transaction
from tests.client import CheckingClient
from tests.databases import count_statements
from tests.factories.accounts import sign_in
from tests.factories.events import add_event, in_days
from tests.factories.participation import seat
from tests.factories.people import add_person


@pytest.fixture
def staff(client: CheckingClient) -> CheckingClient:
    sign_in(client)
    return client


@pytest.fixture
def game(app: Flask) -> str:
    """Give the address of a peace game with two seats, whose design has not begun."""
    with app.app_context(), viewing_as(SYSTEM), transaction():
        event = add_event(kind=EventKind.PEACE_GAME, title="Beyond Deterrence")
        for name in ("Min Example", "Jane Doe"):
            seat(event, add_person(name))
        return f"/staff/events/{event.key}/game"


def key_of(model: type, **facts: str) -> str:
    with viewing_as(SYSTEM):
        return str(
            db.session.scalar(select(model.key).filter_by(**facts))  # type: ignore[attr-defined]
        )


@pytest.fixture
def designed(staff: CheckingClient, game: str, as_system: object) -> str:
    """Give the address of a game with a team, a role, a scenario, a move and an inject."""
    del as_system
    with transaction():
        event = db.session.scalars(select(Event)).one()
        made = design.start_design(event)
        team = design.add_team(made, name="DPRK")
        role = design.add_role(team, name="Envoy", leads=True)
        design.add_role(team, name="General")
        design.set_secret_brief(team, role, brief="Never give way.")
        design.cast(role, made_seat(event, "Min Example"))
        scenario = design.add_scenario(made, title="The First Week", text="It *begins*.")
        move = design.add_move(
            made,
            title="Opening",
            scenario=scenario,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            situation="Ships gather.",
        )
        design.add_inject(
            made,
            title="A cable",
            to=[team],
            move=move,
            offset_seconds=900,
            readiness=Readiness.SCHEDULED,
            body="Read this.",
        )
    return game


def made_seat(event: Event, name: str):  # type: ignore[no-untyped-def]
    from app.participation.queries import seats_of

    return next(one for one in seats_of(event) if one.name == name)


def test_the_rail_leads_to_a_game_of_peace_games_alone(
    staff: CheckingClient, game: str, app: Flask
) -> None:
    with app.app_context(), viewing_as(SYSTEM), transaction():
        panel = f"/staff/events/{add_event().key}"
    assert f"{game}/" in staff.get(game.removesuffix("game")).text
    assert "/game/" not in staff.get(f"{panel}/").text
    assert staff.get(f"{panel}/game/").status_code == 404


def test_a_game_is_designed_page_by_page(
    staff: CheckingClient, game: str, as_system: object
) -> None:
    del as_system
    staff.submit(f"{game}/", button="Begin the design")
    staff.submit(f"{game}/plan", {"purpose": "To learn what lasts."}, button="Save the plan")
    staff.submit(
        f"{game}/terms", {"traffic": "through_control", "pace": "24"}, button="Save the terms"
    )
    staff.submit(
        f"{game}/teams/new", {"name": "DPRK", "brief": "You are strong."}, button="Save the team"
    )
    team = key_of(GameTeam, name="DPRK")
    staff.submit(
        f"{game}/teams/{team}/roles/new",
        {"name": "Envoy", "goals": "Respect."},
        button="Save the role",
    )
    role = key_of(GameRole, name="Envoy")
    page = staff.get(f"{game}/roles/{role}").text
    chosen = re.search(r'value="(\w+)">Min Example', page)
    assert chosen
    staff.submit(f"{game}/roles/{role}", {"cast-seat": chosen[1]}, button="Cast")
    staff.submit(
        f"{game}/scenarios/new",
        {"title": "First Week", "text": "It begins."},
        button="Save the scenario",
    )
    scenario = key_of(Scenario, title="First Week")
    move = {
        "title": "Opening",
        "scenario": scenario,
        "starts_at": f"{in_days(30):%Y-%m-%d}T10:00",
        "ends_at": f"{in_days(30):%Y-%m-%d}T12:00",
        "situation": "Ships gather.",
        "situation_at": "2027-03-01T06:00",
    }
    staff.submit(f"{game}/moves/new", move, button="Save the move")
    staff.submit(f"{game}/scenarios/{scenario}", {"before-hours": "12"}, button="Set for all teams")
    opening = key_of(GameMove, title="Opening")
    staff.submit(
        f"{game}/injects/new",
        {
            "title": "A cable",
            "to": [team],
            "move": opening,
            "offset": "0:15",
            "readiness": "scheduled",
        },
        button="Save the inject",
    )
    staff.submit(f"{game}/indicators/new", {"name": "Tension"}, button="Save the indicator")
    overview = staff.get(f"{game}/").text
    assert "Jane Doe has no role." in overview
    assert "Scenario 1 has no release time" not in overview
    run = staff.get(f"{game}/dry-run/").text
    assert "A cable" in run
    assert "without a hitch" in run
    assert len(re.findall("10:15", run)) == 1


def test_what_lies_outside_its_move_is_refused_and_kept_as_typed(
    staff: CheckingClient, designed: str
) -> None:
    inject = key_of(Inject, title="A cable")
    answer = staff.submit(
        f"{designed}/injects/{inject}", {"offset": "9:00"}, button="Save the inject"
    )
    assert answer.status_code == 422
    assert "after the move ends" in answer.text
    assert 'value="9:00"' in answer.text


def test_what_was_released_is_edited_in_a_copy(staff: CheckingClient, designed: str) -> None:
    with transaction():
        made = db.session.scalars(select(Game)).one()
        control.begin(made)
        control.open_move(made, db.session.scalars(select(GameMove)).one())
        control.release_inject(made, db.session.scalars(select(Inject)).one())
    inject = key_of(Inject, title="A cable")
    page = staff.get(f"{designed}/injects/{inject}").text
    assert "Save the inject" not in page
    staff.submit(f"{designed}/injects/{inject}", button="Edit a copy")
    assert sorted(db.session.scalars(select(Inject.number))) == ["1", "1a"]
    opening = key_of(GameMove, title="Opening")
    assert "Save the move" not in staff.get(f"{designed}/moves/{opening}").text
    team = key_of(GameTeam, name="DPRK")
    refused = staff.submit(f"{designed}/teams/{team}", button="Delete the team")
    assert refused.status_code == 409
    assert "has played" in refused.text


def test_a_change_of_roles_during_play_stands_in_the_log(
    staff: CheckingClient, designed: str
) -> None:
    with transaction():
        made = db.session.scalars(select(Game)).one()
        control.begin(made)
        control.open_move(made, db.session.scalars(select(GameMove)).one())
    envoy = f"{designed}/roles/{key_of(GameRole, name='Envoy')}"
    assert "this role is cast" in staff.submit(envoy, button="Delete the role").text
    casting = key_of(Casting)
    staff.submit(
        f"{designed}/castings/{casting}",
        {"role": key_of(GameRole, name="General")},
        button="Change the role",
    )
    with viewing_as(SYSTEM):
        last = db.session.scalars(select(GameEntry).order_by(GameEntry.seq.desc())).first()
        spans = {
            one.role.name: (one.from_move, one.to_move)
            for one in db.session.scalars(select(Casting))
        }
        assert last is not None
        told = report_of(db.session.scalars(select(Game)).one()).timeline[-1].words
    assert last.act is Act.RECAST
    assert "Min Example" not in f"{told} {last.data}"
    assert "Envoy → " in told
    assert "General, from move 1" in told
    assert "Min Example: DPRK: Envoy → DPRK: General" in staff.get(f"{designed}/log/").text
    assert spans == {"Envoy": (0, 0), "General": (1, None)}


def test_a_copied_event_has_its_game_again_and_nothing_of_its_play(
    designed: str, as_system: object
) -> None:
    del designed, as_system
    with transaction():
        made = db.session.scalars(select(Game)).one()
        control.begin(made)
        assert made.event.local_start
        copy = copy_event(made.event, local_start=in_days(60), owner_id=None)
        source = made.event_id
    again = db.session.get_one(Game, copy.id)
    moves = {one.event_id: one for one in db.session.scalars(select(GameMove))}
    assert [team.name for team in again.teams] == ["Control", "Observers", "DPRK"]
    assert (moves[copy.id].starts_at, moves[copy.id].scenario_id) != (None, None)
    assert moves[copy.id].starts_at == copy.starts_at
    inject = db.session.scalars(select(Inject).where(Inject.event_id == copy.id)).one()
    assert [one.team.event_id for one in inject.to] == [copy.id]
    briefs = db.session.scalars(select(SecretBrief.brief).where(SecretBrief.event_id == copy.id))
    assert list(briefs) == ["Never give way."]
    cast = select(func.count(Casting.id)).where(Casting.event_id == copy.id)
    assert db.session.scalar(cast) == 1
    entries = select(func.count(GameEntry.id)).where(GameEntry.event_id == copy.id)
    assert (db.session.scalar(entries), source != copy.id) == (0, True)


def test_a_list_goes_out_and_comes_back_unchanged_and_bad_rows_are_named(
    staff: CheckingClient, designed: str
) -> None:
    for kind in ("csv", "xlsx"):
        content = staff.get(f"{designed}/injects.{kind}").data
        answer = load(staff, designed, content, f"list.{kind}")
        assert "There is nothing to load." in answer.text
    rows = "number,title,move,to,offset,body\n1,A cable,1,DPRK,0:15,New words.\n2,Bad,7,Atlantis,0:10,x\n"
    answer = load(staff, designed, rows.encode(), "bad.csv")
    assert "There is no move “7” in this game." in answer.text
    assert "There is no team or role “Atlantis” in this game." in answer.text
    assert "Load the list" not in answer.text
    good = "number,title,move,to,offset,body\n1,A cable,1,DPRK,0:15,New words.\n1a,More,1,DPRK: Envoy,0:20,x\n"
    answer = load(staff, designed, good.encode(), "good.csv")
    staff.submit(answer.request.path, button="Load the list")
    with viewing_as(SYSTEM):
        found = db.session.execute(select(Inject.number, Inject.body).order_by(Inject.rank)).all()
    assert [tuple(row) for row in found] == [("1", "New words."), ("1a", "x")]


def load(staff: CheckingClient, game: str, content: bytes, name: str):  # type: ignore[no-untyped-def]
    form = staff.get(f"{game}/injects/import")
    fields = dict(re.findall(r'name="(csrf_token|once)"[^>]* value="([^"]*)"', form.text))
    return staff.post(
        f"{game}/injects/import",
        data=fields | {"file": (io.BytesIO(content), name)},
        follow_redirects=True,
    )


def test_who_may_only_read_changes_nothing(client: CheckingClient, designed: str) -> None:
    client.post("/account/sign-out")
    sign_in(client, role=StaffRole.READER, email="reader@example.org")
    for page in ("", "teams/", "scenarios/", "moves/", "injects/", "indicators/", "dry-run/"):
        text = client.get(f"{designed}/{page}").text
        assert "Add a" not in text
        assert "Begin" not in text
    assert client.get(f"{designed}/plan").status_code == 404


def test_a_long_list_costs_no_more_statements_than_a_short_one(
    staff: CheckingClient, designed: str
) -> None:
    staff.get(f"{designed}/injects/")
    with count_statements() as short:
        staff.get(f"{designed}/injects/")
    with transaction():
        made = db.session.scalars(select(Game)).one()
        team = next(one for one in made.teams if one.name == "DPRK")
        for number in range(2, 30):
            design.add_inject(made, title=f"Cable {number}", to=[team, team.roles[0]])
    with count_statements() as long:
        staff.get(f"{designed}/injects/")
    assert len(long) <= len(short)


def test_only_safe_files_go_with_an_inject_and_are_kept_not_shown(
    staff: CheckingClient, designed: str
) -> None:
    inject = key_of(Inject, title="A cable")
    address = f"{designed}/injects/{inject}"
    page = {"files": (io.BytesIO(b"<script>alert(1)</script>"), "map.pdf")}
    refused = send(staff, address, page)
    assert "This file cannot be taken." in refused.text
    paper = {"files": (io.BytesIO(b"%PDF-1.7 a map"), "map.pdf")}
    assert "is saved." in send(staff, address, paper).text
    link = re.search(r'href="([^"]+/files/\w+)"', staff.get(address).text)
    assert link is not None
    given = staff.get(link[1])
    assert given.headers["Content-Disposition"] == "attachment; filename=map.pdf"
    assert given.mimetype == "application/pdf"
    staff.submit(address, button="Remove map.pdf")
    assert "map.pdf" not in staff.get(address).text


def send(staff: CheckingClient, address: str, files: dict[str, object]):  # type: ignore[no-untyped-def]
    """Send the form of an inject as it stands, with ``files``."""
    page = staff.get(address).text
    fields = dict(re.findall(r'name="(csrf_token|once|seen)"[^>]* value="([^"]*)"', page))
    team = key_of(GameTeam, name="DPRK")
    rest = {
        "number": "1",
        "title": "A cable",
        "to": team,
        "move": key_of(GameMove, title="Opening"),
        "offset": "0:15",
        "kind": "scripted",
        "readiness": "scheduled",
        "medium": "cable",
        "body": "Read this.",
        "depends_on": "",
    }
    return staff.post(address, data=fields | rest | files, follow_redirects=True)


def test_a_casting_says_for_how_long_it_holds(staff: CheckingClient, designed: str) -> None:
    with viewing_as(SYSTEM), transaction():
        casting = db.session.scalars(select(Casting)).one()
        casting.to_move = 0
        design.cast(casting.role, casting.seat, from_move=1, to_move=3)
    page = staff.get(f"{designed}/teams/").text
    assert "until the first move" in page
    assert "moves 1 to 3" in page
