"""The whole way of a closed dialogue: from an untidy list of contacts to the badge at the door."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app.cli.worker import work_through
from app.core.clock import now
from app.infra.mail import postman_for
from tests.browser import demonstration
from tests.browser.camera import film, seeing
from tests.browser.conftest import NARROW
from tests.documents.pdf import Pdf

pytestmark = pytest.mark.browser

CONTACTS = """\
Name;Title;Organisation;E-mail
Amb. Vera LINDGREN (ret.);Former Ambassador;Institute of the Example;vera.lindgren@example.org
"Lindgren, Vera";;Institute of the Example;v.lindgren@example.org
Otto Ahlberg;Director;Ministry of Examples;otto.ahlberg@example.org
Ana Quiroga;Professor;University of the Example;ana.quiroga@example.org
Bela Nagy;Fellow;Centre for Examples;bela.nagy@example.org
"""
TITLE = "Third round, behind closed doors"
ZONE = "Europe/Zurich"

Work = Callable[[], None]


@pytest.fixture
def work(app: Flask) -> Work:
    """Give what the worker does: it delivers mail and finishes jobs."""

    def work() -> None:
        with app.app_context():
            postman = postman_for(app.extensions["settings"].mail_url)
            work_through(postman, [], threading.Event(), once=True)

    return work


@pytest.fixture
def telephone(browser: Browser, app: Flask) -> Iterator[Page]:
    """Give a guest's telephone."""
    with a_telephone(browser, app) as page:
        yield page


@contextmanager
def a_telephone(browser: Browser, app: Flask) -> Iterator[Page]:
    base_url = app.extensions["settings"].base_url
    context = browser.new_context(base_url=base_url, viewport=NARROW, locale="en-GB")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def office(app: Flask, page: Page) -> Page:
    """Give the browser of somebody who may do everything, in the demonstration."""
    demonstration.show(app)
    demonstration.sign_in(page)
    return page


def test_from_an_untidy_list_to_a_badge_at_the_door(
    app: Flask, office: Page, telephone: Page, work: Work, tmp_path: Path
) -> None:
    page = office
    load_contacts(page, work)
    merge(page, "Vera Lindgren")

    workspace = create_dialogue(page)
    for name in ("Vera Lindgren", "Otto Ahlberg", "Ana Quiroga"):
        give_seat(page, workspace, name)
    add_candidate(page, workspace, "Ana Quiroga", "Bela Nagy")
    invite(page, workspace, mails=3)
    work()

    ticket = accept(telephone, link_to(page, "Vera"))
    decline(telephone, link_to(page, "Otto"))
    propose(telephone, "Lena Holm")
    decline(telephone, link_to(page, "Ana"))

    seat_substitute(page, workspace, "Lena Holm")
    seat_next_candidate(page, workspace, "Bela Nagy")
    assert states(page, workspace) == {
        "Vera Lindgren": "Accepted",
        "Otto Ahlberg": "Substituted",
        "Lena Holm": "Approved",
        "Ana Quiroga": "Substituted",
        "Bela Nagy": "Approved",
    }

    assert "Amb. Vera Lindgren (ret.)" in badges(page, workspace)
    shot = film(ticket, tmp_path / "ticket.mjpeg")
    with closing(seeing(page.context.browser, shot)) as other, a_telephone(other, app) as door:
        check_in(door, "Amb. Vera Lindgren (ret.)")
    assert states(page, workspace)["Vera Lindgren"] == "Attended"


def load_contacts(page: Page, work: Work) -> None:
    """Load the list, having seen what it would do."""
    page.goto("/staff/imports/contacts")
    page.get_by_label("List of contacts").set_input_files(
        {"name": "contacts.csv", "mimeType": "text/csv", "buffer": CONTACTS.encode()}
    )
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_role("button", name="Check the whole file").click()
    work()
    page.get_by_role("button", name="Load the contacts").click()
    work()
    page.get_by_text("Everybody in the file who could be read").wait_for()


def merge(page: Page, name: str) -> None:
    """Make one of the two entries of a person."""
    page.goto("/staff/people/duplicates/")
    page.get_by_role("link", name=re.compile(f"^Merge .*{name}")).click()
    page.get_by_role("button", name="Merge").click()
    page.get_by_text("They are one person now.").wait_for()


def create_dialogue(page: Page) -> str:
    """Create a closed dialogue that begins in less than a day; return the address of its workspace."""
    begins = (now() + timedelta(hours=20)).astimezone(ZoneInfo(ZONE))
    page.goto("/staff/events/new")
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Kind").select_option(label="Dialogue round")
    page.get_by_label("Day", exact=True).fill(f"{begins:%Y-%m-%d}")
    page.get_by_label("From").fill(f"{begins:%H:%M}")
    page.get_by_label("Time zone").select_option(ZONE)
    page.get_by_label("Place").fill("Geneva")
    page.get_by_role("button", name="Create the event").click()
    page.get_by_role("heading", level=1, name=TITLE).wait_for()
    workspace = page.url
    page.goto(f"{workspace}life/confirm")
    page.get_by_role("main").get_by_role("button", name="Confirm").click()
    return workspace


