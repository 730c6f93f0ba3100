"""What `parley doctor` says of an installation that is well, and of one that is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import text

from app.cli.doctor import command
from app.config import Settings
from app.extensions import db
from app.infra import heartbeat
from app.infra.models import MailState, OutboxMail
from app.infra.outbox import enqueue
from app.infra.transaction import transaction


def doctor(app: Flask) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(command)
    return result.exit_code, result.output


def work() -> None:
    with transaction():
        heartbeat.beat(heartbeat.WORKER)


def test_all_is_well_while_the_worker_works(app: Flask, as_system: object) -> None:
    work()
    status, said = doctor(app)
    assert "WRONG" not in said
    assert status == 0


def test_a_worker_that_never_ran_is_all_that_is_missed(
    app: Flask, as_system: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As in a process of its own, in which nothing has asked the database yet.
    monkeypatch.setattr(db.engine.dialect, "server_version_info", None, raising=False)
    status, said = doctor(app)
    assert [line for line in said.splitlines() if line.startswith("WRONG")] == [
        "WRONG  The worker never ran. Start `parley worker`; without it no mail is sent."
    ]
    assert status == 1


def test_failed_mail_is_counted(app: Flask, as_system: object) -> None:
    work()
    with transaction():
        mail: OutboxMail = enqueue(
            to_address="a@example.org", to_name="", subject="-", text="-", html="-", dedupe="-"
        )
        mail.state = MailState.FAILED
    status, said = doctor(app)
    assert "WRONG  1 mails failed" in said
    assert status == 1


def stamp(version: str) -> None:
    with transaction():
        db.session.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})


def test_tables_of_another_version_are_seen(app: Flask, as_system: object) -> None:
    work()
    newest = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    stamp("0001")
    try:
        status, said = doctor(app)
    finally:
        stamp(newest)
    assert "WRONG  The tables are those of another version." in said
    assert status == 1


def test_a_mail_server_that_is_not_there_and_a_zone_that_is_none_are_named(
    app: Flask, settings: Settings, as_system: object
) -> None:
    work()
    app.extensions["settings"] = replace(
        settings, mail_url="smtp://127.0.0.1:1", time_zone="Europe/Nowhere"
    )
    try:
        status, said = doctor(app)
    finally:
        app.extensions["settings"] = settings
    assert "WRONG  The mail server cannot be reached" in said
    assert "WRONG  PARLEY_TIME_ZONE is Europe/Nowhere" in said
    assert status == 1
