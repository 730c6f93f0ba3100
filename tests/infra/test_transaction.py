"""The one place that commits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event, Thread

import pytest
from sqlalchemy import event, insert, select, text
from sqlalchemy.exc import DatabaseError

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.accounts.models import User
from app.core.errors import Busy
from app.extensions import db
from app.infra.database import writing
from app.infra.models import Answer
from app.infra.transaction import WriteOutsideTransaction, transaction


def user(email: str) -> User:
    return User(name="Ada", email=email, email_norm=email)


def emails(session) -> list[str]:
    return list(session.scalars(select(User.email).order_by(User.email)))


def test_all_of_a_transaction_is_kept(as_system):
    with transaction():
        as_system.add_all([user("a@example.org"), user("b@example.org")])
    as_system.rollback()
    assert emails(as_system) == ["a@example.org", "b@example.org"]


def test_nothing_of_a_failed_transaction_is_kept(as_system):
    with suppress(ZeroDivisionError), transaction():
        as_system.add(user("a@example.org"))
        as_system.flush()
        raise ZeroDivisionError
    assert emails(as_system) == []
    assert not writing.get()


def test_a_write_outside_is_refused(as_system):
    as_system.add(user("a@example.org"))
    with pytest.raises(WriteOutsideTransaction):
        as_system.flush()
    with pytest.raises(WriteOutsideTransaction):
        as_system.commit()
    as_system.expunge_all()


def test_a_change_outside_is_refused(as_system):
    with transaction():
        as_system.add(user("a@example.org"))
    found = as_system.scalars(select(User)).one()
    found.name = "Changed"
    with pytest.raises(WriteOutsideTransaction):
        as_system.flush()
    with pytest.raises(WriteOutsideTransaction), transaction():
        pytest.fail("What was changed before must not slip in.")
    as_system.rollback()
    assert as_system.scalars(select(User.name)).one() == "Ada"


def test_transactions_are_not_nested(as_system):
    with transaction(), pytest.raises(WriteOutsideTransaction), transaction():
        pytest.fail("The second one must not begin.")


def test_what_was_read_before_is_read_again_under_the_lock(as_system):
    with transaction():
        as_system.add(user("a@example.org"))
    found = as_system.scalars(select(User)).one()
    assert found.name == "Ada"
    with transaction():
        as_system.connection().exec_driver_sql("UPDATE user_account SET name = 'Changed'")
        assert found.name == "Changed"


def test_one_writes_at_a_time(app, as_system):
    begun = Event()

    def write() -> None:
        with app.app_context(), viewing_as(SYSTEM), transaction() as session:
            emails(session)
            begun.set()

    other = Thread(target=write)
    with transaction():
        emails(as_system)
        other.start()
        assert not begun.wait(0.5)
    other.join(10)
    assert begun.is_set()


@pytest.fixture
def impatience(app):
    """Let writers wait for a twentieth of a second."""

    def shorten(connection, _record, _proxy) -> None:
        cursor = connection.cursor()
        sqlite = db.engine.name == "sqlite"
        cursor.execute("PRAGMA busy_timeout=50" if sqlite else "SET lock_timeout = 50")
        connection.commit()

    with app.app_context():
        event.listen(db.engine, "checkout", shorten)
        yield
        event.remove(db.engine, "checkout", shorten)
        db.session.remove()
        db.engine.dispose()


def test_who_waits_in_vain_is_told_so(app, as_system, impatience):
    def write() -> None:
        with app.app_context(), viewing_as(SYSTEM), transaction() as session:
            emails(session)

    with transaction(), ThreadPoolExecutor(1) as others:
        emails(as_system)
        with pytest.raises(Busy):
            others.submit(write).result(10)


def test_nobody_waits_for_a_writer_to_read(app, as_system):
    with transaction(), ThreadPoolExecutor(1) as others:
        as_system.add(user("a@example.org"))
        as_system.flush()
        assert others.submit(read_emails, app).result(10) == []


def read_emails(app) -> list[str]:
    with app.app_context(), viewing_as(SYSTEM):
        return emails(db.session)


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_postgresql_itself_refuses_to_write_outside(as_system):
    # SQLite has nothing alike; there the lock is only taken by ``transaction()``.
    with pytest.raises(DatabaseError, match="read-only"):
        as_system.connection().execute(insert(Answer).values(key="k", location="/"))
    as_system.rollback()


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_postgresql_remembers_what_was_asked_often(as_system):
    asked = select(User.name).where(User.name == "Ada")
    for _ in range(12):
        as_system.scalars(asked).all()
        as_system.rollback()
    planned = text("SELECT sum(generic_plans) FROM pg_prepared_statements")
    assert as_system.scalar(planned) >= 1


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_reading_transaction_that_failed_leaves_a_connection_that_works(as_system):
    with pytest.raises(DatabaseError):
        as_system.execute(text("SELECT 1 / 0"))
    as_system.rollback()
    assert as_system.scalar(text("SELECT 1")) == 1
