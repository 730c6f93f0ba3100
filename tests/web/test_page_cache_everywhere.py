"""Whatever is changed, every process shows it at the next visit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.config import Settings
from app.events import operations as events
from app.events.models import Event, Recording
from app.events.rules import Publication, RecordingKind
from app.extensions import db
from app.infra.transaction import transaction
from app.participation.models import Participation
from app.participation.operations import act
from app.participation.rules import SeatAction
from app.people.models import Affiliation, Organisation, Person
from app.programmes.models import Programme
from app.programmes.operations import add_strand, release_programme
from app.registration.models import Pool
from app.registration.operations import edit_pool
from app.schedule import operations as schedule
from tests.factories.events import add_event, add_session, in_days
from tests.factories.participation import seat
from tests.factories.people import add_person
from tests.factories.programmes import add_programme
from tests.factories.schedule import add_room

READER = Path(__file__).with_name("page_reader.py")
PATHS = (
    "/",
    "/events/",
    "/events/what-the-talks-taught",
    "/events/what-the-talks-taught.ics",
    "/people/min-example",
    "/programmes/northeast-asia",
    "/feeds/events.atom",
    "/sitemap.xml",
    "/sitemaps/pages.xml",
    "/sitemaps/people.xml",
    "/archive/?q=talks",
    "/search?q=talks",
)

Read = Callable[[str], tuple[int, str]]


def build() -> None:
    programme = add_programme(public=True)
    event = add_event(publication=Publication.PUBLIC, programme=programme)
    seat(event, add_person(title="Professor", organisation="Example University"))


def the_event() -> Event:
    return db.session.scalars(select(Event).where(Event.slug == "what-the-talks-taught")).one()


def change_title() -> None:
    the_event().title = "What the talks taught us"


def add_notice() -> None:
    events.add_notice(the_event(), text="The room has changed.")


def set_topics() -> None:
    events.set_topics(the_event(), ["Diplomacy", "Trade"])


def record() -> None:
    url = "https://example.org/video"
    events.add_recording(the_event(), kind=RecordingKind.VIDEO, url=url)


def hide_recordings() -> None:
    for recording in db.session.scalars(select(Recording)):
        recording.public = False


def open_session() -> None:
    add_session(the_event(), title="A public session")


def close_sessions() -> None:
    for session in the_event().sessions:
        session.public = False


def cancel_seat() -> None:
    act(db.session.scalars(select(Participation)).one(), SeatAction.REPORT_UNABLE)


def bill_again() -> None:
    act(db.session.scalars(select(Participation)).one(), SeatAction.CONFIRM)


def rename_person() -> None:
    db.session.scalars(select(Person)).one().display_name = "Min Renamed"


def rename_office() -> None:
    db.session.scalars(select(Affiliation)).one().title = "Dean"


def rename_organisation() -> None:
    db.session.scalars(select(Organisation)).one().name = "Example College"


def never_list() -> None:
    db.session.scalars(select(Person)).one().never_list = True


def add_work() -> None:
    add_strand(db.session.scalars(select(Programme)).one(), title="Convening", text="Much.")


def take_programme_back() -> None:
    release_programme(db.session.scalars(select(Programme)).one(), public=False)


def publish_another() -> None:
    add_event(title="Another event", publication=Publication.PUBLIC)


def reschedule() -> None:
    events.reschedule(the_event(), local_start=in_days(60), local_end=in_days(60, 12), notice="")


def book() -> None:
    schedule.book(the_event(), room=add_room("Great Hall"))


def fill() -> None:
    pool = db.session.scalars(select(Pool).where(Pool.event_id == the_event().id)).first()
    assert pool is not None
    edit_pool(pool, the_event(), capacity=0)


def withdraw() -> None:
    events.withdraw(the_event(), notice="Withdrawn at the request of a speaker.")


CHANGES = (
    change_title, add_notice, set_topics, record, open_session, cancel_seat, rename_person,
    rename_office, rename_organisation, add_work, publish_another, reschedule, book, fill,
)  # fmt: skip
"""The next ones take something back, so they come after these."""

RETRACTIONS = (
    hide_recordings, close_sessions, bill_again, take_programme_back, never_list, withdraw
)  # fmt: skip


@pytest.fixture
def other_process(app: Flask, settings: Settings) -> Iterator[Read]:
    environ = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PARLEY_ENV": settings.environment,
        "SECRET_KEY": settings.secret_key,
        "DATABASE_URL": settings.database_url,
        "PARLEY_BASE_URL": settings.base_url,
        "PARLEY_INSTANCE": str(settings.instance_path),
        "PARLEY_MAIL_FROM": settings.mail_from,
    }
    with subprocess.Popen(
        [sys.executable, str(READER)],
        env=environ,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        requests, answers = process.stdin, process.stdout
        assert requests is not None
        assert answers is not None

        def read(path: str) -> tuple[int, str]:
            requests.write(f"{path}\n")
            requests.flush()
            status, text = json.loads(answers.readline())
            return status, text

        yield read
        requests.close()


def test_every_change_shows_in_every_process_at_once(app: Flask, other_process: Read) -> None:
    # Plain clients: the pages are checked elsewhere, and this opens hundreds.
    visitor, with_session = FlaskClient(app), FlaskClient(app)
    with_session.set_cookie(app.config["SESSION_COOKIE_NAME"], "nobody")
    before: dict[str, str] = {}
    for change in (build, *CHANGES, *RETRACTIONS):
        with app.app_context(), viewing_as(SYSTEM), transaction():
            change()
        after = {}
        for path in PATHS:
            fresh = with_session.get(path)
            assert "ETag" not in fresh.headers
            kept = visitor.get(path)
            assert (kept.status_code, kept.text) == (fresh.status_code, fresh.text)
            assert other_process(path) == (fresh.status_code, fresh.text)
            after[path] = fresh.text
        assert after != before, f"{change.__name__} changed no page, so it proves nothing"
        before = after
