"""What the pictures show: each class of page of the demonstration, and how to get to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from playwright.sync_api import Page

from app.registration.forms.guests import QUICKEST

PAST = "/events/lessons-from-the-four-party-peace-talks-on-the-korean-peninsula"
CONFERENCE = "/events/u-s-soviet-relations-in-the-era-of-detente-1969-1976"
TRANSCRIPTS = f"{CONFERENCE}/transcript"
ROUND_TABLE = "Roundtable Discussion of Former Government Officials"
DETENTE = "U.S.-Soviet Relations"
REPORT = "/publications/a-peace-regime-for-the-korean-peninsula"
NEARLY_FULL = "/events/after-the-freeze-how-talks-could-begin-again"
FULL = "/events/food-medicine-fuel-humanitarian-work-under-sanctions"
WORKSHOP = "Quiet seas: incidents and how to avoid them (closed)"
ROUNDTABLE = "Food, Medicine, Fuel: Humanitarian Work under Sanctions"
EVENING = "An Open Evening"
PANEL = "After the Freeze: How Talks Could Begin Again"
GAME = "Beyond Deterrence: a peace game"
MEETING = "Hotlines and how they fail: expert meeting (closed)"
STAFF_EVENTS = "/staff/events/"
GAMES = "/staff/events/?words=Beyond"
READY = "A Dry June: a peace game (closed)"
READY_GAMES = "/staff/events/?words=Dry"

SHEET = """\
event_title,event_start,session_order,session_title,name_as_printed,title_and_organisation_as_printed
The Next Step,2019-05-16,1,What could come first,Jane Doe,"Senior Fellow, Example University"
The Next Step,2019-05-16,1,What could come first,Baba Kofi,"Former Ambassador, Example Foundation"
The Next Step,2019-05-16,2,What must not,Juan Pérez,"Professor, Example University"
"""

CONTACTS = """\
Name;Title;Organisation;E-mail;Phone;Last contact;Notes
Amb. Jane DOE (ret.);Former Ambassador;Example Foundation;Jane Doe <jane.doe@example.org>;+1 202 555 0131;25/09/2026;met in Geneva
"Kofi, Baba";Prof.;Institut d'Ã‰tudes de l'Exemple;baba.kofi(at)example.org;;30.9.2026;
김철수;Senior Researcher;Example Institute for National Unification;kim@@example.org;;2026-10-01;prefers Korean
"Kofi, Baba";Professor;Example University;b.kofi@example.org;;1/10/2026;a name that is so long that it has to be broken somewhere
"""
"""As untidy as lists are: half of it is mended, the rest told."""

CALENDAR = """BEGIN:VCALENDAR
X-WR-TIMEZONE:America/New_York
BEGIN:VEVENT
UID:lunch@example.org
SUMMARY:Brown-bag lunch: what a hotline is for
DTSTART;TZID=Eastern Standard Time:20270302T120000
DTEND;TZID=Eastern Standard Time:20270302T133000
RRULE:FREQ=WEEKLY;COUNT=3
CATEGORIES:Crisis lines
END:VEVENT
BEGIN:VEVENT
UID:lunch@example.org
RECURRENCE-ID:20270309T170000Z
SUMMARY:Brown-bag lunch: what a hotline is for
DTSTART;TZID=Eastern Standard Time:20270309T120000
STATUS:CANCELLED
END:VEVENT
BEGIN:VEVENT
UID:roundtable@example.org
SUMMARY:한반도 평화와 번영을 위한 원탁회의
DTSTART;TZID=Korea Standard Time:20270520T140000
DTEND;TZID=Korea Standard Time:20270520T180000
LOCATION:Seoul
STATUS:TENTATIVE
END:VEVENT
BEGIN:VEVENT
UID:words@example.org
SUMMARY:A beginning in words
DTSTART:next Tuesday
END:VEVENT
END:VCALENDAR
"""
REGISTRANTS = """\
ID,Name,Email Address,Affiliation,Registration state
1,"DOE, Jane",jane.doe@example.org,Example Foundation,Completed
2,"KOFI, Baba",baba.kofi@example.org,Example University,Awaiting approval
3,"PÉREZ, Juan",juan.perez@example.org,Example University,Rejected
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


