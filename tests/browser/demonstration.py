"""The demonstration in a browser: its pages, and how to sign in to it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import inspect, select
from werkzeug.routing import Rule

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.demonstration import build
from app.events.models import Event, Recording
from app.events.rules import RegistrationMode
from app.extensions import db
from app.people.models import Person
from tests.guards.planting import models
from tests.guards.reading import Named, filled, named_by, readable_rules

PASSWORD = "correct horse battery staple"

CHOSEN = {"action": "cancel", "place": "1"}
"""What stands in addresses where no thing is named."""

NO_PAGES = (
    "/static/",
    "/feeds/",
    "/healthz",
    "/readyz",
    "/robots.txt",
    "/sitemap.xml",
    ".ics",
    ".json",
    ".js",
    ".jpg",
    # These are asked for with something chosen before: what to do, of which kind, with whom.
    "/people/many",
    "/registration/form/new",
    "/merge/",
)
FRAMED = "/html"
"""A mail as it looks, in whose frame no script may run: axe sees it within the page around it."""


def show(app: Flask) -> None:
    """Build the demonstration in the database of ``app``."""
    with app.app_context():
        build(PASSWORD)


def sign_in(page: Page, who: str = "admin") -> None:
    """Sign in as one of the demonstration's accounts."""
    page.goto("/account/sign-in")
    page.get_by_label("E-mail").fill(f"{who}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/staff/")


def pages(app: Flask, *, public: bool) -> list[str]:
    """Return the address of one page of every kind, of something the demonstration has."""
    with app.app_context(), viewing_as(SYSTEM):
        return [
            url
            for rule, door in readable_rules(app)
            if door.public is public and (url := _address(app, rule)) is not None
            if not any(part in url for part in NO_PAGES) and not url.endswith(FRAMED)
        ]


def _address(app: Flask, rule: Rule) -> str | None:
    names = named_by(rule)
    recorded = any("recording" in named.tables for named in names.values())
    event_id = db.session.scalar(
        select(Recording.event_id)
        if recorded
        else select(Event.id).where(Event.registration == RegistrationMode.OPEN)
    )
    values = {name: _value(name, named, event_id) for name, named in names.items()}
    values |= _owner(names)
    return None if None in values.values() else filled(app, rule, values)


def _owner(names: Mapping[str, Named]) -> dict[str, str]:
    """Return the name of the person whose variant, bio or portrait is meant beside them."""
    persons = [name for name, named in names.items() if "person" in named.tables]
    belonging = [
        models()[table]
        for name, named in names.items()
        for table in named.tables
        if name not in persons and "person_id" in models()[table].__table__.c
        if "event_id" not in models()[table].__table__.c
    ]
    if not persons or not belonging:
        return {}
    theirs = select(belonging[0].person_id).order_by(*inspect(belonging[0]).primary_key).limit(1)
    column = getattr(Person, names[persons[0]].column)
    found = db.session.scalar(select(column).where(Person.id == theirs.scalar_subquery()))
    return {persons[0]: found} if found else {}


def _value(argument: str, named: Named, event_id: int | None) -> str | None:
    """Return the name of the first thing, of the event with ``event_id`` if it is part of one."""
    if argument in CHOSEN:
        return CHOSEN[argument]
    for table in ("participation",) if argument == "seat" else named.tables:
        # A job is its own user's to watch, and the demonstration's belong to nobody.
        if table == "job":
            continue
        model = models()[table]
        columns = model.__table__.c
        if named.column not in columns or named.column == "token_hash":
            continue
        question = select(getattr(model, named.column)).order_by(*inspect(model).primary_key)
        if "event_id" in columns:
            question = question.where(columns.event_id == event_id)
        if table == "event":
            question = question.where(columns.id == event_id)
        if (found := db.session.scalar(question)) is not None:
            return str(found)
    return None
