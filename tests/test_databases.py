"""Every test begins with the database that the migrations made, whatever the one before it did."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session, scoped_session

from app.extensions import db
from app.infra.models import AuditEntry, PublicVersion
from app.infra.transaction import transaction
from tests.client import CheckingClient
from tests.databases import Database, count_statements, renew


def test_a_used_database_becomes_new(
    app: Flask, engine_name: str, house: Callable[[str], tuple[Flask, Database]]
) -> None:
    def look(session: Session | scoped_session[Session]) -> tuple[int, int]:
        version = session.connection().execute(select(PublicVersion.number)).scalar_one()
        entries = session.connection().execute(select(func.count(AuditEntry.id))).scalar_one()
        return version, entries

    with app.app_context():
        before = look(db.session)
        with transaction() as session:
            connection = session.connection()
            connection.execute(PublicVersion.__table__.update().values(number=99))
            entry = {"actor": "A", "action": "b", "thing": "c", "thing_key": "d"}
            connection.execute(AuditEntry.__table__.insert().values(**entry))
        assert look(db.session) == (99, before[1] + 1)

    renew(app, house(engine_name)[1])

    with app.app_context():
        assert look(db.session) == before


def test_statements_are_counted(app: Flask, as_system: scoped_session[Session]) -> None:
    with count_statements() as statements:
        as_system.scalars(select(AuditEntry)).all()
        as_system.scalars(select(PublicVersion)).all()
    assert len(statements) == 2


def test_the_application_is_ready_on_both_databases(client: CheckingClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok"}
    assert client.get("/readyz").get_json() == {"status": "ready"}


def test_a_session_on_behalf_of_nobody_sees_nothing(session: scoped_session[Session]) -> None:
    assert session.scalars(select(PublicVersion)).all() == []


@pytest.mark.parametrize("path", ["/nothing-here", "/staff/nothing-here"])
def test_a_missing_page_is_a_good_page(client: CheckingClient, path: str) -> None:
    assert client.get(path).status_code == 404
