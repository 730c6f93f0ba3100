"""The whole way of an event, in a browser without JavaScript: from sign-in to the archive."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from app.core.clock import now
from app.registration.forms import guests as forms
from tests.browser import demonstration
from tests.browser.conftest import NARROW

pytestmark = pytest.mark.browser

TITLE = "What five experts make of it"


@pytest.fixture
def office(browser: Browser, app: Flask) -> Page:
    """Give a member of staff's browser, in which no script runs."""
    return without_scripts(browser, app).new_page()


@pytest.fixture
def telephone(browser: Browser, app: Flask) -> Page:
    """Give a guest's telephone, in which no script runs either."""
    return without_scripts(browser, app, viewport=NARROW).new_page()


def without_scripts(browser: Browser, app: Flask, **kwargs: object) -> BrowserContext:
    """Return a new visitor whose browser runs no scripts."""
    base_url = app.extensions["settings"].base_url
    context = browser.new_context(base_url=base_url, java_script_enabled=False, **kwargs)
    context.set_default_timeout(10_000)
    return context


def test_from_the_first_idea_to_the_list_of_guests(
    app: Flask, office: Page, telephone: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A machine types faster than people do, who are taken for machines otherwise.
    monkeypatch.setattr(forms, "QUICKEST", timedelta(0))
    demonstration.show(app)
    demonstration.sign_in(office, "officer")
    workspace = create_roundtable(office)
    seat(office, workspace, "Vera Example", "Moderator")
    open_registration(office, workspace)
    publish(office, workspace)
    register(telephone)
    read_mail(office)
    assert "guest@example.org" in export(office, workspace)


def create_roundtable(page: Page) -> str:
    """Create a virtual roundtable for next month, and return the address of its workspace."""
    page.goto("/staff/events/new")
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Kind").select_option(label="Roundtable")
    page.get_by_label("Format").select_option(label="Virtual")
    page.get_by_label("Day", exact=True).fill((now() + timedelta(days=30)).date().isoformat())
    page.get_by_label("From").fill("10:00")
    page.get_by_label("To", exact=True).fill("11:30")
    page.get_by_role("button", name="Create the event").click()
    assert page.locator("h1").inner_text().startswith(TITLE)
    workspace = page.url
    page.goto(f"{workspace}life/confirm")
    page.get_by_role("main").get_by_role("button", name="Confirm").click()
    return workspace


def seat(page: Page, workspace: str, name: str, role: str) -> None:
    """Seat somebody new."""
    page.goto(f"{workspace}people/add")
    page.get_by_label("Somebody new", exact=True).check()
    page.get_by_label("Name of somebody new").fill(name)
    page.get_by_label(role, exact=True).check()
    page.get_by_role("button", name="Add the seat").click()
    assert page.get_by_role("cell", name=name).or_(page.get_by_text(name)).first.is_visible()


def open_registration(page: Page, workspace: str) -> None:
    """Let anyone register, for ten places."""
    page.goto(f"{workspace}registration")
    page.get_by_label("Who may come").select_option(label="Open registration")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Virtual", exact=True).click()
    page.get_by_label("Places").fill("10")
    page.get_by_role("main").get_by_role("button", name="Save").click()


def publish(page: Page, workspace: str) -> None:
    """Show the event to everyone, under a rule that keeps its people back."""
    page.goto(f"{workspace}publication")
    page.get_by_role("button", name="Publish without people").click()
    assert page.get_by_text("Public, without people").first.is_visible()


def register(page: Page) -> None:
    """Find the event on the public site, and register for it."""
    page.goto("/events/")
    page.get_by_role("link", name=TITLE).click()
    assert page.get_by_text("Vera Example").count() == 0
    page.get_by_role("link", name="Register").click()
    page.get_by_label(re.compile("^Name")).fill("Guest Example")
    page.get_by_label("E-mail").fill("guest@example.org")
    page.get_by_role("button", name="Register").click()
    assert page.get_by_text("guest@example.org").first.is_visible()


def read_mail(page: Page) -> None:
    """Read the mail to the guest in the outbox."""
    page.goto("/staff/outbox/")
    page.get_by_role("link", name=TITLE).first.click()
    assert page.get_by_text("guest@example.org").first.is_visible()
    assert page.get_by_text("/registrations/").first.is_visible()


def export(page: Page, workspace: str) -> str:
    """Export the guests, and return the file's words."""
    page.goto(f"{workspace}registrations")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    return download.value.path().read_text(encoding="utf-8-sig")


def test_the_archive_tells_the_office_held_then(app: Flask, telephone: Page) -> None:
    demonstration.show(app)
    said = {year: office_of("Frank Aum", telephone, year) for year in ("2021", "2024")}
    assert said["2021"] != said["2024"]
    telephone.get_by_role("link", name="Frank Aum").first.click()
    assert said["2021"] in telephone.content()
    assert said["2024"] in telephone.content()


def office_of(name: str, page: Page, year: str) -> str:
    """Return what the archive says that ``name`` was at the first panel of ``year`` that lists them."""
    page.goto(f"/archive/?year={year}&q={name}")
    page.get_by_role("main").locator("a[href^='/events/']").first.click()
    line = page.locator(".person-line").filter(has_text=name)
    return line.locator(".person-office").first.inner_text()
