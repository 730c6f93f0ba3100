"""What the pictures show: each class of page of the demonstration, and how to get to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from playwright.sync_api import Page

from app.registration.forms import QUICKEST

PAST = "/events/lessons-from-the-four-party-peace-talks-on-the-korean-peninsula"
NEARLY_FULL = "/events/after-the-freeze-how-talks-could-begin-again"
ROUNDTABLE = "Food, Medicine, Fuel: Humanitarian Work under Sanctions"
PANEL = "After the Freeze: How Talks Could Begin Again"
STAFF_EVENTS = "/staff/events/"

SHEET = """\
event_title,event_start,session_order,session_title,name_as_printed,title_and_organisation_as_printed
The Next Step,2019-05-16,1,What could come first,Jane Doe,"Senior Fellow, Example University"
The Next Step,2019-05-16,1,What could come first,Baba Kofi,"Former Ambassador, Example Foundation"
The Next Step,2019-05-16,2,What must not,Juan Pérez,"Professor, Example University"
"""


@dataclass(frozen=True)
class Scene:
    """A page, and who looks at it: nobody in particular, or the mailbox of one of the staff.

    ``links`` are followed by name from ``address``, since the addresses of staff pages are random;
    then ``act`` does what makes the scene. ``printed``: also look at it on paper.
    """

    name: str
    address: str
    links: tuple[str, ...] = ()
    who: str = ""
    act: Callable[[Page], object] | None = None
    printed: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture of the documentation: the top of a scene, ``height`` pixels of it."""

    name: str
    scene: str
    height: int
    narrow: bool = False


def register(page: Page) -> None:
    """Register a guest; the page that follows says to look into the mail."""
    page.get_by_role("textbox", name="Name").fill("Max Mustermann")
    page.get_by_role("textbox", name="E-mail address").fill("max@example.org")
    page.get_by_role("textbox", name="Organisation").fill("Example University")
    page.wait_for_timeout(QUICKEST / timedelta(milliseconds=1))
    page.get_by_role("button", name="Register").click()


def register_wrongly(page: Page) -> None:
    """Send half an address and no name, past the browser's own questions."""
    page.locator("main form").evaluate("form => { form.noValidate = true; }")
    page.get_by_label("E-mail address").fill("max@example")
    page.wait_for_timeout(QUICKEST / timedelta(milliseconds=1))
    page.get_by_role("button", name="Register").click()


def seat_somebody_busy(page: Page) -> None:
    """Ask for somebody who is expected at the workshop of the same hour."""
    page.get_by_role("searchbox").fill("Kim Cheol-su")
    page.get_by_role("button", name="Find in the directory").click()
    page.get_by_role("radio", name="Kim Cheol-su").check()
    page.get_by_role("checkbox", name="Participant").check()
    page.get_by_role("button", name="Add the seat").click()


def rehearse(page: Page) -> None:
    """Send a spreadsheet, and wait for what it would do."""
    page.get_by_label("Spreadsheet").set_input_files(
        {"name": "panels.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}
    )
    page.get_by_role("button", name="Show what it would do").click()
    page.get_by_role("button", name="Load").wait_for()


SCENES = (
    Scene("home", "/"),
    Scene("upcoming", "/events/"),
    Scene("archive", "/archive/?kind=panel"),
    Scene("event-past", PAST, printed=True),
    Scene("event", NEARLY_FULL, printed=True),
    Scene("event-conference", "/events/an-armistice-is-not-a-peace"),
    Scene("event-postponed", "/events/letters-across-the-line-divided-families"),
    Scene("event-cancelled", "/events/satellites-launches-and-the-law"),
    Scene("event-moved-online", "/events/two-neighbours-seoul-and-tokyo-after-the-thaw"),
    Scene("programmes", "/programmes/"),
    Scene("programme", "/programmes/north-korea", printed=True),
    Scene("person", PAST, ("Frank Aum",)),
    Scene("register", f"{NEARLY_FULL}/register"),
    Scene("register-errors", f"{NEARLY_FULL}/register", act=register_wrongly),
    Scene("registered", f"{NEARLY_FULL}/register", act=register),
    Scene("sign-in", "/account/sign-in"),
    Scene("not-found", "/events/there-is-no-such-event"),
    Scene("today", "/staff/", who="officer"),
    Scene("events", STAFF_EVENTS, who="officer"),
    Scene("new-event", "/staff/events/new", who="officer"),
    Scene("workspace", STAFF_EVENTS, (PANEL,), who="officer"),
    Scene("details", STAFF_EVENTS, (PANEL, "Details"), who="officer"),
    Scene("belonging", STAFF_EVENTS, (PANEL, "Programme"), who="officer"),
    Scene("people", STAFF_EVENTS, (PANEL, "People"), who="officer"),
    Scene("clash", STAFF_EVENTS, (ROUNDTABLE, "People"), who="officer"),
    Scene("seat", STAFF_EVENTS, (PANEL, "People", "Jane Doe"), who="officer"),
    Scene("add-seat", STAFF_EVENTS, (PANEL, "People", "Add a seat"), who="officer"),
    Scene(
        "clash-warning",
        STAFF_EVENTS,
        (ROUNDTABLE, "People", "Add a seat"),
        "officer",
        seat_somebody_busy,
    ),
    Scene("agenda", STAFF_EVENTS, ("An Armistice", "Agenda"), who="officer"),
    Scene("dates", STAFF_EVENTS, (PANEL, "Dates"), who="officer"),
    Scene("publication", STAFF_EVENTS, (PANEL, "Publication"), who="officer"),
    Scene("registration", STAFF_EVENTS, (PANEL, "Registration"), who="officer"),
    Scene("guests", STAFF_EVENTS, (PANEL, "Guests"), who="officer"),
    Scene("event-rooms", STAFF_EVENTS, (ROUNDTABLE, "Rooms"), who="officer"),
    Scene("calendar-month", "/staff/calendar/", who="officer"),
    Scene("calendar-week", "/staff/calendar/?view=week", who="officer"),
    Scene("calendar-list", "/staff/calendar/?view=list", who="officer"),
    Scene("rooms", "/staff/rooms/", who="officer"),
    Scene("people-directory", "/staff/people/", who="officer"),
    Scene("person", "/staff/people/?q=hong", ("Hong Gil-sun",), who="officer"),
    Scene("duplicates", "/staff/people/duplicates/", who="officer"),
    Scene("outbox", "/staff/outbox/", who="admin"),
    Scene("mail", "/staff/outbox/", ("Your place",), who="admin"),
    Scene("imports", "/staff/imports/", who="admin"),
    Scene("import", "/staff/imports/", who="admin", act=rehearse),
    Scene("users", "/staff/users/", who="admin"),
    Scene("audit", "/staff/audit/", who="admin"),
)

PICTURES = (
    Picture("programme", "programme", 860),
    Picture("workspace", "workspace", 720),
    Picture("event-narrow", "event", 844, narrow=True),
    Picture("register-narrow", "register", 844, narrow=True),
    Picture("today", "today", 640),
    Picture("new-event", "new-event", 900),
    Picture("clash", "clash-warning", 600),
    Picture("guests", "guests", 535),
    Picture("archive", "archive", 820),
    Picture("import", "import", 715),
    Picture("calendar", "calendar-list", 620),
)
