"""``parley worker``: delivers mail, does jobs, and keeps house, one thing after another."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import FrameType

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.archive import indexing
from app.cli.cleaning import clean_up
from app.config import current_settings
from app.core.clock import now
from app.core.errors import Busy
from app.correspondence.chores import send_what_is_due
from app.extensions import db
from app.games.operations.clockwork import release_what_is_due
from app.infra import heartbeat, jobs, statistics
from app.infra.checkpoint import checkpoint
from app.infra.delivery import deliver_some, journals, settle_what_was_left
from app.infra.garbage import search_seldom
from app.infra.journal import Journal
from app.infra.mail import Postman, postman_for
from app.infra.transaction import transaction
from app.invitations.jobs import close_unanswered
from app.registration.operations import end_offers

log = logging.getLogger(__name__)

IDLE_SECONDS = 1.0
"""How long a mail waits at most before somebody looks."""
TROUBLE_SECONDS = 10.0
"""How long to wait for a database that does not answer."""


@dataclass
class Chore:
    """Something to be done every so often."""

    every: timedelta
    do: Callable[[], object]
    due: datetime | None = None

    def do_if_due(self) -> None:
        """Do it, if it is time; at the start of the process it always is."""
        if self.due is None or now() >= self.due:
            self.do()
            self.due = now() + self.every


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
@with_appcontext
def command(*, once: bool) -> None:
    """Deliver mail, do jobs and keep house, until stopped."""
    stop = threading.Event()
    if once:
        stop.set()
    else:
        _stop_on_signals(stop)
        search_seldom()
    try:
        postman = postman_for(current_settings().mail_url)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    chores = [
        Chore(heartbeat.EVERY, _beat),
        Chore(timedelta(seconds=15), checkpoint),
        Chore(statistics.EVERY, statistics.take_statistics),
        Chore(timedelta(seconds=1), indexing.turn_what_is_due),
        Chore(timedelta(days=1), indexing.build_if_missing),
        Chore(timedelta(seconds=1), release_what_is_due),
        Chore(timedelta(seconds=20), send_what_is_due),
        Chore(timedelta(seconds=20), end_offers),
        Chore(timedelta(minutes=5), close_unanswered),
        Chore(timedelta(days=1), clean_up),
    ]
    journal = Journal(journals())
    while True:
        pause = work_through(postman, chores, stop, once=once, journal=journal)
        if stop.wait(pause):
            break
    journal.close()
    postman.rest()


def work_through(
    postman: Postman,
    chores: list[Chore],
    stop: threading.Event,
    *,
    once: bool,
    journal: Journal | None = None,
) -> float:
    """Do everything that is due, and return for how many seconds to rest.

    Asked to ``stop``, it finishes what it has in hand and takes up nothing new.
    """

    def is_over() -> bool:
        return stop.is_set() and not once

    try:
        with viewing_as(SYSTEM):
            settle_what_was_left()
            for chore in chores:
                chore.do_if_due()
            while (once or not stop.is_set()) and _next_things(postman, journal, is_over):
                for chore in chores:
                    chore.do_if_due()
    except (OperationalError, Busy) as error:
        log.error("The database does not answer: %s", error)
        return TROUBLE_SECONDS
    finally:
        # No transaction stays open over the rest: it would keep the log from being reused.
        db.session.remove()
    postman.rest()
    return IDLE_SECONDS


def _next_things(postman: Postman, journal: Journal | None, is_over: Callable[[], bool]) -> bool:
    """Deliver some mails, and do one job; whether there was either."""
    delivered = deliver_some(postman, journal, is_over=is_over)
    return _do_one_job() or delivered


def _do_one_job() -> bool:
    if not jobs.job_is_due():
        return False
    with transaction(claims=True):
        work = jobs.claim_job()
    if work is None:
        return False
    try:
        jobs.do(work)
    except Exception:
        log.exception("Job %s (%s) failed", work.key, work.kind)
    return True


def _beat() -> None:
    with transaction(claims=True):
        heartbeat.beat(heartbeat.WORKER)


def _stop_on_signals(stop: threading.Event) -> None:
    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask_to_stop)
