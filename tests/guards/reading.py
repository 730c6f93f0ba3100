"""Reading a site from outside: every address, every link, every filter, every guess."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextvars import Context
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.access.doors import Door, door_of
from app.extensions import Base, db
from tests.guards.planting import Place

TABLES_BEHIND = {
    "add": ("person",),
    "agenda": ("event_session",),
    "authors": ("output_author",),
    "biographies": ("biography",),
    "castings": ("game_casting",),
    "contacts": ("upload",),
    "delegations": ("delegation",),
    "distinct": ("person",),
    "door": ("event",),
    "events": ("event", "former_slug"),
    "files": ("registration_answer", "game_file"),
    "form": ("registration_question",),
    "guests": ("upload",),
    "import": ("upload",),
    "imports": ("job",),
    "lessons": ("game_lesson",),
    "indicators": ("game_indicator",),
    "injects": ("game_inject",),
    "letters": ("mailing", "outbox_mail"),
    "links": ("output_link",),
    "merge": ("person",),
    "merges": ("person_merge",),
    "moves": ("game_move",),
    "names": ("name_variant",),
    "of": ("invitation",),
    "organisations": ("organisation",),
    "outbox": ("outbox_mail",),
    "people": ("person", "participation", "head_shot"),
    "places": ("registration_pool",),
    "pool": ("registration_pool",),
    "portrait": ("head_shot",),
    "programmes": ("programme",),
    "proposals": ("seat_proposal",),
    "publications": ("output", "output_slug"),
    "recordings": ("recording",),
    "regions": ("region",),
    "registrations": ("registration",),
    "related": ("event",),
    "roles": ("game_role",),
    "rooms": ("room", "venue"),
    "scenarios": ("game_scenario",),
    "series": ("series",),
    "sessions": ("event_session", "login_session"),
    "teams": ("game_team",),
    "topics": ("topic",),
    "users": ("user_account",),
    "venues": ("venue",),
    "versions": ("programme_text",),
}
"""What the part of an address that follows such a word names; after any other word, anything."""

NO_THING = frozenset({"caught", "life", "mail-templates", "offices"})
"""After these words an address names a file, a step, a purpose or a place: nothing that was planted."""

HEADERS_THAT_VARY = {"content-length", "date", "etag", "set-cookie", "last-modified"}
CHANGES_EVERY_TIME = re.compile(r'(name="(?:csrf_token|once)"[^>]*value=)"[^"]*"|\?v=[0-9a-f]{12}"')
"""Keys of forms; and the version of a style sheet, which someone may be editing."""


@dataclass(frozen=True)
class Reading:
    """What came back for one address."""

    url: str
    status: str
    headers: tuple[tuple[str, str], ...]
    text: str

    @property
    def code(self) -> int:
        """The number of the status."""
        return int(self.status.split()[0])

    def everything(self) -> str:
        """Return status line, headers and body."""
        headers = (f"{name}: {value}" for name, value in self.headers)
        return "\n".join([self.status, *headers, self.text])

    def lines(self, asked: Iterable[str] = ()) -> list[str]:
        """Return what there is to compare, when the words that were ``asked`` do not count."""
        headers = [
            f"{name}: {value}"
            for name, value in self.headers
            if name.lower() not in HEADERS_THAT_VARY
        ]
        text = "\n".join([self.status, *headers, CHANGES_EVERY_TIME.sub(r"\1", self.text)])
        for word in asked:
            text = text.replace(word, "…")
        return text.splitlines()


FIELDS = frozenset({"text", "search", "hidden", "select"})
"""Fields that can ask for a thing; a day, a number or a box cannot."""


class Question(NamedTuple):
    """A field of a form that only asks; free if any words can be typed into it.

    ``values`` are those that the form itself knows: of a list to choose from, or of a hidden field.
    """

    path: str
    name: str
    free: bool
    values: tuple[str, ...] = ()

    def asking(self, value: str) -> str:
        """Return the address that asks for ``value``."""
        return f"{self.path}?{urlencode({self.name: value})}"


TEMPLATES = "/staff/mail-templates/"
"""One page for each purpose and kind of event, all alike: one of them is read."""


class Reader:
    """Someone who reads the site: with an own browser, and without the eyes of the test."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        # The plain client: looking for flaws in every page would take most of the time.
        self.browser: FlaskClient = FlaskClient(app, app.response_class)

    def read(self, url: str) -> Reading:
        """Ask for ``url``."""
        response: TestResponse = Context().run(self.browser.get, url, buffered=True)
        db.session.rollback()
        return Reading(url, response.status, tuple(response.headers), _text(response))

    def crawl(self, start: Iterable[str]) -> dict[str, Reading]:
        """Return all that there is to read from ``start`` on, by its address."""
        return {reading.url: reading for reading in self.wander(start)}

    def wander(self, start: Iterable[str]) -> Iterator[Reading]:
        """Read ``start`` and whatever is linked from there; a link with a query, one step far."""
        seen: set[str] = set()
        waiting = list(dict.fromkeys(start))
        templates_read = False
        while waiting:
            url = waiting.pop()
            alike = url.startswith(TEMPLATES) and url != TEMPLATES
            if url in seen or (alike and templates_read):
                continue
            templates_read |= alike
            seen.add(url)
            yield (reading := self.read(url))
            waiting += [
                link
                for link in self._links(reading)
                if link not in seen and ("?" not in link or "?" not in url)
            ]

    def _links(self, reading: Reading) -> Iterator[str]:
        base = self.app.extensions["settings"].base_url
        for link in links_in(reading):
            parts = urlsplit(urljoin(f"{base}{reading.url}", link))
            if f"{parts.scheme}://{parts.netloc}" == base and not parts.path.startswith("/static/"):
                yield parts.path + (f"?{parts.query}" if parts.query else "")


