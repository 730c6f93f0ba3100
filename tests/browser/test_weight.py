"""How much a first visit has to fetch."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.archive.queries.finding import PAGE
from app.events.operations import set_topics
from app.events.rules import EventState
from app.infra.transaction import transaction
from app.participation.rules import Role
from tests.browser import demonstration
from tests.factories.events import add_event, in_days, release
from tests.factories.participation import seat
from tests.factories.people import add_person

pytestmark = pytest.mark.browser

LIMIT = 60_000
"""Bytes on the wire, headers included, without pictures."""
LETTERS = "bcdfghklmnprstvwz", "aeiouéü"


def test_a_first_visit_to_a_full_archive_is_light(app: Flask, page: Page) -> None:
    demonstration.show(app)
    with app.app_context(), viewing_as(SYSTEM), transaction():
        fill_a_page()
    fetched = weights(page, "/archive/")
    assert page.locator(".event-line").count() == PAGE
    assert sum(fetched.values()) <= LIMIT, fetched
    assert sum(".css" in url for url in fetched) == 1


def fill_a_page() -> None:
    """Add as many past events as a page shows, of words that compress worse than a language's."""
    chance = random.Random(4)  # noqa: S311 - no secret

    def words(count: int) -> str:
        return " ".join(
            "".join(chance.choice(LETTERS[at % 2]) for at in range(chance.randint(3, 9)))
            for _ in range(count)
        ).capitalize()

    speakers = [add_person(words(2).title()) for _ in range(40)]
    for number in range(PAGE):
        event = add_event(
            title=words(8),
            local_start=in_days(-1) - timedelta(days=11 * number),
            state=EventState.HELD,
            summary_past=words(30),
        )
        set_topics(event, [words(2)])
        for each in chance.sample(speakers, 4):
            seat(event, each, roles=[Role.PANELLIST])
        release(event)


def weights(page: Page, path: str) -> dict[str, float]:
    """Return the bytes that each address of a first visit to ``path`` took."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    asked: dict[str, str] = {}
    found: dict[str, float] = {}
    devtools.on(
        "Network.responseReceived",
        lambda said: (
            said["type"] == "Image" or asked.update({said["requestId"]: said["response"]["url"]})
        ),
    )
    devtools.on(
        "Network.loadingFinished",
        lambda said: (
            said["requestId"] in asked
            and found.update({asked[said["requestId"]]: said["encodedDataLength"]})
        ),
    )
    page.goto(path, wait_until="networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    return found
