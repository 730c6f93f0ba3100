"""The page of a visitor, shown to staff, and what they are told is kept from visitors."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import ANONYMOUS, SYSTEM
from app.archive import queries
from app.archive.hidden import why_of_recording
from app.core.clock import now
from app.events.models import Event, EventSession, Recording
from app.events.rules import (
    AttributionRule,
    EventKind,
    EventState,
    Publication,
    Reason,
    RecordingKind,
    TranscriptState,
    Within,
    why_event,
    why_named,
    why_place,
)
from app.infra.transaction import transaction
from app.invitations.models import Consent
from app.invitations.rules import Scope
from app.participation.models import Participation, ParticipationRole
from app.participation.rules import Channel, Role, SeatFacts, SeatState, why_seat
from app.programmes.operations import add_series
from app.programmes.rules import SeriesKind
from tests.archive.conftest import Writing
from tests.client import CheckingClient
from tests.factories.accounts import sign_in
from tests.factories.events import add_event, add_session
from tests.factories.participation import seat
from tests.factories.people import add_person
from tests.factories.programmes import add_programme
from tests.pages import parse, text_of


def words(html: str) -> str:
    return text_of(parse(html))


NAMING, COVERING = AttributionRule.ON_THE_RECORD, AttributionRule.CHATHAM_HOUSE
OPEN = Within(publication=Publication.PUBLIC, rule=NAMING)
SESSIONS: tuple[dict[str, Any], ...] = (
    {},
    *(
        {"of_session": True, "session_public": public, "session_rule": rule}
        for public, rule in ((True, None), (True, NAMING), (True, COVERING), (False, None))
    ),
)
WHERES = [
    Within(publication=publication, rule=rule, **session)
    for publication, rule, session in product(
        Publication, (NAMING, AttributionRule.NOT_FOR_ATTRIBUTION, COVERING), SESSIONS
    )
]


def seat_facts(**facts: Any) -> SeatFacts:
    return SeatFacts(
        **{
            "has_person": True,
            "never_list": False,
            "refused": False,
            "state": SeatState.CONFIRMED,
            "billed": True,
            "listed": True,
            "roles": (Role.PANELLIST,),
            **facts,
        }
    )


NO_OR_YES = (False, True)
SEATS = [
    seat_facts(
        has_person=who != "nobody",
        never_list=who == "never listed",
        refused=refused,
        billed=billed,
        listed=listed,
        state=state,
        roles=roles,
    )
    for who, refused, billed, listed, state, roles in product(
        ("listed", "never listed", "nobody"),
        NO_OR_YES,
        NO_OR_YES,
        NO_OR_YES,
        (SeatState.CONFIRMED, SeatState.INVITED, SeatState.DECLINED),
        ((), (Role.PANELLIST,), (Role.INTERPRETER,), (Role.PANELLIST, Role.INTERPRETER)),
    )
]
EACH = [
    *(seat_facts(state=state) for state in SeatState),
    *(seat_facts(roles=(role,)) for role in Role),
]
"""Every state and role once, everything else being open."""


Events = dict[tuple[Within, bool], tuple[int, int | None]]
"""Which event it is, and which session of it; by what is told of both, and whether it is over."""


@pytest.fixture
def events(writing: Writing, session: Session) -> Events:
    """Give an event, and a session of it where there is one, for every ``Within``, coming and over."""
    cases = list(enumerate(product(WHERES, NO_OR_YES), start=1))
    with writing():
        session.execute(
            insert(Event),
            [
                {
                    "id": number,
                    "uid": f"{number}@example.org",
                    "slug": f"event-{number}",
                    "kind": EventKind.PANEL,
                    "title": "What the talks taught",
                    "state": EventState.CONFIRMED,
                    "publication": where.publication,
                    "attribution": where.rule,
                    "zone": "UTC",
                    "starts_at": now() + timedelta(days=-30 if over else 30),
                    "ends_at": now() + timedelta(days=-29 if over else 31),
                }
                for number, (where, over) in cases
            ],
        )
        session.execute(
            insert(EventSession),
            [
                {
                    "id": number,
                    "event_id": number,
                    "position": 0,
                    "title": "First session",
                    "public": where.session_public,
                    "attribution": where.session_rule,
                }
                for number, (where, _over) in cases
                if where.of_session
            ],
        )
    return {case: (number, number if case[0].of_session else None) for number, case in cases}


def test_a_seat_without_a_reason_is_what_a_visitor_sees(
    app: Flask, events: Events, writing: Writing, session: Session
) -> None:
    crossed = [(where, facts) for where in WHERES for facts in (seat_facts(),)]
    crossed += [(OPEN, facts) for facts in (*SEATS, *EACH)]
    cases = [(*case, over) for case in crossed for over in NO_OR_YES]
    with writing():
        listed, unlisted = add_person(), add_person("Karl Kept", never_list=True)
        people = {False: listed.id, True: unlisted.id}
        seats, roles, consents = [], [], []
        for number, (where, facts, over) in enumerate(cases, start=1):
            event_id, session_id = events[where, over]
            seats.append(
                {
                    "id": number,
                    "event_id": event_id,
                    "session_id": session_id,
                    "person_id": people[facts.never_list] if facts.has_person else None,
                    "state": facts.state,
                    "listed": facts.listed,
                    "billed_at": now() if facts.billed else None,
                }
            )
            roles += [{"participation_id": number, "role": role} for role in facts.roles]
            # A refusal that was taken back since keeps nothing back.
            refusal = {"participation_id": number, "scope": Scope.LISTED, "given": False}
            replaced = None if facts.refused else now()
            consents.append({**refusal, "channel": Channel.STAFF, "replaced_at": replaced})
        for model, rows in (
            (Participation, seats),
            (ParticipationRole, roles),
            (Consent, consents),
        ):
            session.execute(insert(model), rows)
    with viewing_as(ANONYMOUS):
        rows_seen = set(session.scalars(select(Participation.id)))
        seen = session.scalars(select(Event)).all()
        on_pages = {one.seat_id for one in queries.appearances_at(seen, now())}
    for number, (where, facts, over) in enumerate(cases, start=1):
        case = (where, facts, over)
        told = why_seat(where, facts)
        assert (not told) == (number in rows_seen), case
        afterwards = why_seat(where, seat_facts(**{**vars(facts), "over": over}))
        assert (not afterwards) == (number in on_pages), case


def test_any_other_thing_without_a_reason_is_what_a_visitor_sees(
    app: Flask, events: Events, writing: Writing, session: Session
) -> None:
    every = list(product(NO_OR_YES, NO_OR_YES, NO_OR_YES, (None, *TranscriptState)))
    with writing():
        programmes = {
            public: add_programme(name=f"Programme {public}", public=public).id
            for public in NO_OR_YES
        }
        series = {}
        for public in NO_OR_YES:
            made = add_series(title=f"Series {public}", kind=SeriesKind.DIALOGUE, public=public)
            series[public] = made.id
        for (where, over), (event_id, session_id) in events.items():
            event = session.get_one(Event, event_id)
            event.programme_id, event.series_id = programmes[over], series[over]
            session.execute(
                insert(Recording),
                [
                    {
                        "event_id": event_id,
                        "session_id": session_id,
                        "kind": RecordingKind.VIDEO,
                        "public": public,
                        "taken_down_at": now() if down else None,
                        "url": "https://example.org/film" if address else "",
                        "transcript_state": text,
                    }
                    for public, down, address, text in (
                        every if where == OPEN else ((True, False, True, None),)
                    )
                ],
            )
    with viewing_as(ANONYMOUS):
        shown = {
            one.id: (one.programme is not None, one.series is not None)
            for one in session.scalars(select(Event))
        }
        sessions = set(session.scalars(select(EventSession.id)))
        recordings = set(session.scalars(select(Recording.id)))
    for (where, over), (event_id, session_id) in events.items():
        assert (not why_event(where.publication)) == (event_id in shown), where
        if session_id is not None:
            assert (not why_place(where)) == (session_id in sessions), where
        programme, of_series = shown.get(event_id, (False, False))
        for reason, is_shown in (
            (Reason.PROGRAMME_PRIVATE, programme),
            (Reason.SERIES_PRIVATE, of_series),
        ):
            told = why_named(where.publication, public=over, private=reason)
            assert (not told) == is_shown, where
    with app.app_context(), viewing_as(SYSTEM):
        for one in session.scalars(select(Recording)):
            told = why_of_recording(one.event, one)
            assert (not told) == (one.id in recordings), (told, one.id)


def test_staff_see_the_page_of_a_visitor_and_what_is_kept_back_with_every_reason(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        event = add_event(publication=Publication.PUBLIC)
        seat(event, add_person("Sally Shown"))
        kept = seat(event, add_person("Karl Kept", never_list=True))
        kept.listed = False
        closed = add_session(event, title="Behind the door")
        closed.public = False
        key, slug = event.key, event.slug
    public = client.get(f"/events/{slug}").text
    sign_in(client)
    answer = client.get(f"/staff/events/{key}/publication/preview/page")
    assert words(answer.text) == words(public)
    assert "Kept" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "script-src 'none'" in answer.headers["Content-Security-Policy"]
    assert 'type="module"' in public
    assert 'type="module"' not in answer.text
    page = client.get(f"/staff/events/{key}/publication/preview/")
    told = words(page.text)
    assert "never listed in public. The seat is not to be listed. Karl Kept" in told
    assert "The session is closed. Behind the door" in told
    assert "Shown" not in told
    assert page.headers["Cache-Control"] == "no-store"
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    # Afterwards a visitor has what they had before.
    assert client.application.test_client().get(f"/events/{slug}").text == public


def test_of_what_is_not_released_staff_are_told_that_visitors_find_nothing(
    client: CheckingClient, as_system: Session
) -> None:
    with transaction():
        mine, other = add_programme(name="Mine"), add_programme(name="Other")
        private = add_event(programme=mine)
        foreign = add_event(programme=other, publication=Publication.PUBLIC)
    keys = private.key, foreign.key
    sign_in(client, role=StaffRole.PROGRAMME_OFFICER, programme=mine)
    page = client.get(f"/staff/events/{keys[0]}/publication/preview/")
    assert "The event is not released." in page.text
    assert "<iframe" not in page.text
    for key, rest in product((keys[1], "nothing"), ("", "page")):
        assert client.get(f"/staff/events/{key}/publication/preview/{rest}").status_code == 404
    assert client.get(f"/staff/events/{keys[0]}/publication/preview/page").status_code == 404
