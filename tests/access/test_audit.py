"""The trail is only ever added to."""

from __future__ import annotations

from contextlib import suppress

import pytest
from flask import g
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DatabaseError

from app.access import audit
from app.access.enforcement import viewing_as
from app.access.viewers import ANONYMOUS, SYSTEM, StaffMember
from app.infra.models import AuditEntry
from app.infra.transaction import transaction

ADA = StaffMember(7, "Ada Example", "ada@example.org", 1)


def entries(session) -> list[tuple[int | None, str, str, str, str]]:
    found = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(e.actor_id, e.actor, e.action, e.thing, e.thing_key) for e in found]


def test_an_entry_says_who_did_what_to_which_thing(session):
    for viewer in (ADA, SYSTEM):
        with viewing_as(viewer), transaction():
            audit.record("changed", "event", "key", title="New")
    with viewing_as(SYSTEM):
        assert entries(session) == [
            (7, "ada@example.org", "changed", "event", "key"),
            (None, "Parley", "changed", "event", "key"),
        ]


def test_an_entry_is_kept_only_with_its_change(as_system):
    with suppress(ZeroDivisionError), transaction():
        audit.record("changed", "event", "key")
        raise ZeroDivisionError
    assert entries(as_system) == []


TAMPERING = {
    "an update": update(AuditEntry).values(actor="somebody else"),
    "a deletion": delete(AuditEntry),
    "an update past the mapping": text("UPDATE audit_entry SET actor = 'somebody else'"),
    "a deletion past the mapping": text("DELETE FROM audit_entry"),
}


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING.keys())
def test_the_database_itself_refuses_to_change_the_trail(as_system, statement):
    with transaction():
        audit.record("changed", "event", "key")
    with pytest.raises(DatabaseError, match="append-only"), transaction():
        as_system.execute(statement)
    assert len(entries(as_system)) == 1


def test_what_was_seen_is_written_once_before_the_page_is_sent(app, as_system):
    with app.test_request_context():
        for _ in range(2):
            audit.note_seen("event", "key")
        answer = audit.write_what_was_seen(app.response_class("A page", 200))
        assert answer.status_code == 200
        assert "seen" not in g
    assert [entry[2:] for entry in entries(as_system)] == [("saw", "event", "key")]


def test_an_error_shows_nothing_so_nothing_was_seen(app, as_system):
    with app.test_request_context():
        audit.note_seen("event", "key")
        audit.write_what_was_seen(app.response_class("Not found", 404))
    assert entries(as_system) == []


def test_a_visitor_sees_nothing_of_the_trail(session):
    with viewing_as(SYSTEM), transaction():
        audit.record("changed", "event", "key")
    with viewing_as(ANONYMOUS):
        assert entries(session) == []
