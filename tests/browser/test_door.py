"""The door in a browser: letters, tickets before a camera, and a network that goes away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import func, select

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.core.tickets import TicketKind, ticket_code
from app.demonstration.door import CAPACITY, GUESTS, HERE, TITLE
from app.door.models import Arrival
from app.events.models import Event
from app.extensions import db
from app.participation.models import Participation
from app.participation.rules import SeatState
from app.people.models import Person
from tests.browser import demonstration
from tests.browser.axe import violations
from tests.browser.camera import film, seeing
from tests.browser.conftest import NARROW

pytestmark = pytest.mark.browser

SEATS = 4
EXPECTED = GUESTS + SEATS


@pytest.fixture
def evening(app: Flask) -> Flask:
    """Serve the demonstration, whose door is open."""
    demonstration.show(app)
    return app


@pytest.fixture
def door(evening: Flask, narrow_page: Page) -> Page:
    """Give a telephone at the door, signed in as the desk, with all it needs kept on it."""
    return at_the_door(narrow_page)


def at_the_door(page: Page) -> Page:
    page.goto("/account/sign-in")
    page.get_by_label("E-mail").fill("desk@example.org")
    page.get_by_label("Password").fill(demonstration.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/staff/door/*")
    ready(page)
    return page


def ready(page: Page) -> None:
    page.wait_for_selector("[data-kept=yes]", state="attached")


def telephone(browser: Browser, app: Flask) -> BrowserContext:
    base_url = app.extensions["settings"].base_url
    context = browser.new_context(base_url=base_url, viewport=NARROW, locale="en-GB")
    context.set_default_timeout(10_000)
    return context


@pytest.fixture
def other_telephone(browser: Browser, evening: Flask) -> Iterator[Page]:
    """Give a second telephone."""
    context = telephone(browser, evening)
    yield context.new_page()
    context.close()


def here(page: Page) -> int:
    return int(page.locator("[data-count=here]").inner_text())


def waiting(page: Page) -> int:
    return int(page.locator("[data-line]").get_attribute("data-waiting") or 0)


def arrivals(app: Flask) -> int:
    with app.app_context(), viewing_as(SYSTEM):
        return db.session.scalar(select(func.count()).select_from(Arrival)) or 0


def state_of(app: Flask, name: str) -> SeatState:
    with app.app_context(), viewing_as(SYSTEM):
        found = (
            select(Participation.state)
            .join(Person, Person.id == Participation.person_id)
            .join(Event, Event.id == Participation.event_id)
            .where(Person.display_name == name, Event.title == TITLE)
        )
        return db.session.scalars(found).one()


def let_in(page: Page, letters: str, name: str) -> None:
    page.locator("#q").fill(letters)
    page.get_by_role("button", name=f"Check in {name}").click()
    expect(page.locator("[data-said]")).to_contain_text(f"Checked in: {name}")


def all_sent(page: Page) -> None:
    expect(page.locator("[data-line]")).to_have_attribute("data-waiting", "0")


def test_three_letters_and_one_touch_let_a_guest_in(evening: Flask, door: Page) -> None:
    assert (here(door), door.locator("[data-count=expected]").inner_text()) == (HERE, str(EXPECTED))
    let_in(door, "홍길동", "Hong Gil-dong")
    all_sent(door)
    assert here(door) == HERE + 1
    assert state_of(evening, "Hong Gil-dong") is SeatState.ATTENDED
    door.get_by_role("button", name="Undo", exact=True).click()
    expect(door.locator("[data-said]")).to_contain_text("Taken back: Hong Gil-dong")
    all_sent(door)
    assert (here(door), state_of(evening, "Hong Gil-dong")) == (HERE, SeatState.CONFIRMED)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_door_has_no_flaw_whatever_it_shows(door: Page, scheme: str) -> None:
    door.emulate_media(color_scheme=scheme)
    let_in(door, "hon", "Hong Gil-dong")
    found = violations(door)
    door.get_by_role("link", name=re.compile("^Here")).click()
    found += violations(door)
    door.get_by_role("link", name="Walk-in").click()
    door.context.set_offline(True)
    let_in(door, "tar", "Yamada Tarō")
    found += violations(door)
    door.context.set_offline(False)
    assert found == []
    assert door.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_the_keyboard_alone_lets_a_guest_in(evening: Flask, door: Page) -> None:
    door.locator("#q").focus()
    door.keyboard.type("hon")
    while door.evaluate("!document.activeElement.closest('[data-does=arrive]')"):
        door.keyboard.press("Tab")
    door.keyboard.press("Enter")
    expect(door.locator("[data-said]")).to_contain_text("Checked in: Hong Gil-dong")
    assert door.evaluate("document.activeElement.id") == "q"
    all_sent(door)


def test_without_a_network_nobody_is_lost_and_nobody_doubled(evening: Flask, door: Page) -> None:
    before = arrivals(evening)
    door.context.set_offline(True)
    let_in(door, "hon", "Hong Gil-dong")
    let_in(door, "san", "Zhang San")
    door.get_by_role("button", name="Undo", exact=True).click()
    expect(door.locator("[data-said]")).to_contain_text("Taken back: Zhang San")
    expect(door.locator("[data-line]")).to_contain_text("No network.")
    assert (waiting(door), here(door), arrivals(evening)) == (3, HERE + 1, before)
    door.reload()
    expect(door.locator("[data-line]")).to_have_attribute("data-waiting", "3")
    assert here(door) == HERE + 1
    door.context.set_offline(False)
    all_sent(door)
    assert (here(door), arrivals(evening)) == (HERE + 1, before + 3)
    door.reload()
    ready(door)
    assert (here(door), arrivals(evening)) == (HERE + 1, before + 3)


def test_a_tab_that_is_killed_loses_nothing(evening: Flask, door: Page) -> None:
    before = arrivals(evening)
    address = door.url
    door.context.set_offline(True)
    let_in(door, "hon", "Hong Gil-dong")
    again = door.context.new_page()
    door.close()
    again.goto(address)
    expect(again.locator("[data-line]")).to_have_attribute("data-waiting", "1")
    again.context.set_offline(False)
    again.reload()
    all_sent(again)
    assert arrivals(evening) == before + 1


def test_what_was_sent_but_not_answered_is_taken_once(evening: Flask, door: Page) -> None:
    before = arrivals(evening)
    door.route("**/sync?*", lambda route: (route.fetch(), route.abort()))
    let_in(door, "hon", "Hong Gil-dong")
    expect(door.locator("[data-line]")).to_contain_text("No network.")
    assert waiting(door) == 1
    assert arrivals(evening) == before + 1
    door.unroute("**/sync?*")
    door.reload()
    all_sent(door)
    assert (here(door), arrivals(evening)) == (HERE + 1, before + 1)


def test_two_telephones_make_one_arrival_of_one_guest(
    evening: Flask, door: Page, other_telephone: Page
) -> None:
    before = arrivals(evening)
    other = at_the_door(other_telephone)
    for page in (door, other):
        page.context.set_offline(True)
        let_in(page, "hon", "Hong Gil-dong")
    let_in(other, "san", "Zhang San")
    for page in (door, other):
        page.context.set_offline(False)
        all_sent(page)
    expect(other.locator("[data-said]")).to_contain_text("Already in: Hong Gil-dong")
    door.reload()
    ready(door)
    assert [here(page) for page in (door, other)] == [HERE + 2] * 2
    assert arrivals(evening) == before + 3


def test_a_walk_in_without_a_network_is_a_guest_from_then_on(evening: Flask, door: Page) -> None:
    door.context.set_offline(True)
    door.locator("#q").fill("Wanda Walker")
    door.get_by_role("link", name="Walk-in").click()
    expect(door.locator("[data-free]")).to_have_text(f"Places free: {CAPACITY - EXPECTED}.")
    assert door.get_by_label("Name", exact=True).input_value() == "Wanda Walker"
    door.get_by_label("People in all").fill("2")
    door.get_by_role("button", name="Let in").click()
    expect(door.locator("[data-said]")).to_contain_text("Wanda Walker")
    assert here(door) == HERE + 2
    door.context.set_offline(False)
    door.reload()
    all_sent(door)
    ready(door)
    assert here(door) == HERE + 2
    door.locator("#q").fill("wanda")
    expect(door.locator(".guest-name")).to_have_text("Wanda Walker")


def test_signing_out_takes_every_name_from_the_device(evening: Flask, door: Page) -> None:
    address = door.url
    door.get_by_role("button", name="Hand over: sign out").click()
    door.wait_for_url("**/account/sign-in")
    kept = door.evaluate(
        """async () => {
            const base = await new Promise((done) => {
                const asked = indexedDB.open("parley-door");
                asked.onsuccess = () => done(asked.result);
            });
            const read = (store) => new Promise((done) => {
                const asked = base.transaction(store).objectStore(store).getAll();
                asked.onsuccess = () => done(asked.result);
            });
            return [await read("rosters"), await read("queue"), await caches.keys()];
        }"""
    )
    assert kept == [[], [], []]
    door.goto(address)
    assert "/account/sign-in" in door.url


def test_a_session_that_ended_keeps_what_waits(evening: Flask, door: Page) -> None:
    before = arrivals(evening)
    door.context.clear_cookies()
    let_in(door, "hon", "Hong Gil-dong")
    expect(door.locator("[data-line]")).to_contain_text("You were signed out.")
    assert (waiting(door), arrivals(evening)) == (1, before)
    at_the_door(door)
    all_sent(door)
    assert (here(door), arrivals(evening)) == (HERE + 1, before + 1)


def ticket_of(app: Flask, name: str) -> str:
    with app.app_context(), viewing_as(SYSTEM):
        key = db.session.scalars(
            select(Participation.key)
            .join(Person, Person.id == Participation.person_id)
            .join(Event, Event.id == Participation.event_id)
            .where(Person.display_name == name, Event.title == TITLE)
        ).one()
    return ticket_code(TicketKind.SEAT, key)


def test_a_ticket_that_is_typed_or_read_by_a_wedge_lets_in(evening: Flask, door: Page) -> None:
    door.locator("#q").fill(ticket_of(evening, "Hong Gil-dong").lower())
    door.keyboard.press("Enter")
    expect(door.locator("[data-said]")).to_contain_text("Checked in: Hong Gil-dong")
    door.locator("#q").fill(ticket_of(evening, "Hong Gil-dong"))
    all_sent(door)


def test_a_ticket_of_elsewhere_is_none(door: Page) -> None:
    door.locator("#q").fill("S234-5678-9ABC")
    door.keyboard.press("Enter")
    expect(door.locator("[data-said]")).to_contain_text("This is no ticket of this event.")


def test_where_there_is_no_camera_the_letters_are_typed(door: Page) -> None:
    door.get_by_role("button", name="Scan").click()
    expect(door.locator("[data-said]")).to_contain_text("There is no camera")
    assert door.evaluate("document.activeElement.id") == "q"


@pytest.fixture
def camera(evening: Flask, browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """Give a telephone whose camera sees the ticket of one guest."""
    shot = film(f"https://example.org/{ticket_of(evening, 'Hong Gil-dong')}", tmp_path / "t.mjpeg")
    with closing(seeing(browser, shot)) as other:
        yield telephone(other, evening).new_page()


def test_a_ticket_held_before_the_camera_lets_its_guest_in(evening: Flask, camera: Page) -> None:
    at_the_door(camera)
    camera.get_by_role("button", name="Scan").click()
    expect(camera.locator("[data-said]")).to_contain_text("Checked in: Hong Gil-dong")
    all_sent(camera)
    assert state_of(evening, "Hong Gil-dong") is SeatState.ATTENDED
    # The guest does not take it away at once.
    camera.wait_for_timeout(4500)
    expect(camera.locator("[data-said]")).to_contain_text("Checked in: Hong Gil-dong")
    camera.get_by_role("button", name="Close the camera").click()
    expect(camera.locator("[data-camera]")).to_be_hidden()


def test_without_scripts_the_door_works_by_plain_forms(evening: Flask, browser: Browser) -> None:
    base_url = evening.extensions["settings"].base_url
    context = browser.new_context(base_url=base_url, java_script_enabled=False, viewport=NARROW)
    page = context.new_page()
    page.goto("/account/sign-in")
    page.get_by_label("E-mail").fill("desk@example.org")
    page.get_by_label("Password").fill(demonstration.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("searchbox").fill("gil")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Check in Hong Gil-dong").click()
    expect(page.get_by_text("Checked in: Hong Gil-dong")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Here")).click()
    page.get_by_role("button", name="Undo Hong Gil-dong").click()
    expect(page.get_by_text("Taken back: Hong Gil-dong")).to_be_visible()
    context.close()
