"""The demonstration in a browser: its pages, and how to sign in to it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import Select, inspect, select
from werkzeug.routing import Rule

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.archive.lines import organisation_href
from app.archive.media import KEY_IN_ADDRESS
from app.correspondence.models import Mailing
from app.correspondence.rules import MailingState
from app.demonstration import build
from app.door.models import Arrival
from app.events.models import Event, EventPartner, EventSession, Recording
from app.events.rules import RegistrationMode, TranscriptState
from app.extensions import db
from app.games.models import (
    Casting,
    GameItem,
    GameMove,
    GameRelease,
    GameRole,
    GameTeam,
    Indicator,
    Inject,
    Lesson,
    Scenario,
)
from app.games.rules import ItemKind
from app.infra.models import MailState, OutboxMail
from app.infra.tokens import personal_token
from app.invitations.models import Invitation, NominationLink, Proposal
from app.participation.models import BalanceTarget, Candidate, Delegation, Participation
from app.people.models import DuplicateSuggestion, Person
from app.programmes.models import Series
from app.registration.mail import link_seed
from app.registration.models import Pool, Question, Registration
from app.registration.rules import RegistrationState
from app.schedule.models import RoomBooking
from tests.guards.planting import models
from tests.guards.reading import Named, filled, named_by, readable_rules

PASSWORD = "correct horse battery staple"

CHOSEN = {"action": "cancel", "place": "1", "purpose": "invitation", "kind": "roundtable"}
"""What stands in addresses where no thing is named."""

ASKED = {
    "/people/many": "?do=step&all=1",
    "/registration/form/new": "?kind=one_choice",
}
"""What is asked for with something chosen before: what to do with whom, a question of which kind."""

NO_PAGES = (
    "/static/",
    "/feeds/",
    "/healthz",
    "/readyz",
    "/robots.txt",
    "/sitemap.xml",
    "/sitemaps/",
    "/search/suggestions",
    "/html",  # A mail as it looks, without scripts: axe sees it in the frame of the page around it.
    "/files/",
    "/game/injects.",  # The list as a spreadsheet.
    "/live",
    ".ics",
    ".json",
    ".js",
    ".jpg",
    ".png",
    ".svg",
    ".txt",
    ".vtt",
    "/oembed",
)

WITHOUT_EXAMPLE = (
    "/staff/caught/<name>",  # A file, not a row: test_caught_mail_has_no_flaw looks at it.
    "/staff/imports/<key>",  # Its own user's alone: test_a_list_on_its_way_has_no_flaw.
    "/staff/imports/contacts/<key>",  # The same.
    "/staff/imports/guests/<key>",  # The same.
    "/staff/events/<key>/game/injects/import/<upload>",  # The same.
    "/staff/events/<key>/game/control/rulings/<int:seq>/publish",  # A number of the log, no key.
    "/staff/events/<key>/game/scenarios/<scenario>/versions/",  # No text was written anew.
    "/staff/events/<key>/game/desk/<seat>",  # The page of a player, which /play/<token>/ shows.
    "/account/password/<token>",  # A link that somebody who forgot their password was sent.
)
"""Pages of which the demonstration holds nothing to look at."""

INVITED_PLAYERS = select(Invitation).join(
    Casting, Casting.participation_id == Invitation.participation_id
)
"""Whose links lead to a desk."""

EXAMPLES: Mapping[str, Select[Any]] = {
    "session_key": select(EventSession),
    "recording_key": select(Recording).where(Recording.transcript_state.is_not(None)),
    "delegation": select(Delegation).join(
        BalanceTarget, BalanceTarget.event_id == Delegation.event_id
    ),
    "invitation": select(Invitation),
    # What all teams have of the game of those players.
    "item": select(GameItem)
    .join(Casting, Casting.event_id == GameItem.event_id)
    .join(Invitation, Invitation.participation_id == Casting.participation_id)
    .where(GameItem.kind == ItemKind.SCENARIO),
    "proposal": select(Proposal),
    "lesson": select(Lesson),
    "mail": select(OutboxMail).where(OutboxMail.state == MailState.DRAFT),
    "mailing": select(Mailing).order_by(Mailing.state != MailingState.DRAFT),
    "question": select(Question),
    "pool": select(Pool).join(Question, Question.event_id == Pool.event_id),
    "guest": select(Registration).join(Question, Question.event_id == Registration.event_id),
    "team": select(GameTeam),
    "role": select(GameRole),
    "casting": select(Casting),
    "scenario": select(Scenario),
    "move": select(GameMove),
    "inject": select(Inject),
    "indicator": select(Indicator),
    "seat": select(Participation).join(Candidate, Candidate.participation_id == Participation.id),
}
"""For what an argument names: where to find one whose page shows much."""

BUSY: Mapping[str, Select[Any]] = {
    "attendance": select(Arrival),
    "balance": select(BalanceTarget),
    "delegations": select(BalanceTarget),
    "desk": select(Casting),
    "documents": select(BalanceTarget),
    "game": select(GameRelease).where(GameRelease.decisions),
    "invitations": select(Invitation),
    "letters": select(Mailing),
    "people": select(BalanceTarget),
    "recordings": select(Recording),
    "registration": select(Question),
    "registrations": select(Registration).where(Registration.state == RegistrationState.WAITING),
    "reminders": select(Mailing),
    "rooms": select(RoomBooking),
    "transcript": select(Recording).where(Recording.transcript_state == TranscriptState.PUBLIC),
}
"""For a section of the workspace: what an event has whose pages there are not empty."""

LINKS: Mapping[str, Select[Any]] = {
    "registrations": select(Registration),
    "invitations": select(Invitation),
    "nominations": select(NominationLink),
    "play": INVITED_PLAYERS,
}
"""By the first word of an address: whose personal links lead there."""


def show(app: Flask) -> None:
    """Put the demonstration into the SQLite database of ``app``; it is built once and then copied."""
    with app.app_context():
        file = Path(db.engine.url.database or "")
        kept = file.with_name("demonstration.db")
        if not kept.exists():
            build(PASSWORD)
            db.session.remove()
            # With its last connection closed, nothing of it is left in the write-ahead log.
            db.engine.dispose()
            shutil.copyfile(file, kept)
        else:
            db.engine.dispose()
            shutil.copyfile(kept, file)


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
        found = {
            # An address with a slash too many leads to the one without.
            rule.rule.rstrip("/"): _address(app, rule)
            for rule, door in readable_rules(app)
            if door.public is public
            if not any(part in rule.rule for part in NO_PAGES)
            if not rule.rule.startswith(WITHOUT_EXAMPLE)
        }
    assert [rule for rule, url in found.items() if url is None] == []
    return [url for url in found.values() if url is not None]


def _address(app: Flask, rule: Rule) -> str | None:
    names = named_by(rule)
    event = _event(rule, names)
    values = {name: _value(rule, name, named, event) for name, named in names.items()}
    values |= _owner(names) | _suspects(names)
    if None in values.values() or (url := filled(app, rule, values)) is None:
        return None
    return url + next((asked for end, asked in ASKED.items() if url.endswith(end)), "")


def _event(rule: Rule, names: Iterable[str]) -> Event | None:
    """Return an event that has what is named, or what its section shows."""
    open_to_all = select(Event).where(Event.registration == RegistrationMode.OPEN)
    found = _first(open_to_all)
    for part in rule.rule.split("/"):
        found = _event_of(BUSY.get(part)) or found
    for name in names:
        found = _event_of(EXAMPLES.get(name)) or found
    return found


def _event_of(statement: Select[Any] | None) -> Event | None:
    row = None if statement is None else _first(statement)
    event_id = getattr(row, "event_id", None)
    return db.session.get(Event, event_id) if event_id else None


def _first(statement: Select[Any]) -> Any:
    """Return the first that is found, of an event that the administrator may see."""
    model = statement.column_descriptions[0]["entity"]
    if "event_id" in model.__table__.c:
        confidential = select(Event.id).where(Event.confidential)
        statement = statement.where(model.event_id.not_in(confidential))
    return db.session.scalars(statement.order_by(*inspect(model).primary_key).limit(1)).first()


def _value(rule: Rule, argument: str, named: Named, event: Event | None) -> str | None:
    """Return the name of the first thing, of ``event`` if it is part of one."""
    section = rule.rule.strip("/").split("/")
    if (given := _given(section, argument, event)) is not None:
        return given
    if argument in EXAMPLES:
        found = _first(EXAMPLES[argument])
        return str(found.key) if found else None
    for table in named.tables:
        model = models()[table]
        columns = model.__table__.c
        if named.column not in columns:
            continue
        question = select(model)
        if table == "event" and event is not None:
            question = question.where(columns.id == event.id)
        if (row := _first(question)) is not None and (name := getattr(row, named.column)):
            return str(name)
    return None


def _given(section: list[str], argument: str, event: Event | None) -> str | None:
    """Return what no column holds: a choice, a token, an address that is made up of a name and a key."""
    if argument in CHOSEN or argument == "position":
        return CHOSEN.get(argument, "1")
    if argument == "token":
        return _token(section[0])
    if section[0] == "series":
        return str(_first(select(Series).where(Series.public)).slug)
    if section[0] == "organisations":
        return organisation_href(_first(select(EventPartner)).organisation).rpartition("/")[2]
    if argument == "name" and "transcript" in section and event is not None:
        found = _first(BUSY["transcript"].where(Recording.event_id == event.id))
        return f"transcript-{found.key[:KEY_IN_ADDRESS]}"
    return None


def _token(section: str) -> str | None:
    """Return the token of somebody's personal link to a page of ``section``."""
    if section not in LINKS or (holder := _first(LINKS[section])) is None:
        return None
    if isinstance(holder, Registration):
        return personal_token(link_seed(holder.key, holder.link_generation))
    return personal_token(holder.seed)


def _suspects(names: Mapping[str, Named]) -> dict[str, str]:
    """Return two who may be one person, where a page compares two."""
    if "other" not in names:
        return {}
    pair = _first(select(DuplicateSuggestion))
    return {
        "key": db.session.get_one(Person, pair.one_id).key,
        "other": db.session.get_one(Person, pair.other_id).key,
    }


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
