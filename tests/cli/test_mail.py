"""``parley mail``: what it catches, and what it says of a mail server."""

from __future__ import annotations

import signal
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from app.cli.mail import command
from app.config import Settings
from app.infra.caught import caught_mail, caught_mails
from tests import processes
from tests.servers import free_port

LETTER = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: Hello\r\n%b\r\n.hidden dot\r\n"


@pytest.fixture
def at_home(base_settings: Settings, tmp_path: Path) -> Settings:
    """Settings of an installation on one's own machine."""
    return replace(
        base_settings,
        environment="development",
        instance_path=tmp_path,
        mail_url=f"smtp://127.0.0.1:{free_port()}",
    )


@contextmanager
def catching(settings: Settings) -> Iterator[int]:
    """Run the catcher as a process until the end of the block; give its port."""
    port = settings.mail_url.rpartition(":")[2]
    process = processes.start(settings, "mail", "catch", "--port", port)
    assert process.stdout is not None
    said = process.stdout.readline()
    try:
        assert (
            said == f"Mail to smtp://127.0.0.1:{port} is caught in {settings.instance_path}/mail.\n"
        )
        yield int(port)
    finally:
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=30)
    assert (process.returncode, rest) == (0, "")


def test_each_mail_becomes_a_file_and_a_repeated_one_the_same(at_home: Settings) -> None:
    with catching(at_home) as port, smtplib.SMTP("127.0.0.1", port) as connection:
        for known_as in (b"Message-ID: <one@y>\r\n", b"Message-ID: <one@y>\r\n", b""):
            connection.sendmail("a@example.org", ["b@example.org"], LETTER % known_as)
        # Still connected, as a worker may be: the catcher ends all the same.
        connection.noop()
    folder = at_home.instance_path / "mail"
    mails, more = caught_mails(folder)
    assert ([mail.subject for mail in mails], more) == (["Hello", "Hello"], False)
    assert caught_mail(folder, "one@y").text == ".hidden dot\r\n"


def test_a_folder_that_cannot_be_written_is_an_answer(at_home: Settings) -> None:
    (at_home.instance_path / "mail").write_text("in the way")
    with (
        catching(at_home) as port,
        smtplib.SMTP("127.0.0.1", port) as connection,
        pytest.raises(smtplib.SMTPDataError, match="451"),
    ):
        connection.sendmail("a@example.org", ["b@example.org"], LETTER % b"")


def test_in_production_nothing_is_caught(at_home: Settings) -> None:
    process = processes.start(replace(at_home, environment="production"), "mail", "catch")
    said, _ = process.communicate(timeout=30)
    assert (process.returncode, said) == (1, "Error: In production mail is sent, not caught.\n")


def test_a_taken_port_is_said(at_home: Settings) -> None:
    with catching(at_home) as port:
        second = processes.start(at_home, "mail", "catch", "--port", str(port))
        said, _ = second.communicate(timeout=30)
    assert second.returncode == 1
    assert said == f"Error: Port {port} cannot be used (Address already in use).\n"


class Server:
    """A mail server that knows one reader."""

    async def handle_RCPT(self, _s: Any, _ses: Any, envelope: Any, address: str, _o: Any) -> str:  # noqa: N802
        if not address.startswith("vera@"):
            return "550 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, *_: Any) -> str:  # noqa: N802
        return "250 Queued as 4711"


@pytest.fixture
def server() -> Iterator[str]:
    controller = Controller(Server(), hostname="127.0.0.1", port=free_port())
    controller.start()
    yield f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


def try_mail(app: Flask, mail_url: str, address: str) -> tuple[int, str]:
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, mail_url=mail_url)
    try:
        result = app.test_cli_runner().invoke(command, ["test", address])
    finally:
        app.extensions["settings"] = settings
    return result.exit_code, result.output


def test_a_test_mail_says_what_the_server_said(app: Flask, server: str) -> None:
    status, said = try_mail(app, server, "vera@example.org")
    first, second = said.splitlines()
    assert first.startswith("Sent from events@example.org to vera@example.org as <")
    assert (status, second) == (0, "The mail server answered 250: Queued as 4711")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nobody@example.org", "The mail server answered 550: No such user"),
        ("vera", "'vera' is no address"),
    ],
)
def test_a_test_mail_that_does_not_go_out_says_why(
    app: Flask, server: str, address: str, said: str
) -> None:
    status, output = try_mail(app, server, address)
    assert (status, output.startswith(f"Error: {said}")) == (1, True)


def test_without_a_server_a_test_mail_lies_in_the_folder(app: Flask, tmp_path: Path) -> None:
    status, said = try_mail(app, f"file:{tmp_path}", "vera@example.org")
    (file,) = tmp_path.iterdir()
    assert (status, said.splitlines()[1]) == (0, f"It is in {file}.")
