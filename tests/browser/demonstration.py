"""The demonstration in a browser: its pages, and how to sign in to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import func, select

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.demonstration import build
from app.events.models import Event, Recording
from app.extensions import db
from tests.guards.planting import models
from tests.guards.reading import filled, named_by, readable_rules

PASSWORD = "correct horse battery staple"

CHOSEN = {"action": "cancel", "place": "1"}
"""What stands in addresses where no thing is named."""

NO_PAGES = ("/static/", "/feeds/", "/healthz", "/readyz", "/robots.txt", "/sitemap.xml", ".ics")


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
        found = dict(_pages(app, public=public))
    return list(found.values())


def _pages(app: Flask, *, public: bool) -> Iterator[tuple[str, str]]:
    event_id = db.session.scalar(
        select(Recording.event_id).group_by(Recording.event_id).order_by(func.count().desc())
    )
    for rule, door in readable_rules(app):
        values = {name: _value(name, named, event_id) for name, named in named_by(rule).items()}
        url = filled(app, rule, values) if None not in values.values() else None
        if door.public is public and url and not any(part in url for part in NO_PAGES):
            yield rule.rule, url


def _value(argument: str, named: Any, event_id: int | None) -> str | None:
    if argument in CHOSEN:
        return CHOSEN[argument]
    for table in named.tables:
        model = models()[table]
        column = getattr(model, named.column, None)
        if column is None or named.column == "token_hash":
            continue
        question = select(column).order_by(model.__table__.c.id)
        if table == "event":
            question = question.where(Event.id == event_id)
        elif "event_id" in model.__table__.c:
            question = question.where(model.__table__.c.event_id == event_id)
        if (found := db.session.scalar(question)) is not None:
            return str(found)
    return None
