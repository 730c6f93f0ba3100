"""Every kind of statement is filtered; without a viewer none finds anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, exists, func, literal, select, update
from sqlalchemy.orm import Session, aliased, joinedload, selectinload, subqueryload

from app.access import enforcement
from app.access.enforcement import (
    PREDICATES,
    NoPredicate,
    Predicates,
    current_viewer,
    enforce,
    kind_of,
    viewing_as,
)
from app.access.roles import StaffRole
from app.access.sources import NoSource
from app.access.viewers import ANONYMOUS, NOBODY, SYSTEM, GrantHeld, StaffMember, TokenHolder
from app.events.models import Event, EventSession
from app.events.rules import Publication
from app.extensions import Base
from app.infra.stale import SAID
from app.infra.transaction import transaction
from tests.factories.events import add_event, add_session

OPEN, CLOSED = "An open panel", "A dialogue (closed)"
Found = Callable[[Session], Any]


@pytest.fixture
def events(as_system) -> dict[str, int]:
    """Make one public and one private event, each with a public and a private session."""
    with transaction():
        made = {
            OPEN: add_event(title=OPEN, publication=Publication.PUBLIC),
            CLOSED: add_event(title=CLOSED),
        }
        for title, event in made.items():
            add_session(event, title=f"{title}, first part")
            add_session(event, title=f"{title}, second part", public=False)
        return {title: event.id for title, event in made.items()}


def titles(rows) -> list[str]:
    return sorted({row if isinstance(row, str) else row.title for row in rows})


other = aliased(Event)
inner = select(Event.title).subquery()
whole = select(Event).subquery()
common = select(Event.title).cte()

TITLES: dict[str, Found] = {
    "entities": lambda s: titles(s.scalars(select(Event))),
    "a column": lambda s: titles(s.scalars(select(Event.title))),
    "an expression": lambda s: titles(s.scalars(select(Event.title + ""))),
    "the old query": lambda s: titles(s.query(Event).all()),
    "an alias": lambda s: titles(s.scalars(select(other))),
    "a column of an alias": lambda s: titles(s.scalars(select(other.title))),
    "a subquery": lambda s: titles(s.scalars(select(inner.c.title))),
    "an entity from a subquery": lambda s: titles(s.scalars(select(aliased(Event, whole)))),
    "a common table expression": lambda s: titles(s.scalars(select(common.c.title))),
    "a union": lambda s: titles(s.scalars(select(Event.title).union_all(select(other.title)))),
    "entities from a union": lambda s: titles(
        s.scalars(select(Event).from_statement(select(Event).union_all(select(Event))))
    ),
    "a join to it": lambda s: titles(
        s.scalars(select(Event.title).select_from(EventSession).join(EventSession.event))
    ),
    "a join from it": lambda s: titles(s.scalars(select(Event.title).join(Event.sessions))),
    "an outer join": lambda s: titles(
        title
        for title in s.scalars(
            select(Event.title).select_from(EventSession).outerjoin(EventSession.event)
        )
        if title
    ),
    "a self-join": lambda s: titles(
        s.scalars(select(Event.title).join(other, other.id == Event.id))
    ),
    "a join to other rows": lambda s: (
        titles(
            title
            for pair in s.execute(
                select(Event.title, other.title).join(other, other.id != Event.id)
            )
            for title in pair
        )
        or titles(s.scalars(select(Event)))
    ),
    "an outer join to other rows": lambda s: titles(
        title
        for pair in s.execute(
            select(Event.title, other.title).outerjoin(other, other.id != Event.id)
        )
        for title in pair
        if title
    ),
    "a grouping": lambda s: titles(s.scalars(select(Event.title).group_by(Event.title))),
    "a scalar subquery": lambda s: titles(
        title
        for title in s.scalars(
            select(
                select(other.title).where(other.id == EventSession.event_id).scalar_subquery()
            ).select_from(EventSession)
        )
        if title
    ),
    "get": lambda s: titles(
        found for key in s.info["ids"] if (found := s.get(Event, key)) is not None
    ),
}
"""Statements that find the titles of all events."""


@pytest.mark.parametrize("find", TITLES.values(), ids=TITLES.keys())
@pytest.mark.parametrize(
    ("viewer", "expected"),
    [(NOBODY, []), (ANONYMOUS, [OPEN]), (SYSTEM, [CLOSED, OPEN])],
    ids=["nobody", "a visitor", "the system"],
)
def test_a_statement_finds_what_the_viewer_sees(session, events, find, viewer, expected):
    with viewing_as(viewer):
        session.info["ids"] = tuple(events.values())
        assert find(session) == expected


COUNTS: dict[str, Any] = {
    "count": select(func.count()).select_from(Event),
    "count of a column": select(func.count(Event.id)),
    "count of distinct": select(func.count(Event.id.distinct())),
    "count of a subquery": select(func.count()).select_from(select(Event.id).subquery()),
    "count as a scalar": select(select(func.count(Event.id)).scalar_subquery()),
    "count in an expression": select(literal(0) + select(func.count(Event.id)).scalar_subquery()),
    "sum": select(func.coalesce(func.sum(Event.id / Event.id), 0)),
}


@pytest.mark.parametrize("statement", COUNTS.values(), ids=COUNTS.keys())
@pytest.mark.parametrize(("viewer", "expected"), [(NOBODY, 0), (ANONYMOUS, 1), (SYSTEM, 2)])
def test_a_count_counts_what_the_viewer_sees(session, events, statement, viewer, expected):
    with viewing_as(viewer):
        assert session.scalar(statement) == expected


EXISTS: dict[str, Callable[[int], Any]] = {
    "exists": lambda key: select(exists().select_from(Event).where(Event.id == key)),
    "exists of a select": lambda key: select(exists(select(Event.id).where(Event.id == key))),
    "in a select": lambda key: select(literal(key).in_(select(Event.id))),
}


@pytest.mark.parametrize("asked", EXISTS.values(), ids=EXISTS.keys())
def test_what_the_viewer_does_not_see_does_not_exist(session, events, asked):
    seen = {}
    for viewer in (NOBODY, ANONYMOUS, SYSTEM):
        with viewing_as(viewer):
            seen[viewer] = [bool(session.scalar(asked(key))) for key in events.values()]
    assert seen == {NOBODY: [False, False], ANONYMOUS: [True, False], SYSTEM: [True, True]}


LOADS = {
    "lazily": (),
    "joined": (joinedload(Event.sessions),),
    "by a further select": (selectinload(Event.sessions),),
    "by a subquery": (subqueryload(Event.sessions),),
}


@pytest.mark.parametrize("options", LOADS.values(), ids=LOADS.keys())
def test_relationships_lead_to_what_the_viewer_sees(session, events, options):
    asked = select(Event).where(Event.id == events[OPEN]).options(*options)
    with viewing_as(ANONYMOUS):
        event = session.scalars(asked).unique().one()
        assert titles(event.sessions) == [f"{OPEN}, first part"]
    with viewing_as(SYSTEM):
        event = session.scalars(asked).unique().one()
        assert len(event.sessions) == 2


def test_a_relationship_read_again_is_filtered_again(session, events):
    with viewing_as(ANONYMOUS):
        event = session.get(Event, events[OPEN])
        session.expire(event)
        assert titles(event.sessions) == [f"{OPEN}, first part"]


def test_what_was_seen_with_more_rights_is_out_of_reach_with_fewer(session, events):
    with viewing_as(SYSTEM):
        assert session.get(Event, events[CLOSED]).title == CLOSED
    with viewing_as(ANONYMOUS):
        assert session.get(Event, events[CLOSED]) is None
        with viewing_as(SYSTEM):
            assert session.get(Event, events[CLOSED]) is not None
        assert session.get(Event, events[CLOSED]) is None


def test_who_looked_before_looks_again_even_after_an_error(session, events):
    with viewing_as(ANONYMOUS):
        with pytest.raises(ZeroDivisionError), viewing_as(SYSTEM):
            raise ZeroDivisionError
        assert current_viewer() is ANONYMOUS


def test_unless_something_is_said_nobody_looks(session):
    assert current_viewer() is NOBODY


CHANGES = {
    "update": update(EventSession).values(title="Changed"),
    "update of some": update(EventSession).where(EventSession.title != "").values(title="Changed"),
    "delete": delete(EventSession),
    "delete of some": delete(EventSession).where(EventSession.title != ""),
}


@pytest.mark.parametrize("statement", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_reaches_what_the_viewer_sees(session, events, statement):
    with viewing_as(NOBODY), transaction():
        session.execute(statement, execution_options={SAID: True})
    with viewing_as(SYSTEM):
        assert len(titles(session.scalars(select(EventSession)))) == 4
    with viewing_as(ANONYMOUS), transaction():
        session.execute(statement, execution_options={SAID: True})
    with viewing_as(SYSTEM):
        left = titles(session.scalars(select(EventSession)))
    assert f"{OPEN}, first part" not in left
    assert [title for title in left if title != "Changed"] == [
        f"{CLOSED}, first part",
        f"{CLOSED}, second part",
        f"{OPEN}, second part",
    ]


@pytest.mark.parametrize("role", list(StaffRole))
def test_roles_for_one_event_reach_that_event_only(session, events, role):
    held = (GrantHeld(role, event_id=events[CLOSED]),)
    with viewing_as(StaffMember(1, "Ada", "ada@example.org", 1, held)):
        assert titles(session.scalars(select(Event))) == [CLOSED, OPEN]
    held = (GrantHeld(role, event_id=events[OPEN]),)
    with viewing_as(StaffMember(1, "Ada", "ada@example.org", 1, held)):
        assert titles(session.scalars(select(Event))) == [OPEN]


def test_two_viewers_of_one_kind_are_not_taken_for_each_other(session, events):
    """Statements are kept compiled; the next viewer must not get the rights of the one before."""
    seen = []
    for key in (events[CLOSED], events[OPEN], events[CLOSED]):
        held = (GrantHeld(StaffRole.READER, event_id=key),)
        with viewing_as(StaffMember(key, "Ada", "ada@example.org", 1, held)):
            seen.append(titles(session.scalars(select(Event))))
    assert seen == [[CLOSED, OPEN], [OPEN], [CLOSED, OPEN]]


def test_guests_share_what_is_compiled_and_see_their_own(session, as_system):
    with transaction():
        made = [add_event(title=f"A dialogue of {number} (closed)") for number in range(3)]
        for event in made:
            add_session(event, title=f"Talks at {event.title}")
        own = {event.id: event.title for event in made}
    kept = []
    for number, title in own.items():
        with viewing_as(TokenHolder(number, registration_id=number)):
            whole = select(Event).options(selectinload(Event.sessions))
            told = [session.scalars(whole).all() for _again in range(2)][1]
            assert [event.title for event in told] == [title]
            assert [part.title for event in told for part in event.sessions] == [
                f"Talks at {title}"
            ]
            assert session.scalar(select(func.count()).select_from(other)) == 1
            beside = select(other.title).join(EventSession, EventSession.event_id == other.id)
            assert session.scalars(beside).all() == [title]
        kept.append(len(session.get_bind()._compiled_cache))
    assert kept[0] == kept[1] == kept[2]


def test_every_table_has_a_predicate(monkeypatch):
    assert {mapper.class_ for mapper in Base.registry.mappers} == PREDICATES.keys()
    # A copy: put back, the rule would be the last one, and all of them of another shape.
    others = {model: rule for model, rule in PREDICATES.items() if model is not Event}
    monkeypatch.setattr(enforcement, "PREDICATES", others)
    with pytest.raises(NoPredicate, match="Event"):
        enforce()


def test_to_nobody_every_table_is_empty(session, events):
    with viewing_as(NOBODY):
        counts = {
            model.__name__: session.scalar(select(func.count()).select_from(model))
            for model in PREDICATES
        }
    assert set(counts.values()) == {0}


part = aliased(EventSession)
NOT_FILTERED = {
    "a condition alone": select(literal(1)).where(Event.id > 0),
    "a condition on an alias": select(literal(1)).where(other.id > 0),
    "a count by a condition": select(func.count()).where(Event.id > 0),
    "exists by a condition": select(exists().where(Event.id > 0)),
    "exists in a condition": select(Event).where(exists().where(part.event_id == Event.id)),
    "exists of a select": select(exists(select(1).where(Event.id > 0))),
    "a join by a condition": select(Event.title).where(part.event_id == Event.id),
    "an expression of two": select(Event.title + part.title).where(part.event_id == Event.id),
    "an order": select(Event.title).order_by(part.title),
    "any": select(Event).where(Event.sessions.any()),
    "any that": select(Event).where(Event.sessions.any(EventSession.title != "")),
    "has": select(EventSession).where(EventSession.event.has()),
    "a table": select(Event).where(exists().select_from(EventSession.__table__)),
    "an update by another": update(Event).where(EventSession.id > 0).values(title=""),
    "a delete by another": delete(Event).where(exists().where(EventSession.event_id == Event.id)),
}


@pytest.mark.parametrize("statement", NOT_FILTERED.values(), ids=NOT_FILTERED.keys())
def test_what_would_not_be_filtered_is_refused(session, statement):
    """None of these gets a predicate from SQLAlchemy, so each would tell of private rows."""
    with viewing_as(ANONYMOUS), pytest.raises(NoSource):
        session.execute(statement)


FILTERED = {
    "exists from": select(exists().select_from(part).where(part.event_id == Event.id)).select_from(
        Event
    ),
    "exists of a select from": select(Event).where(
        exists(select(part.id).where(part.event_id == Event.id))
    ),
    "a join by a condition": select(Event.title, part.title).where(part.event_id == Event.id),
    "an expression of two": select(Event.title + part.title).join_from(Event, part),
}


@pytest.mark.parametrize("statement", FILTERED.values(), ids=FILTERED.keys())
def test_naming_the_source_is_enough(session, events, statement):
    rows = {}
    for viewer in (NOBODY, ANONYMOUS, SYSTEM):
        with viewing_as(viewer):
            rows[viewer] = len([row for row in session.execute(statement) if row[0]])
    assert rows[NOBODY] == 0
    assert rows[ANONYMOUS] == 1
    assert rows[SYSTEM] >= 2


def test_viewers_of_a_kind_share_their_rules_and_each_is_bound_by_own_ids(app: Flask) -> None:
    one = TokenHolder(event_id=7, participation_id=7)
    other = TokenHolder(event_id=8, participation_id=9)
    first, second = Predicates(one), Predicates(other)
    assert first.rules is second.rules
    assert {value.value for value in first.values} == {7}
    assert {value.value for value in second.values} == {8, 9}


def test_viewers_with_other_grants_do_not_share_rules(app: Flask) -> None:
    def staff(*grants: GrantHeld) -> StaffMember:
        return StaffMember(user_id=3, name="", email="", session_id=3, grants=grants)

    everywhere = GrantHeld(role=StaffRole.ADMINISTRATOR)
    assert Predicates(staff(everywhere)).rules is not Predicates(staff()).rules
    of_two = staff(GrantHeld(role=StaffRole.PROGRAMME_OFFICER, programme_id=3))
    bound = [value.value for value in Predicates(of_two).values]
    assert [3] in bound


def test_a_kind_holds_no_id_and_every_id_comes_back() -> None:
    held = (
        GrantHeld(role=StaffRole.PROGRAMME_OFFICER, programme_id=5),
        GrantHeld(role=StaffRole.PROGRAMME_OFFICER, programme_id=5, event_id=5),
    )
    viewer = StaffMember(user_id=5, name="A", email="a@example.org", session_id=6, grants=held)
    kind, ids = kind_of(viewer)
    assert isinstance(kind, StaffMember)
    assert (kind.name, kind.email) == ("A", "a@example.org")
    first, second = kind.grants
    assert first.programme_id == second.programme_id != second.event_id
    assert sorted(ids.values()) == [5, 5, 5, 6]
    assert not set(ids) & {5, 6}
