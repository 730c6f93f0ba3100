"""``parley import``."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.cli.imports import command
from app.events.models import Event
from app.events.rules import Publication
from app.extensions import db
from app.infra.transaction import transaction
from tests.factories.programmes import add_programme

LINES = (
    (Path(__file__).parents[1] / "data" / "panels.csv")
    .read_text(encoding="utf-8")
    .splitlines(keepends=True)[:21]
)


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
