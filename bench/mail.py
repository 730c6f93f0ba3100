"""Ten thousand personal mails with a calendar entry through the worker, against a bare loop.

The loop sends the same messages, made beforehand, with smtplib over one connection to the same
server, which stands in a process of its own, takes everything, and is quick enough to limit
neither. The worker reads each mail from the outbox, makes its message, hands it over and
settles it; it asks the server to take a mail and the envelope of the next at once (RFC 2920),
which smtplib does not.
"""

from __future__ import annotations

import os
import secrets
import smtplib
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import func, select

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.cli.worker import work_through
from app.config import Settings
from app.correspondence.audiences import Recipient
from app.correspondence.operations.composing import compose
from app.correspondence.operations.releasing import release
from app.correspondence.operations.templates import own_words
from app.correspondence.rules import TemplatePurpose
from app.events.models import Event
from app.extensions import db
from app.factory import create_app
from app.infra.delivery import journals
from app.infra.journal import Journal
from app.infra.mail import postman_for
from app.infra.models import MailState, OutboxMail
from app.infra.transaction import transaction
from bench import stock

Taken = tuple[float, float]
"""Seconds by the clock, and of CPU."""

MAILS = 10_000
GOAL = 0.8

ANSWERS = {
    b"QUIT": b"221 bye\r\n",
    b"EHLO": b"250-sink\r\n250 PIPELINING\r\n",
    b"DATA": b"354 go on\r\n",
}
"""It allows pipelining, as Postfix and Exim do; smtplib by itself makes no use of that."""


class Sink(socketserver.BaseRequestHandler):
    """Speaks as much SMTP as a client needs to hand mail over, and looks at no word of it."""

    def handle(self) -> None:
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.request.sendall(b"220 sink\r\n")
        waiting, end = b"", b"\r\n"
        while received := self.request.recv(1 << 18):
            waiting += received
            answers = []
            while (at := waiting.find(end)) >= 0:
                verb = b"" if end != b"\r\n" else waiting[:4].upper()
                waiting = waiting[at + len(end) :]
                end = b"\r\n.\r\n" if verb == b"DATA" else b"\r\n"
                answers.append(ANSWERS.get(verb, b"250 fine\r\n"))
            if answers:
                self.request.sendall(b"".join(answers))


def main() -> None:
    """Measure both, and print their ratio."""
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as folder, _sink() as port:
        environ = _environ(Path(folder), port)
        stock.fill(environ)
        app = create_app(Settings.from_environ(environ))
        with app.app_context():
            began = time.process_time()
            _compose()
            composed = MAILS / (time.process_time() - began)
            messages = _messages()
            db.session.remove()
            bare = _bare(port, messages)
            ours = _worker(environ)
            again = _bare(port, messages)
            with viewing_as(SYSTEM):
                sent = db.session.scalar(
                    select(func.count()).where(OutboxMail.state == MailState.SENT)
                )
            engine = db.engine.dialect.name
    assert sent == MAILS, f"{sent} of {MAILS} were sent"
    print(f"on {engine}, {MAILS} mails with .ics, composed at {composed:.0f} a second of CPU")
    for number, kind in enumerate(("by the clock", "by CPU")):
        limit, reached = 2 * MAILS / (bare[number] + again[number]), MAILS / ours[number]
        ratio = reached / limit
        print(
            f"{kind:14}{'worker, pipelining':>20}{reached:8.0f}/s{'bare smtplib loop':>20}{limit:8.0f}/s"
            f"{ratio:8.2f}{GOAL:8.2f}  {'met' if ratio >= GOAL else 'MISSED'}"
        )


def _environ(folder: Path, port: int) -> dict[str, str]:
    return {
        "PARLEY_ENV": "production",
        "SECRET_KEY": secrets.token_hex(32),
        "DATABASE_URL": os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{folder / 'parley.db'}"),
        "PARLEY_BASE_URL": "http://127.0.0.1",
        "PARLEY_INSTANCE": str(folder),
        "PARLEY_MAIL_URL": f"smtp://127.0.0.1:{port}",
    }


@contextmanager
def _sink() -> Iterator[int]:
    """Give the port of a mail server in a process of its own."""
    code = "from bench.mail import serve; serve()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


def serve() -> None:
    """Be the mail server, and say at which port."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Sink) as server:
        print(server.server_address[1], flush=True)
        server.serve_forever()


def _compose() -> None:
    with viewing_as(SYSTEM), transaction():
        event = db.session.scalars(
            select(Event).where(Event.slug == stock.EVENT.rpartition("/")[2])
        ).one()
        subject, body = own_words(TemplatePurpose.CONFIRMATION)
        readers = [
            Recipient(f"Guest Example {number}", f"guest{number}@example.org")
            for number in range(MAILS)
        ]
        mailing = compose(
            event, subject=subject, body=body, recipients=readers, calendar_method="REQUEST"
        )
        release(mailing, expected=MAILS)


def _messages() -> list[tuple[str, bytes]]:
    from app.infra.message import compose as message_of

    with viewing_as(SYSTEM):
        return [
            (
                mail.to_address,
                message_of(mail, sender="events@example.org", sender_name="I").content,
            )
            for mail in db.session.scalars(select(OutboxMail))
        ]


def _bare(port: int, messages: list[tuple[str, bytes]]) -> Taken:
    with smtplib.SMTP("127.0.0.1", port) as connection:
        began, worked = time.perf_counter(), time.process_time()
        for address, content in messages:
            connection.sendmail("events@example.org", [address], content)
        return time.perf_counter() - began, time.process_time() - worked


def _worker(environ: dict[str, str]) -> Taken:
    """What a worker takes for all that is due, once it has started."""
    code = "from bench.mail import work; work()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environ},
        check=True,
        capture_output=True,
        text=True,
    )
    clock, cpu = done.stdout.split()
    return float(clock), float(cpu)


def work() -> None:
    """Be the worker for one round, with its journal, and print what that took."""
    settings = Settings.from_environ(os.environ)
    with create_app(settings).app_context():
        journal, postman = Journal(journals()), postman_for(settings.mail_url)
        began, worked = time.perf_counter(), time.process_time()
        import gc

        gc.collect()
        gc.freeze()
        began, worked = time.perf_counter(), time.process_time()
        work_through(postman, [], threading.Event(), once=True, journal=journal)
        print(time.perf_counter() - began, time.process_time() - worked)
        journal.close()


if __name__ == "__main__":
    main()
