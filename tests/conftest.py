"""Fixtures for every test: an application on either database, and clients that look closely."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.config import Settings
from app.extensions import db
from app.factory import create_app
from tests import servers
from tests.client import CheckingClient, refuse_unsaved_changes
from tests.databases import Database, PostgresqlDatabase, SqliteDatabase, migrate, renew

ENGINES = ("sqlite", "postgresql")

hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")

# Pages are made of many small things, and a test keeps few: a quarter of the time went into
# looking for garbage.
gc.set_threshold(100_000, 20, 100)


def chromium() -> str | None:
    """Return the path of the browser that the browser tests drive, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


SOURCES: dict[str, Callable[[], str | None]] = {
    "postgresql": servers.postgresql_source,
    "redis": servers.redis_source,
    "chromium": chromium,
}
"""What some tests need of the machine, and where it is found."""


def pytest_addoption(parser: pytest.Parser) -> None:
    for name, option in (("postgresql", "postgres"), ("redis", "redis"), ("chromium", "browser")):
        parser.addoption(
            f"--require-{option}",
            dest=f"require_{name}",
            action="store_true",
            help=f"fail the tests that need {name} where it is missing, instead of skipping them",
        )
    parser.addoption("--forbid-skips", action="store_true", help="fail if any test was skipped")


def pytest_report_header() -> list[str]:
    return [f"{name}: {source() or 'MISSING'}" for name, source in SOURCES.items()]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for name, source in SOURCES.items():
        if source() is None:
            terminalreporter.write_line(
                f"{name.upper()} IS MISSING: every test that needs it was skipped"
                f" or failed. On Debian: apt-get install {name}",
                red=True,
                bold=True,
            )


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """With ``--forbid-skips``, a run that left something out has not passed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if session.config.getoption("forbid_skips") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def needs(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Skip (or fail, where it is required) when the machine does not have what is named."""

    def check(name: str) -> None:
        if SOURCES[name]() is not None:
            return
        if request.config.getoption(f"require_{name}"):
            pytest.fail(f"{name} is required but missing")
        pytest.skip(f"{name} is missing")

    return check


@pytest.fixture(scope="session")
def workspace() -> Iterator[Path]:
    """Give a folder that lasts as long as this worker, in memory where there is room."""
    with tempfile.TemporaryDirectory(prefix="parley-tests-", dir=servers.memory()) as directory:
        yield Path(directory)


@pytest.fixture(scope="session")
def base_settings(workspace: Path) -> Settings:
    """Give settings that lack only a database."""
    return Settings(
        environment="test",
        # Without a blank at its end, which an environment would not keep.
        secret_key="only-for-tests-" * 3,
        base_url="http://localhost",
        mail_url=f"file:{workspace / 'mail'}",
        mail_from="events@example.org",
        instance_path=workspace,
        demo_password="correct horse battery staple",
    )


@pytest.fixture(scope="session")
def house(
    base_settings: Settings, workspace: Path, needs: Callable[[str], None], worker_id: str
) -> Iterator[Callable[[str], tuple[Flask, Database]]]:
    """Give the application and its database by the engine's name; each is built once, when first asked."""
    built: dict[str, tuple[Flask, Database]] = {}
    with ExitStack() as stack:

        def build(engine_name: str) -> tuple[Flask, Database]:
            if engine_name not in built:
                database: Database
                if engine_name == "postgresql":
                    needs("postgresql")
                    url = stack.enter_context(servers.postgresql(f"parley_{worker_id}"))
                    database = PostgresqlDatabase(url)
                    stack.callback(database.connection.close)
                else:
                    database = SqliteDatabase(workspace)
                app = make_app(replace(base_settings, database_url=database.url))
                migrate(app, database)
                built[engine_name] = app, database
                stack.callback(dispose, app)
            return built[engine_name]

        yield build


def make_app(settings: Settings) -> Flask:
    """Return the application as tests want it: exceptions surface, and pages are checked."""
    app = create_app(settings)
    app.testing = True
    app.test_client_class = CheckingClient
    # The client reads each answer to its end: a stream says how things stand, and ends.
    app.extensions["streams"].last_seconds = 0.0
    refuse_unsaved_changes(app)
    return app


def dispose(app: Flask) -> None:
    """Close the connections that ``app`` keeps."""
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """Run the test once for each database."""
    name: str = request.param
    return name


@pytest.fixture
def app(engine_name: str, house: Callable[[str], tuple[Flask, Database]]) -> Flask:
    """Give the application on a database as its migrations left it."""
    app, database = house(engine_name)
    renew(app, database)
    return app


@pytest.fixture
def settings(app: Flask) -> Settings:
    """Give the settings that the application under test runs with."""
    found: Settings = app.extensions["settings"]
    return found


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    """Give a visitor who has not signed in."""
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client


@pytest.fixture
def session(app: Flask) -> Iterator[scoped_session[Session]]:
    """Give a session on behalf of nobody: it sees nothing until someone is said to look."""
    with app.app_context():
        yield db.session


@pytest.fixture
def as_system(session: scoped_session[Session]) -> Iterator[scoped_session[Session]]:
    """Give a session that sees everything, to arrange and to look behind the scenes."""
    with viewing_as(SYSTEM):
        yield session


@pytest.fixture(scope="session")
def redis_url(needs: Callable[[str], None]) -> Iterator[str]:
    """Give the URL of a Redis server."""
    needs("redis")
    with servers.redis() as url:
        yield url