def _text(response: TestResponse) -> str:
    """Return the words of the body: unpacked if it is packed, unfolded if it is a calendar."""
    if response.data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(response.data)) as packed:
            return "\n".join(
                packed.read(name).decode(errors="replace") for name in packed.namelist()
            )
    text = response.data.decode("utf-8", "replace")
    return text.replace("\r\n ", "") if response.mimetype == "text/calendar" else text


def failures(readings: Iterable[Reading]) -> list[str]:
    """Return the addresses at which the site failed."""
    return sorted({reading.url for reading in readings if reading.code >= 500})


def written_since(before: dict[str, str]) -> list[str]:
    """Return the tables that are no longer what they were when their fingerprints were taken."""
    return [table for table, now in fingerprints().items() if now != before[table]]


def fingerprints() -> dict[str, str]:
    """Return for every table, the trail of who saw what aside, a sum of all that is in it."""
    db.session.rollback()  # What was read before may stand in an older light.
    connection = db.session.connection()
    found = {}
    for table in Base.metadata.sorted_tables:
        if table.name != "audit_entry":
            rows = sorted(map(repr, connection.execute(select(table))))
            found[table.name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    db.session.rollback()
    return found


class _Page(HTMLParser):
    """The links of a page, and the fields of its forms that only ask."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.asks: list[Question] = []
        self._action: str | None = None
        self._choosing = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.links += [given[name] for name in ("href", "src") if name in given]
        if tag == "form" and given.get("method", "get").lower() == "get":
            self._action = given.get("action", "")
        kind = given.get("type", "text") if tag == "input" else tag
        if self._action is not None and kind in FIELDS and "name" in given:
            free = kind in {"text", "search"}
            values = () if free else tuple(filter(None, [given.get("value")]))
            self.asks.append(Question(self._action, given["name"], free, values))
            self._choosing = tag == "select"
        elif tag == "option" and self._choosing and given.get("value"):
            asked = self.asks.pop()
            self.asks.append(asked._replace(values=(*asked.values, given["value"])))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._choosing = False
        if tag == "form":
            self._action = None


@lru_cache(maxsize=2000)
def _parsed(text: str) -> _Page:
    page = _Page()
    page.feed(text)
    return page


def links_in(reading: Reading) -> list[str]:
    """Return what the page, feed or list of addresses links to."""
    found = re.findall(r"<loc>([^<]+)</loc>", reading.text)
    if reading.text.lstrip()[:1] == "<":
        found += _parsed(reading.text).links
    found += [value for name, value in reading.headers if name.lower() == "location"]
    return found


def questions(readings: Iterable[Reading]) -> set[Question]:
    """Return what can be asked of the pages."""
    return {
        asked._replace(path=urlsplit(urljoin(reading.url, asked.path)).path)
        for reading in readings
        if reading.code == 200 and "<form" in reading.text
        for asked in _parsed(reading.text).asks
    }


def readable_rules(app: Flask) -> list[tuple[Rule, Door]]:
    """Return every rule that answers GET, with its door; files of the project itself aside."""
    found = []
    for rule in sorted(app.url_map.iter_rules(), key=str):
        door = door_of(app, rule.endpoint)
        if "GET" in (rule.methods or ()) and rule.endpoint != "static" and door is not None:
            found.append((rule, door))
    return found


def filled(app: Flask, rule: Rule, values: dict[str, Any]) -> str | None:
    """Return the address of ``rule`` with ``values`` in it, or None where they do not fit."""
    built = app.url_map.bind("localhost").build
    try:
        return built(rule.endpoint, values, method="GET")
    except Exception:  # noqa: BLE001 - Werkzeug raises whatever the converter does.
        return None


class Named(NamedTuple):
    """What an argument of an address may name: things of these tables, by that column."""

    tables: tuple[str, ...]
    column: str

    def fits(self, place: Place) -> bool:
        """Whether what is planted at ``place`` could stand here."""
        if place.column != self.column:
            return False
        return place.table in self.tables if self.tables else place.scenario in EXAMPLES


EXAMPLES = frozenset({"unpublished", "confidential", "public"})
"""Scenarios whose things are tried where an address does not say what it names."""


def named_by(rule: Rule) -> dict[str, Named]:
    """Return for every argument of ``rule`` what it may name."""
    found: dict[str, Named] = {}
    before = ""
    for part in rule.rule.strip("/").split("/"):
        if (argument := re.search(r"<(?:[^:<>]+:)?(\w+)>", part)) is not None:
            name = argument[1]
            column = {"slug": "slug", "token": "token_hash"}.get(name, "key")
            column = "" if before in NO_THING else column
            found[name] = Named(TABLES_BEHIND.get(before, ()), column)
        else:
            before = part
    return found
