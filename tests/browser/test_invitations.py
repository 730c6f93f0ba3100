"""A minister's aide opens the invitation on a telephone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.events.rules import AttributionRule, EventKind, Format
from app.extensions import db
from app.infra.transaction import transaction
from app.invitations.models import Invitation
from app.participation.operations import add_delegation
from app.participation.rules import SeatState
from tests.browser.test_pages import flaws
from tests.factories.events import add_event, add_session, in_days
from tests.factories.invitations import invite, nominate_link, nominations_of, page_of
from tests.factories.participation import seat
from tests.factories.people import add_person

pytestmark = pytest.mark.browser


@pytest.fixture
def rsvp(app: Flask) -> str:
    with app.app_context(), viewing_as(SYSTEM), transaction():
        start = in_days(30, hour=9)
        event = add_event(
            kind=EventKind.DIALOGUE_ROUND,
            title="Fifth Round of the Pacific Rim Dialogue on Confidence-Building and the "
            "Management of Incidents at Sea (closed)",
            attribution=AttributionRule.CHATHAM_HOUSE,
            format=Format.HYBRID,
            place="Salon Vert, Hôtel Beau-Rivage Palace, Chemin de Beau-Rivage 21, Lausanne",
            zone="Europe/Zurich",
            local_start=start,
            local_end=start + timedelta(hours=8),
        )
        for hour, title in enumerate(("Opening", "Where the hotlines stand", "Coffee")):
            at = start + timedelta(hours=hour)
            add_session(event, title=title, local_start=at, local_end=at + timedelta(hours=1))
        seat(event, add_person("Somebody Else"), state=SeatState.CONFIRMED)
        return page_of(invite(event, name="Ambassador Maximiliana von und zu Hohenstein-Castell"))


@pytest.fixture
def nominations(app: Flask) -> str:
    with app.app_context(), viewing_as(SYSTEM), transaction():
        event = add_event(kind=EventKind.DIALOGUE_ROUND, title="Fifth round (closed)")
        side = add_delegation(event, label="Republic of Korea", country="Korea", size=3)
        return nominations_of(nominate_link(side))


def test_the_page_has_no_flaw_whatever_was_answered(page: Page, rsvp: str) -> None:
    found = flaws(page, rsvp)
    page.get_by_role("button", name="Yes, I will come").click()
    page.get_by_text("You are coming.").wait_for()
    found += flaws(page, rsvp)
    page.get_by_role("button", name="No, I cannot come").click()
    page.get_by_text("You are not coming.").wait_for()
    found += flaws(page, rsvp)
    assert found == []


def test_an_aide_answers_and_says_what_is_needed_on_a_telephone(
    app: Flask, narrow_page: Page, rsvp: str
) -> None:
    page = narrow_page
    page.goto(rsvp)
    page.get_by_role("button", name="Yes, I will come").click()
    page.get_by_role("img", name="Your code for the door").wait_for()
    page.get_by_label("What you do not eat").fill("No pork")
    page.get_by_label("Who comes along").select_option("interpreter")
    page.get_by_role("button", name="Save").first.click()
    page.get_by_text("It is noted.").wait_for()
    group = page.get_by_role("group", name="I may be photographed")
    group.get_by_label("No").check()
    page.get_by_role("button", name="Save").nth(1).click()
    page.get_by_text("You said no on").wait_for()
    with app.app_context(), viewing_as(SYSTEM):
        assert page.get_by_label("What you do not eat").input_value() == "No pork"
        assert db.session.scalar(select(Invitation.opened_at)) is not None


def test_without_javascript_the_same_can_be_answered(
    app: Flask, browser: Browser, rsvp: str
) -> None:
    base_url = app.extensions["settings"].base_url
    context = browser.new_context(base_url=base_url, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(rsvp)
    page.get_by_label("A message to us").fill("The minister is in Geneva that week.")
    page.get_by_role("button", name="No, I cannot come").click()
    page.get_by_text("You are not coming.").wait_for()
    page.get_by_text("I am somebody else, or want to send somebody else").click()
    page.get_by_role("textbox", name="Name").fill("Deputy Minister Jin Park")
    page.get_by_role("textbox", name="E-mail address").fill("jin@example.org")
    page.get_by_role("button", name="Propose").click()
    page.get_by_role("button", name="Take it back").wait_for()
    context.close()


def test_the_page_of_a_focal_point_has_no_flaw(page: Page, nominations: str) -> None:
    found = flaws(page, nominations)
    page.get_by_role("textbox", name="Name").fill("Vice Minister Seo-yeon Hwangbo")
    page.get_by_role("textbox", name="E-mail address").fill("hwangbo@example.org")
    page.get_by_role("button", name="Name").click()
    page.get_by_text("1 of 3 are taken").wait_for()
    assert found + flaws(page, nominations) == []
