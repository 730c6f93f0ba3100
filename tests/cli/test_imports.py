"""``parley import``."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.cli.imports import command
from app.events.models import Event
from app.events.rules import Publication
from app.extensions import db
from app.infra.transaction import transaction
from app.participation.models import Participation
from app.people.models import Person
from tests.factories.accounts import sign_in
from tests.factories.events import add_event
from tests.factories.programmes import add_programme

DATA = Path(__file__).parents[1] / "data"
LINES = (DATA / "panels.csv").read_text(encoding="utf-8").splitlines(keepends=True)[:21]


@pytest.fixture
def run(app, tmp_path):
    """Run ``parley import panels`` on a file with these lines and give what it answers."""
    runner = app.test_cli_runner()

    def run(*options: str, text: str = "".join(LINES)):
        file = tmp_path / "panels.csv"
        file.write_text(text, encoding="utf-8")
        return runner.invoke(command, ["panels", str(file), *options])

    return run


def events(app) -> list[Event]:
    with app.app_context(), viewing_as(SYSTEM):
        found = list(db.session.scalars(select(Event)))
        for event in found:
            assert event.programme is None or event.programme.name
        return found


def test_a_file_is_loaded_and_told_in_numbers(run, app):
    result = run()
    assert result.exit_code == 0, result.output
    assert [line.split() for line in result.output.splitlines() if line.startswith("events")] == [
        ["events", "1", "0", "0"]
    ]
    assert "are not public" in result.output
    [event] = events(app)
    assert event.publication is Publication.UNPUBLISHED


def test_a_dry_run_writes_nothing(run, app):
    result = run("--dry-run")
    assert (result.exit_code, events(app)) == (0, [])
    assert "nothing was written" in result.output


def test_events_are_released_on_request(run, app):
    assert run("--publish").exit_code == 0
    assert [event.publication for event in events(app)] == [Publication.PUBLIC]


def test_events_belong_to_the_programme_that_is_named(run, app, as_system):
    with transaction():
        add_programme(name="History")
    assert run("--programme", "History").exit_code == 0
    assert [event.programme.name for event in events(app)] == ["History"]


def test_an_unknown_programme_stops_it(run, app):
    result = run("--programme", "Nonsense")
    assert result.exit_code == 1
    assert "There is no programme called “Nonsense”." in result.output
    assert events(app) == []


def test_faults_are_named_and_nothing_is_loaded(run, app):
    result = run(text="".join(LINES).replace(",panellist,", ",dancer,", 1))
    assert result.exit_code == 1
    assert "line 5, role: “dancer” is not one of" in result.output
    assert events(app) == []


def test_a_file_without_the_columns_is_refused(run):
    result = run(text="name,title\nAda,Chair\n")
    assert (result.exit_code, "columns are missing" in result.output) == (1, True)


def test_corrections_are_shown(run):
    run()
    result = run(text="".join(LINES).replace("Scheduled Keynote Speaker", "Opening Keynote"))
    assert "line 4, session_title: “Scheduled Keynote Speaker” → “Opening Keynote”" in result.output


def people(app) -> int:
    with app.app_context(), viewing_as(SYSTEM):
        return db.session.scalar(select(func.count()).select_from(Person))


def seats(app) -> int:
    with app.app_context(), viewing_as(SYSTEM):
        return db.session.scalar(select(func.count()).select_from(Participation))


@pytest.fixture
def load(app):
    """Run ``parley import`` as on a command line and give its status and what it says."""

    def load(*words: str, answer: str = ""):
        result = app.test_cli_runner().invoke(command, words, input=answer)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.exit_code, result.output

    return load


@pytest.fixture
def contacts_file(tmp_path) -> str:
    file = tmp_path / "contacts.csv"
    file.write_text("Name,E-mail\nAda Example,ada@example.org\nBo Example,\n,\n", "utf-8")
    return str(file)


def test_contacts_are_told_then_loaded_once_when_somebody_agrees(load, app, contacts_file):
    assert load("contacts", contacts_file, "--dry-run")[0] == 0
    code, said = load("contacts", contacts_file, answer="n\n")
    assert (code, "Load them?" in said, people(app)) == (1, True, 0)
    code, said = load("contacts", contacts_file, answer="y\n")
    assert (code, "2 added, 0 completed." in said, people(app)) == (0, True, 2)
    code, said = load("contacts", contacts_file)
    assert (code, "0 added, 0 completed." in said, people(app)) == (0, True, 2)


@pytest.mark.parametrize(
    ("kind", "name", "number"),
    [
        ("pretalx", "submissions.json", 7),
        ("pretalx", "schedule.json", 3),
        ("indico", "indico.csv", 5),
        ("people", "indico.csv", 5),
    ],
)
def test_people_of_an_event_are_seated_once(load, app, kind, name, number):
    with app.app_context(), viewing_as(SYSTEM), transaction():
        key = add_event().key
    words = (kind, str(DATA / "peers" / name), "--event", key)
    code, said = load(*words, "--dry-run")
    assert (code, "nothing was written" in said, seats(app)) == (0, True, 0)
    assert (load(*words)[0], seats(app)) == (0, number)
    code, said = load(*words)
    assert (code, seats(app)) == (0, number)
    assert ["seats", "0", "0", str(number)] in [line.split() for line in said.splitlines()]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("contacts", "nowhere.csv"), 2, "does not exist"),
        (("contacts", "peers/schedule.json"), 1, "Nobody in this file has a name"),
        (("pretalx", "peers/indico.csv"), 1, "no complete JSON"),
        (("indico", "panels.csv"), 1, "Nobody in this file has a name"),
        (("people", "peers/indico.csv"), 1, "no event with the key"),
    ],
)
def test_a_file_or_an_event_that_cannot_be_meant_stops_it(load, app, words, code, told):
    kind, name = words
    event = () if kind == "contacts" else ("--event", "nowhere")
    found, said = load(kind, str(DATA / name), *event)
    assert (found, told in said, people(app)) == (code, True, 0)


CALENDARS = DATA / "calendars"


def test_a_calendar_is_foretold_and_loaded_once(app, client):
    owner = sign_in(client).email
    runner = app.test_cli_runner()
    file = str(CALENDARS / "google.ics")
    said = runner.invoke(command, ["events", file, "--dry-run", "--owner", owner])
    assert (said.exit_code, events(app)) == (0, [])
    first = runner.invoke(command, ["events", file, "--owner", owner])
    again = runner.invoke(command, ["events", file, "--owner", owner])
    counts = [
        [line.split() for line in answer.output.splitlines() if line.startswith("events ")]
        for answer in (said, first, again)
    ]
    assert counts == [
        [["events", "6", "0", "0"]],
        [["events", "6", "0", "0"]],
        [["events", "0", "0", "6"]],
    ]
    assert {event.publication for event in events(app)} == {Publication.UNPUBLISHED}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--as", "ical"], "There is no entry in this calendar."),
        (["--zone", "Mars/Base"], "There is no time zone"),
        (["--owner", "nobody@example.org"], "There is no user"),
        (["--series", "None such"], "There is no series"),
    ],
)
def test_a_calendar_that_cannot_be_loaded_is_refused_in_words(app, options, words):
    answer = app.test_cli_runner().invoke(
        command, ["events", str(CALENDARS / "frab.json"), *options]
    )
    assert (answer.exit_code, words in answer.output) == (1, True)
    assert events(app) == []