def send_panels(page: Page) -> None:
    """Send a spreadsheet of past panels."""
    page.get_by_label("Spreadsheet").set_input_files(
        {"name": "panels.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}
    )
    page.get_by_role("button", name="Show what it would do").click()


def play_a_little(page: Page) -> None:
    """Start the game, open its first move and release an inject, where that was not done yet."""
    for name in ("Start the game", "Open move 1", "Release"):
        button = page.get_by_role("button", name=name).first
        if button.count():
            button.click()
            page.wait_for_timeout(1500)
    page.goto(page.url.partition("#")[0])


def rehearse(page: Page) -> None:
    """Send a spreadsheet, and wait for what it would do."""
    send_panels(page)
    page.get_by_role("button", name="Load").wait_for()


def check_calendar(page: Page) -> None:
    """Send a calendar, and wait for what would become of its entries."""
    page.get_by_label("Calendar, page or schedule").set_input_files(
        {"name": "programme.ics", "mimeType": "text/calendar", "buffer": CALENDAR.encode()}
    )
    page.get_by_role("button", name="Show what it would do").click()
    page.get_by_role("button", name="Load the file").wait_for()


def open_contacts(page: Page) -> None:
    """Send a list of contacts; the page that follows asks what its columns mean."""
    page.get_by_label("List of contacts").set_input_files(
        {"name": "contacts.csv", "mimeType": "text/csv", "buffer": CONTACTS.encode("utf-8")}
    )
    page.get_by_role("button", name="Look at the file").click()


def check_contacts(page: Page) -> None:
    """Have the list checked, and wait for what would become of each."""
    open_contacts(page)
    page.get_by_role("button", name="Check the whole file").click()
    page.get_by_role("button", name="Load the contacts").wait_for()


def open_guests(page: Page) -> None:
    """Send a list of registrants for the panel; the page that follows says how it was read."""
    page.get_by_label("File of speakers or registrants").set_input_files(
        {"name": "registrations.csv", "mimeType": "text/csv", "buffer": REGISTRANTS.encode()}
    )
    page.get_by_label("Event", exact=True).select_option(index=1)
    page.get_by_role("button", name="Look at the file").click()


def check_guests(page: Page) -> None:
    """Have the list checked, and wait for whom it would seat."""
    open_guests(page)
    page.get_by_role("button", name="Check the whole file").click()
    page.get_by_role("button", name="Load the people").wait_for()


def open_own_page(page: Page) -> None:
    """Follow the personal link in the letter to a guest who has not answered."""
    letter = page.get_by_role("main").get_by_role("link", name="/invitations/").first
    page.goto(letter.get_attribute("href") or "")


def say_yes(page: Page) -> None:
    """Accept; the page then asks for what a host must know."""
    open_own_page(page)
    page.get_by_role("button", name="Yes, I will come").click()


def say_no(page: Page) -> None:
    """Decline; the page then asks for somebody else."""
    open_own_page(page)
    page.get_by_role("button", name="No, I cannot come").click()


def tick_guests(page: Page) -> None:
    """Choose the first three guests, and something to do with them."""
    for box in page.locator("main tbody input[type=checkbox]").all()[:3]:
        box.check()


def change_many(page: Page) -> None:
    """Go on to the page that asks what is done with the seats that are ticked."""
    tick_guests(page)
    page.locator("main select[name=do]").select_option("confirm")
    page.get_by_role("button", name="Go on").first.click()


def ask_a_question(page: Page) -> None:
    """Choose a kind of question; the page that follows asks for its words."""
    page.locator("main select[name=kind]").select_option("one_choice")
    page.get_by_role("button", name="Add").click()


SCENES = (
    Scene("home", "/"),
    Scene("upcoming", "/events/"),
    Scene("archive", "/archive/?kind=panel"),
    Scene("search", "/search?q=peace+talks"),
    Scene("search-understood", "/search?q=korean+penninsula+diplomacy&in=past"),
    Scene("search-empty", "/search"),
    Scene("embed-upcoming", "/embed/upcoming?kind=panel"),
    Scene("embed-event", f"/embed{NEARLY_FULL}"),
    Scene("game", "/events/beyond-deterrence-a-peace-game/game", printed=True),
    Scene("figures", "/archive/figures", printed=True),
    Scene("event-past", PAST, printed=True),
    Scene("event", NEARLY_FULL, printed=True),
    Scene("event-conference", "/events/an-armistice-is-not-a-peace"),
    Scene("event-postponed", "/events/letters-across-the-line-divided-families"),
    Scene("event-cancelled", "/events/satellites-launches-and-the-law"),
    Scene("event-moved-online", "/events/two-neighbours-seoul-and-tokyo-after-the-thaw"),
    Scene("event-withdrawn", "/events/a-table-for-six"),
    Scene("event-on-record", CONFERENCE, printed=True),
    Scene("event-heard", "/events/foreign-economic-policy-1973-1976"),
    Scene("transcripts", TRANSCRIPTS),
    Scene("transcript", TRANSCRIPTS, (ROUND_TABLE,), printed=True),
    Scene("programmes", "/programmes/"),
    Scene("programme", "/programmes/north-korea", printed=True),
    Scene("series", "/series/workshops-on-a-way-forward"),
    Scene("publication-list", "/publications/"),
    Scene("report", REPORT, printed=True),
    Scene("person", PAST, ("Frank Aum",)),
    Scene("register", f"{NEARLY_FULL}/register"),
    Scene("register-errors", f"{NEARLY_FULL}/register", act=register_wrongly),
    Scene("registered", f"{NEARLY_FULL}/register", act=register),
    Scene("sign-in", "/account/sign-in"),
    Scene("not-found", "/events/there-is-no-such-event"),
    Scene("programme-text", "/staff/programmes/", ("North Korea",), who="officer"),
    Scene("programme-versions", "/staff/programmes/", ("North Korea", "version"), who="officer"),
    Scene(
        "programme-version",
        "/staff/programmes/",
        ("North Korea", "version", "Version 1"),
        who="officer",
    ),
    Scene("today", "/staff/", who="officer"),
    Scene("events", STAFF_EVENTS, who="officer"),
    Scene("new-event", "/staff/events/new", who="officer"),
    Scene("workspace", STAFF_EVENTS, (PANEL,), who="officer"),
    Scene("details", STAFF_EVENTS, (PANEL, "Details"), who="officer"),
    Scene("belonging", STAFF_EVENTS, (PANEL, "Programme"), who="officer"),
    Scene("people", STAFF_EVENTS, (PANEL, "People"), who="officer"),
    Scene("participants", STAFF_EVENTS, (WORKSHOP, "People"), who="officer", printed=True),
    Scene("seat-free", STAFF_EVENTS, (WORKSHOP, "People", "Otto Muster"), who="officer"),
    Scene("gather", STAFF_EVENTS, (WORKSHOP, "People", "Add several people"), who="officer"),
    Scene("delegations", STAFF_EVENTS, (WORKSHOP, "Delegations"), who="officer", printed=True),
    Scene("balance", STAFF_EVENTS, (WORKSHOP, "Balance"), who="officer", printed=True),
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
    Scene("recordings", f"{STAFF_EVENTS}?q=detente", (DETENTE, "Recordings"), who="officer"),
    Scene(
        "recording",
        f"{STAFF_EVENTS}?q=detente",
        (DETENTE, "Recordings", "Video"),
        who="officer",
    ),
    Scene(
        "transcript-staff",
        f"{STAFF_EVENTS}?q=detente",
        (DETENTE, "Recordings", "Text kept here"),
        who="officer",
    ),
    Scene("dates", STAFF_EVENTS, (PANEL, "Dates"), who="officer"),
    Scene("publication", STAFF_EVENTS, (PANEL, "Publication"), who="officer"),
    Scene(
        "preview",
        STAFF_EVENTS,
        (PANEL, "Publication", "See it as a visitor"),
        who="officer",
        act=lambda page: page.wait_for_load_state("networkidle"),
    ),
    Scene(
        "preview-hidden",
        STAFF_EVENTS,
        (MEETING, "Publication", "See it as a visitor"),
        who="officer",
    ),
    Scene("registration", STAFF_EVENTS, (PANEL, "Registration"), who="officer"),
    Scene("guests", STAFF_EVENTS, (PANEL, "Guests"), who="officer"),
    Scene("documents", STAFF_EVENTS, (PANEL, "Documents"), who="officer"),
    Scene("attendance", STAFF_EVENTS, (EVENING, "Attendance"), who="officer"),
    Scene("places", STAFF_EVENTS, (ROUNDTABLE, "Registration", "In person"), who="officer"),
    Scene("form", STAFF_EVENTS, (ROUNDTABLE, "Registration", "Build the form"), who="officer"),
    Scene(
        "question",
        STAFF_EVENTS,
        (ROUNDTABLE, "Registration", "Build the form"),
        "officer",
        ask_a_question,
    ),
    Scene(
        "form-preview",
        STAFF_EVENTS,
        (ROUNDTABLE, "Registration", "Build the form", "See the form"),
        who="officer",
    ),
    Scene("guests-ticked", STAFF_EVENTS, (ROUNDTABLE, "Guests"), "officer", tick_guests),
    Scene("waiting-list", STAFF_EVENTS, (ROUNDTABLE, "Guests", "Waiting list"), who="officer"),
    Scene("guest", STAFF_EVENTS, (ROUNDTABLE, "Guests", "Ada Sample"), who="officer"),
    Scene("register-full", f"{FULL}/register"),
    Scene("invitations", STAFF_EVENTS, (MEETING, "Invitations"), who="officer"),
    Scene("invitations-none", STAFF_EVENTS, (WORKSHOP, "Invitations"), who="officer"),
    Scene("invite", STAFF_EVENTS, (MEETING, "Invitations", "Invite"), who="officer"),
    Scene("invitation", STAFF_EVENTS, (MEETING, "Invitations", "Ejemplo"), who="officer"),
    Scene("proposal", STAFF_EVENTS, (MEETING, "Invitations", "Vzorová"), who="officer"),
    Scene(
        "nominations",
        STAFF_EVENTS,
        (MEETING, "Invitations", "Ask focal points"),
        who="officer",
    ),
    Scene("inviting", STAFF_EVENTS, (MEETING, "Invitations", "How invitations"), who="officer"),
    Scene("needs", STAFF_EVENTS, (MEETING, "Invitations", "For catering"), who="officer"),
    Scene("letters", STAFF_EVENTS, (MEETING, "Letters"), who="officer"),
    Scene("letters-none", STAFF_EVENTS, (PANEL, "Letters"), who="officer"),
    Scene("letter-new", STAFF_EVENTS, (MEETING, "Letters", "Write a letter"), who="officer"),
    Scene("drafts", STAFF_EVENTS, (MEETING, "Letters", "Wave 2"), who="officer"),
    Scene("mailing", STAFF_EVENTS, (MEETING, "Letters", "Wave 1"), who="officer"),
    Scene("reminder", STAFF_EVENTS, (MEETING, "Letters", "Plan a reminder"), who="officer"),
    Scene("letter-log", STAFF_EVENTS, (MEETING, "Letters", "Every mail"), who="officer"),
    Scene("templates", "/staff/mail-templates/", who="admin"),
    Scene("template", "/staff/mail-templates/invitation/roundtable", who="admin"),
    Scene("rsvp", "/staff/caught/?q=muster", ("Invitation",), "admin", open_own_page),
    Scene("rsvp-yes", "/staff/caught/?q=muster", ("Invitation",), "admin", say_yes),
    Scene("rsvp-no", "/staff/caught/?q=muster", ("Invitation",), "admin", say_no),
    Scene("many", STAFF_EVENTS, (WORKSHOP, "People"), "officer", change_many),
    Scene(
        "candidate", STAFF_EVENTS, (WORKSHOP, "People", "Otto Muster", "Add a candidate"), "officer"
    ),
    Scene("merge", "/staff/people/duplicates/", ("Merge",), who="officer"),
    Scene("door", "/staff/door/", who="desk"),
    Scene("door-here", "/staff/door/", ("Here 9",), who="desk"),
    Scene("door-walk-in", "/staff/door/", ("Walk-in",), who="desk"),
    Scene("event-rooms", STAFF_EVENTS, (ROUNDTABLE, "Rooms"), who="officer"),
    Scene("calendar-month", "/staff/calendar/", who="officer"),
    Scene(
        "game-control",
        READY_GAMES,
        (READY, "Game", "Control room"),
        who="officer",
        act=play_a_little,
    ),
    Scene(
        "game-desk",
        READY_GAMES,
        (READY, "Game", "Control room", "As a player sees it", "Ada Pretend"),
        who="officer",
    ),
    Scene("game-after", GAMES, (GAME, "Game", "After the game"), who="officer"),
    Scene(
        "game-report",
        GAMES,
        (GAME, "Game", "After the game", "Report"),
        who="officer",
        printed=True,
    ),
    Scene(
        "game-public",
        GAMES,
        (GAME, "Game", "After the game", "What is public"),
        who="officer",
    ),
    Scene("calendar-week", "/staff/calendar/?view=week", who="officer"),
    Scene("calendar-list", "/staff/calendar/?view=list", who="officer"),
    Scene("rooms", "/staff/rooms/", who="officer"),
    Scene("people-directory", "/staff/people/", who="officer"),
    Scene("person", "/staff/people/?q=hong", ("Hong Gil-sun",), who="officer"),
    Scene("duplicates", "/staff/people/duplicates/", who="officer"),
    Scene("outbox", "/staff/outbox/", who="admin"),
    Scene("mail", "/staff/outbox/", ("Your place",), who="admin"),
    Scene("caught", "/staff/caught/", who="admin"),
    Scene("caught-mail", "/staff/caught/", ("Your place",), who="admin"),
    Scene("imports", "/staff/imports/", who="admin"),
    Scene("import", "/staff/imports/panels", who="admin", act=rehearse),
    Scene("import-contacts", "/staff/imports/contacts", who="admin"),
    Scene("contact-columns", "/staff/imports/contacts", who="admin", act=open_contacts),
    Scene("contacts-checked", "/staff/imports/contacts", who="admin", act=check_contacts),
    Scene("import-events", "/staff/imports/events", who="admin"),
    Scene("events-checked", "/staff/imports/events", who="admin", act=check_calendar),
    Scene("import-media", "/staff/imports/media", who="admin"),
    Scene("import-guests", "/staff/imports/guests", who="admin"),
    Scene("guests-checked", "/staff/imports/guests", who="admin", act=check_guests),
    Scene("users", "/staff/users/", who="admin"),
    Scene("audit", "/staff/audit/", who="admin"),
)

PICTURES = (
    Picture("programme", "programme", 860),
    Picture("workspace", "workspace", 720),
    Picture("event-narrow", "event", 844, narrow=True),
    Picture("register-narrow", "register", 844, narrow=True),
    Picture("today", "today", 980),
    Picture("new-event", "new-event", 900),
    Picture("clash", "clash-warning", 600),
    Picture("guests", "guests", 740),
    Picture("invitations", "invitations", 840),
    Picture("waiting-list", "waiting-list", 560),
    Picture("contacts", "contacts-checked", 760),
    Picture("door", "door", 844, narrow=True),
    Picture("archive", "archive", 820),
    Picture("game-control", "game-control", 980),
    Picture("game-desk-narrow", "game-desk", 844, narrow=True),
    Picture("game", "game", 980),
    Picture("game-report", "game-report", 900),
    Picture("import", "import", 715),
    Picture("calendar-import", "events-checked", 800),
    Picture("calendar", "calendar-list", 620),
)