def give_seat(page: Page, workspace: str, name: str) -> None:
    """Seat somebody of the directory, approved."""
    page.goto(f"{workspace}people/add?q={name}")
    page.get_by_role("radio", name=name).check()
    page.get_by_role("checkbox", name="Participant").check()
    page.get_by_label("State").select_option(label="Approved")
    page.get_by_role("button", name="Add the seat").click()
    page.get_by_role("link", name=name).first.wait_for()


def add_candidate(page: Page, workspace: str, name: str, candidate: str) -> None:
    """Note who would be next for the seat."""
    page.goto(f"{workspace}people/")
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_role("link", name="Add a candidate").click()
    page.get_by_role("searchbox").fill(candidate)
    page.get_by_role("button", name="Find in the directory").click()
    page.get_by_role("radio", name=candidate).check()
    page.get_by_role("button", name="Add the candidate").click()
    page.get_by_text(f"{candidate} is number 1.").wait_for()


def invite(page: Page, workspace: str, mails: int) -> None:
    """Ask everybody whose seat is approved, and release the letters by their number."""
    until = (now() + timedelta(hours=10)).astimezone(ZoneInfo(ZONE))
    page.goto(f"{workspace}invitations/")
    page.get_by_role("main").get_by_role("link", name="Invite", exact=True).first.click()
    page.get_by_label("Answer by").fill(f"{until:%Y-%m-%d}")
    page.get_by_label("Time of day").fill(f"{until:%H:%M}")
    page.get_by_role("button", name="Write the drafts").click()
    page.get_by_role("button", name=f"Send {mails} mails").click()
    page.get_by_text("Sent on").wait_for()


def link_to(page: Page, name: str) -> str:
    """Return the link in the mail that ``name`` got."""
    page.goto(f"/staff/caught/?q={name}")
    page.get_by_role("link", name=TITLE).first.click()
    link = page.locator("a[href*='/invitations/']").first.get_attribute("href")
    assert link
    return link


def accept(page: Page, link: str) -> str:
    """Say yes; return the ticket for the door."""
    page.goto(link)
    page.get_by_role("button", name="Yes, I will come").click()
    return page.locator(".ticket-code").inner_text()


def decline(page: Page, link: str) -> None:
    """Say no, and why."""
    page.goto(link)
    page.get_by_label("A message to us").fill("I shall be in Vienna.")
    page.get_by_role("button", name="No, I cannot come").click()
    page.get_by_text("You are not coming.").wait_for()


def propose(page: Page, name: str) -> None:
    """Say who could come instead."""
    page.get_by_text("I am somebody else, or want to send somebody else").click()
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_role("textbox", name="E-mail address").fill("lena.holm@example.org")
    page.get_by_role("button", name="Propose").click()
    page.get_by_role("button", name="Take it back").wait_for()


def seat_substitute(page: Page, workspace: str, name: str) -> None:
    """Give whom a guest proposed that guest's seat."""
    page.goto(f"{workspace}invitations/")
    page.get_by_role("link", name=name).click()
    page.get_by_role("radio", name="Give them a seat").check()
    page.get_by_role("radio", name=f"Somebody new: {name}").check()
    page.get_by_role("button", name="Decide").click()
    page.get_by_role("button", name="Decide").wait_for(state="detached")


def seat_next_candidate(page: Page, workspace: str, name: str) -> None:
    """Give the seat of a guest who declined to the next candidate, whom the table proposes."""
    page.goto(f"{workspace}people/")
    page.get_by_role("row").filter(has_text=f"Next: {name}").get_by_role(
        "button", name="Give them the seat"
    ).click()


def states(page: Page, workspace: str) -> dict[str, str]:
    """Return the state of each seat by the name of its guest."""
    page.goto(f"{workspace}people/")
    return {
        row.get_by_role("rowheader").get_by_role("link").first.inner_text(): row.locator(
            ".state"
        ).first.inner_text()
        for row in page.locator("tbody tr").all()
    }


def badges(page: Page, workspace: str) -> str:
    """Print the badges, and return what is on them, whatever was broken into lines."""
    page.goto(f"{workspace}documents")
    with page.expect_download() as download:
        page.get_by_role("button", name="Badges").click()
    return " ".join(Pdf(download.value.path().read_bytes()).text.split())


def check_in(page: Page, name: str) -> None:
    """Sign in at the door, and hold the ticket before the camera."""
    page.goto("/account/sign-in")
    page.get_by_label("E-mail").fill("admin@example.org")
    page.get_by_label("Password").fill(demonstration.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.goto("/staff/door/")
    page.get_by_role("link", name=TITLE).click()
    page.wait_for_selector("[data-kept=yes]", state="attached")
    page.get_by_role("button", name="Scan").click()
    expect(page.locator("[data-said]")).to_contain_text(f"Checked in: {name}")
    expect(page.locator("[data-line]")).to_have_attribute("data-waiting", "0")
