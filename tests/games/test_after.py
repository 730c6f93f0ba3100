"""After a game: what the report tells, and what a visitor is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import ANONYMOUS
from app.core.errors import InvalidInput, Refused
from app.events.models import Event
from app.events.rules import AttributionRule, EventKind, Publication
from app.extensions import db
from app.games.models import Game, GameMove, Inject, Lesson
from app.games.operations import after, control, design, playing
from app.games.report import chart_of, report_of
from app.games.rules import LessonState, Method, Readiness
from app.infra.transaction import transaction
from app.invitations.operations import set_consents
from app.invitations.rules import Scope
from app.participation.models import Participation
from app.participation.rules import Role
from app.people.models import Person
from tests.client import CheckingClient
from tests.documents.pdf import Pdf
from tests.factories.accounts import sign_in
from tests.factories.events import add_event, release
from tests.factories.participation import seat
from tests.factories.people import add_person

PARTS = ("players", "castings", "decisions", "injects", "messages")
NOTHING = dict.fromkeys(PARTS, False)
SECRET = "SECRET WHATEVER IS SWITCHED ON"


@dataclass
class Over:
    """A public game of two teams that is over; its words say of which part they are."""

    event: int
    slug: str


@pytest.fixture
def over(as_system: scoped_session[Session]) -> Over:
    del as_system
    with transaction():
        event = add_event(
            kind=EventKind.PEACE_GAME, attribution=AttributionRule.NOT_FOR_ATTRIBUTION
        )
        game = design.start_design(event)
        players = []
        for name in ("North", "South"):
            team = design.add_team(game, name=name)
            role = design.add_role(team, name=f"Head of {name} castings", leads=True)
            player = seat(game.event, add_person(display_name=f"Player {name}"), roles=[Role.CHAIR])
            design.cast(role, player)
            design.set_secret_brief(team, brief=SECRET)
            players.append(player)
        set_consents(players[0], {Scope.LISTED: True})
        move = design.add_move(
            game, title="A move injects", situation="Situation injects", due_minutes=9
        )
        teams = [one for one in game.teams if one.roles]
        lines = [
            design.add_inject(
                game, title=title, to=[teams[0]], move=move, readiness=Readiness.APPROVED
            )
            for title in ("Cable injects", f"{SECRET}: never released")
        ]
        _play(game, move, lines, players)
        release(event)
        return Over(event.id, event.slug)


def _play(game: Game, move: GameMove, lines: list[Inject], players: list[Participation]) -> None:
    north, south = (one for one in game.teams if one.roles)
    control.begin(game)
    control.open_move(game, move)
    released = control.release_inject(game, lines[0])
    control.observe(game, f"{SECRET}: they wait.", about=released.entry.seq)
    control.observe(game, f"1: {SECRET}, then they call.")
    control.skip_inject(game, lines[1], reason=SECRET)
    playing.send_message(
        game, players[0], to=[south.key], title="Words messages", text="Between teams"
    )
    playing.submit(game, players[0], decision="Wait decisions", rationale=SECRET)
    playing.submit(game, players[0], decision="Talk decisions", rationale=SECRET)
    control.close_move(game)
    playing.submit(game, players[1], decision="Late decisions", rationale=SECRET)
    first = control.adjudicate(
        game, move=1, teams=[north.key], method=Method.MATRIX, reasons=SECRET,
        arguments_for=SECRET, arguments_against=SECRET, die=(6, 4, 3),
    ).entry.seq  # fmt: skip
    second = control.adjudicate(
        game, move=1, teams=[north.key], method=Method.VOTE, reasons=SECRET, votes=(3, 1),
        supersedes=first,
    ).entry.seq  # fmt: skip
    control.publish_outcome(
        game, ruling=second, to=[north.key, south.key], title="Outcome decisions", outcome="Holds."
    )
    third = control.adjudicate(
        game, move=1, teams=[south.key], method=Method.FREE, reasons=SECRET
    ).entry.seq
    control.publish_outcome(game, ruling=third, to=[south.key], title=SECRET, outcome=SECRET)
    control.finish(game)


def game_of(over: Over) -> Game:
    return db.session.get_one(Game, over.event)


def test_the_report_tells_versions_rulings_and_what_took_their_place(over: Over) -> None:
    [move] = report_of(game_of(over)).moves
    submitted = [(one.team, one.version, one.last, one.late) for one in move.submissions]
    assert submitted == [
        ("North", 1, False, False),
        ("North", 2, True, False),
        ("South", 1, True, True),
    ]
    [first, second, _third] = move.rulings
    assert (first.superseded_by, second.supersedes, second.votes) == (2, 1, "3 for, 1 against.")
    assert first.die == "A die of 6 sides: 4 or more was needed, 3 was rolled."
    assert [one.title for one in second.outcomes] == ["Outcome decisions"]


def test_the_report_holds_what_was_expected_against_what_was_observed(over: Over) -> None:
    [released, skipped] = report_of(game_of(over)).injects
    assert released.observed == [f"{SECRET}: they wait.", f"1: {SECRET}, then they call."]
    assert (skipped.released_at, skipped.standing, skipped.words) == (None, "Skipped", SECRET)


def test_the_report_names_roles_and_only_persons_who_agreed(over: Over) -> None:
    roles = [role for part in report_of(game_of(over)).parts for role in part.roles]
    assert roles == [("Head of North castings", ["Player North"]), ("Head of South castings", [])]
    with transaction():
        named = db.session.scalars(
            select(Person).where(Person.display_name == "Player North")
        ).one()
        named.never_list = True
    assert not any(names for part in report_of(game_of(over)).parts for _role, names in part.roles)


def test_the_report_is_printed_with_its_contents(over: Over, client: CheckingClient) -> None:
    sign_in(client, role=StaffRole.PROGRAMME_OFFICER)
    key = db.session.get_one(Event, over.event).key
    page = f"/staff/events/{key}/game/after/report/"
    assert "superseded by ruling 2" in client.get(page).text
    answer = client.submit(page, button="Download the after-action report")
    assert answer.mimetype == "application/pdf"
    printed = Pdf(answer.data).text
    assert "Contents" in printed
    assert "Player South" not in printed


def test_of_a_game_nothing_is_told_until_it_is_switched_on(
    over: Over, client: CheckingClient
) -> None:
    hidden = client.get(f"/events/{over.slug}/game")
    missing = client.get("/events/no-such-event/game")
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert f"/events/{over.slug}/game" not in client.get(f"/events/{over.slug}").text


@pytest.mark.parametrize("part", ["castings", "decisions", "injects", "messages"])
def test_each_switch_tells_its_own_part_and_no_other(
    over: Over, client: CheckingClient, part: str
) -> None:
    with transaction():
        after.tell(game_of(over), **{**NOTHING, part: True, "players": part == "castings"})
    page = client.get(f"/events/{over.slug}/game").text
    assert [one for one in PARTS if f" {one}" in page] == [part]
    assert SECRET not in page
    assert ("Player North" in page) is (part == "castings")
    assert f"/events/{over.slug}/game" in client.get(f"/events/{over.slug}").text


def test_who_played_is_named_on_the_event_only_where_players_are_told(
    over: Over, client: CheckingClient
) -> None:
    with transaction():
        event = db.session.get_one(Event, over.event)
        for role in (Role.PARTICIPANT, Role.HOST):
            seat(event, add_person(display_name=f"An uncast {role}"), roles=[role])

    def named() -> list[bool]:
        page = client.get(f"/events/{over.slug}").text
        names = ("Player North", "An uncast participant", "An uncast host")
        return [name in page for name in names]

    assert named() == [False, False, True]
    with transaction():
        after.tell(game_of(over), **{**NOTHING, "players": True})
    assert named() == [True, True, True]
    with viewing_as(ANONYMOUS):
        assert db.session.scalar(select(Participation.id).limit(1)) is not None


def test_who_played_what_is_not_told_without_who_took_part(over: Over) -> None:
    with pytest.raises(InvalidInput), transaction():
        after.tell(game_of(over), **{**NOTHING, "castings": True})


def test_nothing_is_told_of_a_game_that_is_not_over(as_system: scoped_session[Session]) -> None:
    del as_system
    with transaction():
        game = design.start_design(add_event(kind=EventKind.PEACE_GAME))
    with pytest.raises(Refused), transaction():
        after.tell(game, **{**NOTHING, "decisions": True})


def test_what_a_visitor_would_see_is_shown_and_not_kept(over: Over, client: CheckingClient) -> None:
    sign_in(client, role=StaffRole.PROGRAMME_OFFICER)
    key = db.session.get_one(Event, over.event).key
    page = f"/staff/events/{key}/game/after/publication/"
    shown = client.submit(page, {"messages": "y"}, button="Show what a visitor would see")
    assert "Words messages" in shown.text
    assert "Not found" in client.get(f"{page}preview/").text


def test_the_switches_are_tried_before_the_event_itself_goes_out(
    over: Over, client: CheckingClient
) -> None:
    sign_in(client, role=StaffRole.PROGRAMME_OFFICER)
    with transaction():
        event = db.session.get_one(Event, over.event)
        event.publication = Publication.UNPUBLISHED
        page = f"/staff/events/{event.key}/game/after/publication/"
    shown = client.submit(page, {"messages": "y"}, button="Show what a visitor would see")
    assert "Words messages" in shown.text
    db.session.expire_all()
    assert db.session.get_one(Event, over.event).publication is Publication.UNPUBLISHED
    assert client.get(f"/events/{over.slug}").status_code == 404


def test_a_lesson_is_written_changed_and_taken_off_the_list(over: Over) -> None:
    with transaction():
        lesson = after.add_lesson(game_of(over), text="Test the line.", owner="Control")
        after.edit_lesson(
            lesson, text="Test it twice.", owner="", due_on=date(2027, 1, 1), state=LessonState.DONE
        )
    [told] = report_of(game_of(over)).lessons
    assert told == ("Test it twice.", "", "1 Jan 2027", "Done")
    with transaction():
        after.remove_lesson(db.session.scalars(select(Lesson)).one())
    assert report_of(game_of(over)).lessons == []


def test_an_indicator_is_drawn_in_steps_up_to_the_end() -> None:
    chart = chart_of([(0.0, 5), (0.5, 10)], [(0.25, 1)], 0, 10)
    assert [(dot.x, dot.next_x) for dot in chart.dots] == [(4.0, 51.0), (51.0, 98.0)]
    assert chart.dots[1].y == chart.top
    assert chart.moves == [(27.5, 1)]
