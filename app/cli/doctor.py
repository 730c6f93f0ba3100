"""``parley doctor``: looks at everything the site needs and says in sentences what is wrong."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import click
from flask.cli import with_appcontext
from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.config import current_settings
from app.core.clock import now, zones
from app.extensions import db
from app.infra import heartbeat
from app.infra.checkpoint import LARGE, log_size
from app.infra.mail import MailTrouble, postman_for
from app.infra.migrations import newest_revision
from app.infra.models import MailState, OutboxMail

MAIL_MAY_WAIT = timedelta(minutes=10)
OLDEST_POSTGRESQL = 14
OLDEST_SQLITE = (3, 40)


@dataclass(frozen=True)
class Finding:
    """One sentence, and whether all is well there."""

    well: bool
    sentence: str


Look = Callable[[], Iterator[Finding]]


@click.command("doctor")
@with_appcontext
def command() -> None:
    """Look whether everything is in order; ends with status 1 if not."""
    findings = [finding for look in LOOKS for finding in _taken(look)]
    for finding in findings:
        click.echo(f"{'ok     ' if finding.well else 'WRONG  '}{finding.sentence}")
    if not all(finding.well for finding in findings):
        raise SystemExit(1)


def _taken(look: Look) -> list[Finding]:
    """What ``look`` finds; a database that does not answer is a finding too."""
    try:
        with viewing_as(SYSTEM):
            return list(look())
    except SQLAlchemyError as error:
        db.session.rollback()
        reason = str(getattr(error, "orig", error)).strip().partition("\n")[0]
        return [Finding(well=False, sentence=f"The database refuses: {reason}")]


def settings() -> Iterator[Finding]:
    """Whether the settings are those of a site that others visit."""
    found = current_settings()
    if found.in_production and not found.secure_cookies:
        yield Finding(
            well=False,
            sentence="PARLEY_BASE_URL does not begin with https://, so sign-in is not protected.",
        )
    else:
        yield Finding(well=True, sentence=f"The settings are read; the site is {found.base_url}/.")


def folder() -> Iterator[Finding]:
    """Whether the instance folder can be written."""
    path = current_settings().instance_path
    well = os.access(path, os.W_OK)
    yield Finding(well=well, sentence=f"{path} can{'' if well else 'not'} be written.")


def time_zones() -> Iterator[Finding]:
    """Whether the time zones of the world are known."""
    zone = current_settings().time_zone
    known = zone in zones()
    yield Finding(
        well=known,
        sentence=f"{len(zones())} time zones are known."
        if known
        else f"PARLEY_TIME_ZONE is {zone}, which is no time zone; write for instance Europe/Paris.",
    )


def database() -> Iterator[Finding]:
    """Whether the database answers, is recent enough, and is opened as it must be."""
    if db.engine.dialect.name == "sqlite":
        yield from _sqlite()
    else:
        number = int(db.session.scalar(text("SELECT current_setting('server_version_num')")) or 0)
        version = number // 10_000
        yield Finding(
            well=version >= OLDEST_POSTGRESQL,
            sentence=f"PostgreSQL {version} answers; {OLDEST_POSTGRESQL} is needed.",
        )


def _sqlite() -> Iterator[Finding]:
    version = str(db.session.scalar(text("SELECT sqlite_version()")))
    recent = tuple(int(part) for part in version.split(".")[:2]) >= OLDEST_SQLITE
    yield Finding(well=recent, sentence=f"SQLite {version} answers; 3.40 is needed.")
    expected = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}
    for pragma, value in expected.items():
        found = str(db.session.scalar(text(f"PRAGMA {pragma}")))
        yield Finding(well=found == value, sentence=f"SQLite's {pragma} is {found}.")
    size = log_size()
    yield Finding(
        well=size <= 2 * LARGE,
        sentence=f"The write-ahead log has {size // 1024} kB; the worker keeps it small.",
    )


def schema() -> Iterator[Finding]:
    """Whether the tables are those of this version."""
    revision = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    well = revision == newest_revision()
    yield Finding(
        well=well,
        sentence="The tables are those of this version."
        if well
        else "The tables are those of another version. Run `parley db upgrade`.",
    )


def worker() -> Iterator[Finding]:
    """Whether the worker works."""
    silence = heartbeat.silent_for(heartbeat.WORKER)
    well = silence is not None and silence < heartbeat.MISSED
    if silence is None:
        sentence = "The worker never ran. Start `parley worker`; without it no mail is sent."
    else:
        seconds = int(silence.total_seconds())
        sentence = f"The worker was last at work {seconds} s ago."
    yield Finding(well=well, sentence=sentence)


def outbox() -> Iterator[Finding]:
    """Whether mail goes out."""
    failed = _count(OutboxMail.state == MailState.FAILED)
    yield Finding(
        well=failed == 0,
        sentence=f"{failed} mails failed; see /staff/outbox/?state=failed."
        if failed
        else "No mail failed.",
    )
    waiting = (OutboxMail.state != MailState.SENT, OutboxMail.state != MailState.FAILED)
    late = _count(*waiting, OutboxMail.created_at < now() - MAIL_MAY_WAIT)
    yield Finding(
        well=late == 0,
        sentence=f"{late} mails have waited for more than ten minutes."
        if late
        else "No mail waits for long.",
    )


def _count(*conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(OutboxMail).where(*conditions)) or 0


def mail_server() -> Iterator[Finding]:
    """Whether mail can be handed over; none is sent."""
    try:
        postman_for(current_settings().mail_url).knock()
    except (MailTrouble, ValueError) as trouble:
        yield Finding(well=False, sentence=str(trouble))
    else:
        yield Finding(well=True, sentence="Mail can be handed over.")


LOOKS: tuple[Look, ...] = (
    settings,
    folder,
    time_zones,
    database,
    schema,
    worker,
    outbox,
    mail_server,
)
