"""A facilitator runs the ready game of the demonstration, with two teams at their desks."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.config import ROOT, Settings
from app.events.models import Event
from app.extensions import db
from app.infra.tokens import personal_token
from app.invitations.models import Invitation
from app.participation.models import Participation
from app.people.models import Person
from tests import processes
from tests.browser.demonstration import show, sign_in
from tests.registration.test_race import GUNICORN, wait_for
from tests.servers import free_port

pytestmark = pytest.mark.browser

AT_ONCE = 4_000
"""Milliseconds within which a release stands on a desk; two seconds, and the machine may be busy."""
LEADS = {"Upper Basin": "Ada Pretend", "Lower Basin": "Carla Pretend"}


@dataclass
class House:
    """A server of two processes that can be killed and started again, at one address."""

    settings: Settings
    server: subprocess.Popen[bytes] | None = field(default=None)

    def start(self) -> None:
        """Serve, and return when it answers."""
        self.server = subprocess.Popen(
            [GUNICORN, "--config", "deploy/gunicorn.conf.py", "--log-level", "error", "wsgi:app"],
            cwd=ROOT,
            env=processes.environ(self.settings),
            start_new_session=True,
        )
        # The browsers knock all the time, and may be let in before the first process can answer.
        for _again in range(20):
            with suppress(ConnectionResetError):
                return wait_for(self.settings.port)
            time.sleep(0.5)
        raise AssertionError("The server did not start.")

    def kill(self) -> None:
        """Kill both processes and their parent without a word."""
        assert self.server is not None
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()


@pytest.fixture
def house(app: Flask) -> Iterator[House]:
    show(app)
    port = free_port()
    settings: Settings = app.extensions["settings"]
    house = House(replace(settings, port=port, web_workers=2, base_url=f"http://127.0.0.1:{port}"))
    house.start()
    yield house
    house.kill()


@pytest.fixture
def windows(browser: Browser, house: House) -> Iterator[dict[str, Page]]:
    """Give three people a browser each, on the same site."""
    with ExitStack() as open_windows:
        pages = {}
        for who in ("control", *LEADS):
            context: BrowserContext = browser.new_context(
                base_url=house.settings.base_url, locale="en-GB", accept_downloads=True
            )
            context.set_default_timeout(15_000)
            open_windows.callback(context.close)
            pages[who] = context.new_page()
        yield pages


def keys(app: Flask) -> tuple[str, dict[str, str]]:
    """Return the key of the game's event, and the token of whoever leads each team."""
    with app.app_context(), viewing_as(SYSTEM):
        event = db.session.scalars(select(Event).where(Event.title.startswith("A Dry June"))).one()
        tokens = {}
        for team, name in LEADS.items():
            held = (
                select(Invitation)
                .join(Participation, Participation.id == Invitation.participation_id)
                .join(Person, Person.id == Participation.person_id)
                .where(Invitation.event_id == event.id, Person.display_name == name)
            )
            tokens[team] = personal_token(db.session.scalars(held).one().seed)
        return event.key, tokens


def press(page: Page, name: str) -> None:
    """Press the button called ``name``."""
    page.get_by_role("button", name=name, exact=True).first.click()


def hand_in(page: Page, decision: str) -> None:
    """Hand in the decision of a team."""
    page.get_by_label("What we decide").fill(decision)
    press(page, "Hand in the decision")
    expect(page.get_by_text("Handed in: version 1")).to_be_visible()


def rule(control: Page, title: str) -> None:
    """Close the move, rule on it, and tell all teams."""
    press(control, "Close submissions")
    control.get_by_role("link", name="Rule on them").click()
    for team in LEADS:
        control.get_by_label(team, exact=True).check()
    control.get_by_role("textbox", name="Ruling and reasons").fill("The offers fit one another.")
    press(control, "Rule")
    control.get_by_role("link", name="Publish the outcome").first.click()
    for team in LEADS:
        control.get_by_label(team, exact=True).check()
    control.get_by_role("textbox", name="Title").fill(title)
    control.get_by_role("textbox", name="Outcome").fill("The gates stay half open.")
    press(control, "Publish")


def open_desks(windows: dict[str, Page], tokens: dict[str, str]) -> None:
    """Let the players come by the links of their invitations."""
    for team, token in tokens.items():
        windows[team].goto(f"/invitations/{token}/")
        windows[team].get_by_role("link", name="Open your desk").click()
        expect(windows[team].get_by_role("heading", name=team, level=1)).to_be_visible()


def stands_on(desk: Page, words: str) -> None:
    """Expect ``words`` on the desk at once, without its page being loaded again."""
    expect(desk.get_by_text(words).first).to_be_visible(timeout=AT_ONCE)


def play_first_half(control: Page, upper: Page, lower: Page) -> None:
    """Start, open a move, release two injects, and pass on a message."""
    press(control, "Start the game")
    press(control, "Open move 1")
    for desk in (upper, lower):
        stands_on(desk, "Both gates may be closed")
    press(control, "Release 1")
    for desk in (upper, lower):
        stands_on(desk, "No rain before July")
    press(control, "Release 2")
    stands_on(lower, "The gates are closed")
    upper.reload()
    assert "The gates are closed" not in upper.content()
    upper.get_by_role("checkbox", name="Lower Basin", exact=True).check()
    upper.get_by_label("Subject").fill("Before you count the days")
    upper.get_by_role("textbox", name="Message").fill("One gate stays open until Friday.")
    press(upper, "Send the message")
    stands_on(upper, "Your message is with control")
    assert "Before you count the days" not in lower.content()
    press(control, "Pass on Before you count the days")
    stands_on(lower, "Before you count the days")


def play_second_half(control: Page, upper: Page, lower: Page) -> None:
    """Decide, rule, play another move, and end."""
    hand_in(upper, "We open one gate.")
    hand_in(lower, "We publish what is stored.")
    control.reload()
    expect(control.get_by_text("We publish what is stored.").first).to_be_visible()
    rule(control, "Half open")
    stands_on(upper, "Half open")
    press(control, "Open move 2")
    press(control, "Release 6")
    stands_on(upper, "Twelve days have passed")
    for desk, decision in ((upper, "We keep to it."), (lower, "We keep to it as well.")):
        desk.reload()
        hand_in(desk, decision)
    rule(control, "It held")
    control.locator("#more-course summary").click()
    press(control, "End the game")


def test_a_game_of_two_moves_is_run_through_a_crash_to_its_report(
    app: Flask, house: House, windows: dict[str, Page]
) -> None:
    key, tokens = keys(app)
    control, upper, lower = windows.values()
    open_desks(windows, tokens)
    sign_in(control, "officer")
    control.goto(f"/staff/events/{key}/game/")
    control.get_by_role("link", name="Control room").first.click()
    play_first_half(control, upper, lower)

    house.kill()
    house.start()
    for page in windows.values():
        page.reload()
    expect(lower.get_by_text("Before you count the days").first).to_be_visible()
    play_second_half(control, upper, lower)

    control.goto(f"/staff/events/{key}/game/")
    control.get_by_role("link", name="After the game").first.click()
    control.get_by_role("link", name="Report", exact=True).click()
    expect(control.get_by_text("We publish what is stored.")).to_be_visible()
    with control.expect_download() as downloaded:
        press(control, "Download the after-action report")
    assert downloaded.value.path().read_bytes().startswith(b"%PDF-")
