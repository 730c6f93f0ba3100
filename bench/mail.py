"""Ten thousand personal mails with a calendar entry through the worker, against a bare loop.

The loop sends the same messages, made beforehand, with smtplib over one connection to the same
server, which stands in a process of its own and takes everything.
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
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import func, select

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.config import Settings
from app.correspondence.audiences import Recipient
from app.correspondence.operations.composing import compose
from app.correspondence.operations.releasing import release
from app.correspondence.operations.templates import own_words
from app.correspondence.rules import TemplatePurpose
from app.events.models import Event
from app.extensions import db
from app.factory import create_app
from app.infra.models import MailState, OutboxMail
from app.infra.transaction import transaction
from bench import stock

MAILS = 10_000
GOAL = 0.8


ANSWERS = {b"QUIT": b"221 bye\r\n", b"EHLO": b"250-sink\r\n250 PIPELINING\r\n"}
"""It allows pipelining, as Postfix and Exim do."""


class Sink(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as a client needs to hand mail over."""

    def handle(self) -> None:
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.wfile.write(b"220 sink\r\n")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                while self.rfile.readline() != b".\r\n":
                    pass
            self.wfile.write(ANSWERS.get(verb, b"250 fine\r\n"))
            if verb == b"QUIT":
                return


def main() -> None:
    """Measure both, and print their ratio."""
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as folder, _sink() as port:
        environ = _environ(Path(folder), port)
        stock.fill(environ)
        app = create_app(Settings.from_environ(environ))
        with app.app_context():
            began = time.perf_counter()
            _compose()
            composed = MAILS / (time.perf_counter() - began)
            messages = _messages()
            db.session.remove()
            bare = MAILS / _bare(port, messages)
            ours = MAILS / _through_the_worker(environ)
            with viewing_as(SYSTEM):
                sent = db.session.scalar(
                    select(func.count()).where(OutboxMail.state == MailState.SENT)
                )
            engine = db.engine.dialect.name
    assert sent == MAILS, f"{sent} of {MAILS} were sent"
    ratio = ours / bare
    print(f"on {engine}, {MAILS} mails with .ics, composed at {composed:.0f} a second")
    print(
        f"{'through the worker':32}{ours:10.0f}/s {'bare smtplib loop':24}{bare:10.0f}/s"
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


def _bare(port: int, messages: list[tuple[str, bytes]]) -> float:
    with smtplib.SMTP("127.0.0.1", port) as connection:
        began = time.perf_counter()
        for address, content in messages:
            connection.sendmail("events@example.org", [address], content)
        return time.perf_counter() - began


def _through_the_worker(environ: dict[str, str]) -> float:
    """Seconds that a worker needs for all of it, less those that it needs to start and end."""
    worker = [str(Path(sys.executable).with_name("parley")), "worker", "--once"]

    def once() -> float:
        began = time.perf_counter()
        subprocess.run(worker, env={**os.environ, **environ}, check=True)
        return time.perf_counter() - began

    with_mail, without = once(), once()
    return with_mail - without


if __name__ == "__main__":
    main()
