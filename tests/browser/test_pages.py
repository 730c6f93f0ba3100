"""Every kind of page, seen by axe: wide and narrow, light and dark; and nothing complains."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from app.core.clock import now
from app.infra.mail import FolderPostman
from app.infra.message import compose
from app.infra.models import OutboxMail
from docs import scenes
from tests.browser import demonstration
from tests.browser.axe import violations
from tests.browser.conftest import NARROW, WIDE

pytestmark = pytest.mark.browser

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


WORKSPACE = "/staff/events/"


@pytest.mark.parametrize("part", ["public", "workspace", "staff"])
def test_no_page_has_a_flaw(app: Flask, page: Page, part: str) -> None:
    demonstration.show(app)
    if part != "public":
        demonstration.sign_in(page)
    urls = demonstration.pages(app, public=part == "public")
    if part != "public":
        urls = [url for url in urls if url.startswith(WORKSPACE) is (part == "workspace")]
    assert len(urls) > 5
    complaints: list[str] = []
    page.on(
        "console",
        lambda said: said.type == "error" and complaints.append(f"{page.url}: {said.text}"),
    )
    faults = [fault for url in urls for fault in flaws(page, url)]
    assert faults + complaints == []


def test_a_list_on_its_way_has_no_flaw(app: Flask, page: Page) -> None:
    demonstration.show(app)
    demonstration.sign_in(page)
    faults = []
    for address, act in (
        ("/staff/imports/contacts", scenes.open_contacts),
        ("/staff/imports/guests", scenes.open_guests),
        ("/staff/imports/panels", scenes.send_panels),
    ):
        page.goto(address)
        act(page)
        page.wait_for_url(f"**{address}/*" if "panels" not in address else "**/staff/imports/*")
        faults += flaws(page, page.url)
    assert faults == []


def test_caught_mail_has_no_flaw_and_its_links_open(
    app: Flask, page: Page, caught_letter: str
) -> None:
    demonstration.show(app)
    demonstration.sign_in(page)
    assert [*flaws(page, "/staff/caught/"), *flaws(page, caught_letter)] == []
    for shown, link in ((caught_letter, "archive"), (f"{caught_letter}/html", "The archive")):
        page.goto(shown)
        page.get_by_role("link", name=link).click()
        page.wait_for_url("**/archive/")
        assert page.get_by_role("heading", level=1).is_visible()


@pytest.fixture
def caught_letter(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Put a mail with long words into the folder of caught mail; give the address of its page."""
    settings = app.extensions["settings"]
    monkeypatch.setitem(app.extensions, "settings", replace(settings, mail_url=f"file:{tmp_path}"))
    archive = f"{settings.base_url}/archive/"
    name = "Her Excellency Dr. Maximiliane-Alexandra von und zu Langenscheidt-Wolkenstein"
    mail = OutboxMail(
        message_id="<letter@example.org>",
        to_name=name,
        to_address=f"{'long' * 14}@example.org",
        subject=f"Invitation for {name}",
        body_text=f"Dear {name}\n\n{archive}\n\n{'unbroken' * 30}\n",
        body_html=f'<title>Letter</title><p><a href="{archive}">The archive</a></p>',
        token_seed="",
        reply_to="",
        calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        calendar_method="REQUEST",
        created_at=now(),
    )
    FolderPostman(tmp_path).deliver(compose(mail, sender="events@example.org", sender_name="Us"))
    return "/staff/caught/letter@example.org"


def flaws(page: Page, url: str) -> list[str]:
    """Return what is wrong with the page at ``url``: wide in the light, narrow in the dark."""
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    answer = page.goto(url)
    if answer is None or answer.status >= 400:
        return [f"{url} answers {answer and answer.status}"]
    found = [f"{url} wide: {fault}" for fault in violations(page)]
    page.set_viewport_size(NARROW)
    page.emulate_media(color_scheme="dark")
    found += [f"{url} narrow and dark: {fault}" for fault in violations(page)]
    if (too_wide := page.evaluate(OVERFLOW)) > 0:
        found.append(f"{url} is {too_wide} px wider than a telephone")
    return found


def test_a_missing_page_has_no_flaw(app: Flask, visitor) -> None:
    page = visitor.new_page()
    answer = page.goto("/events/there-is-no-such-event")
    assert answer.status == 404
    assert violations(page) == []


@pytest.mark.parametrize("url", ["/", "/account/sign-in"])
def test_the_keyboard_comes_first_to_a_link_past_the_menu(page: Page, url: str) -> None:
    page.goto(url)
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.get_attribute("href") == "#main"
    assert focused.is_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate("document.activeElement.closest('main') !== null")
    assert inside


def test_what_has_the_focus_is_outlined(app: Flask, page: Page) -> None:
    demonstration.show(app)
    page.goto("/archive/")
    bare = []
    for _step in range(25):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "() => { const s = getComputedStyle(document.activeElement);"
            " return [document.activeElement.outerHTML.slice(0, 80), s.outlineStyle, s.boxShadow]; }"
        )
        if style[1] == "none" and style[2] == "none":
            bare.append(style[0])
    assert bare == []
