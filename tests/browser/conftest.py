"""A running site and a browser in front of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server
from werkzeug.wsgi import ClosingIterator

from app.config import Settings
from tests.conftest import chromium, dispose, make_app
from tests.databases import SqliteDatabase, migrate, renew

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

QUIET = (
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
"""Keeps the browser from calling anyone but the site under test."""

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 844}


@pytest.fixture
def engine_name() -> str:
    """What a browser sees does not depend on the database, so one is enough."""
    return "sqlite"


class Counted:
    """The application, counting what it is at work on: a page may go on asking as its test ends."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.at_work = 0
        self.changed = Condition()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self._count(1)
        try:
            # Read to its end here, since a browser that leaves would leave a file open.
            with closing(ClosingIterator(self.app(environ, start_response))) as answer:
                return [b"".join(answer)]
        finally:
            self._count(-1)

    def _count(self, more: int) -> None:
        with self.changed:
            self.at_work += more
            self.changed.notify_all()

    def wait_until_idle(self) -> None:
        """Return when every request is answered."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.at_work == 0, timeout=30)


@pytest.fixture(scope="session")
def site(base_settings: Settings, workspace: Path) -> Iterator[tuple[Counted, SqliteDatabase]]:
    """Serve the application from a thread, at an address and on a database of its own."""
    directory = workspace / "site"
    directory.mkdir()
    database = SqliteDatabase(directory)
    # The listener is opened first, since the application has to know its own address.
    server = make_server("localhost", 0, lambda _environ, _start: [], threaded=True)
    settings = replace(
        base_settings, database_url=database.url, base_url=f"http://localhost:{server.port}"
    )
    app = make_app(settings)
    server.app = counted = Counted(app)
    migrate(app, database)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield counted, database
    server.shutdown()
    thread.join()
    server.server_close()
    dispose(app)


@pytest.fixture
def app(site: tuple[Counted, SqliteDatabase]) -> Flask:
    """Give the served application, on a database as its migrations left it."""
    served, database = site
    served.wait_until_idle()
    renew(served.app, database)
    return served.app


@pytest.fixture(scope="session")
def browser(needs: Callable[[str], None]) -> Iterator[Browser]:
    """Give the browser of this system."""
    needs("chromium")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=[*QUIET, *as_root], chromium_sandbox=not as_root
        )
        yield browser
        browser.close()


@pytest.fixture
def visitor(browser: Browser, app: Flask) -> Iterator[BrowserContext]:
    """Give a fresh visitor with a wide window; addresses are relative to the site."""
    base_url = app.extensions["settings"].base_url
    context = browser.new_context(base_url=base_url, viewport=WIDE, locale="en-GB")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(visitor: BrowserContext) -> Iterator[Page]:
    """Give a page that fails the test if a script on it raises or its content policy is broken."""
    page = visitor.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: (
            "Content Security Policy" in message.text and complaints.append(message.text)
        ),
    )
    yield page
    assert not complaints, complaints


@pytest.fixture
def narrow_page(page: Page) -> Page:
    """Give the same page as wide as a telephone."""
    page.set_viewport_size(NARROW)
    return page
