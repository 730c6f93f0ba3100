"""``parley mail``: catches mail on one's own machine, and tries whether mail goes out."""

from __future__ import annotations

import os
import socket
from urllib.parse import urlsplit
from uuid import uuid4

import click
from flask.cli import with_appcontext

from app.config import Settings, SettingsError, current_settings
from app.core.clock import now
from app.infra.catcher import can_catch, catch_mail
from app.infra.caught import caught_folder
from app.infra.mail import MailTrouble, postman_for
from app.infra.message import ImpossibleAddress, Message, compose
from app.infra.models import OutboxMail

PORT = 1025


@click.group("mail")
def command() -> None:
    """Catch mail on this machine, or try whether it goes out."""


@command.command("catch")
@click.option("--port", default=PORT, show_default=True, help="Where to listen, on 127.0.0.1.")
@click.option("--fd", type=int, help="A socket that listens already, instead.")
def catch(*, port: int, fd: int | None) -> None:
    """Take mail into the instance folder instead of sending it, until stopped."""
    try:
        settings = Settings.from_environ()
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    if settings.in_production:
        raise click.ClickException("In production mail is sent, not caught.")
    if not can_catch():
        raise click.ClickException("aiosmtpd is missing. Install it: pip install -e .[local]")
    try:
        listener = (
            socket.create_server(("127.0.0.1", port)) if fd is None else socket.socket(fileno=fd)
        )
    except OSError as error:
        raise click.ClickException(
            f"Port {port} cannot be used ({os.strerror(error.errno or 0)})."
        ) from None
    if fd is None:
        click.echo(f"Mail to smtp://127.0.0.1:{port} is caught in {caught_folder(settings)}.")
    catch_mail(listener, caught_folder(settings))


@command.command("test")
@click.argument("address")
@with_appcontext
def test(*, address: str) -> None:
    """Send one mail to ADDRESS, past the outbox, and say what the mail server said."""
    settings = current_settings()
    try:
        message = _message(address, settings)
        postman = postman_for(settings.mail_url)
        try:
            said = postman.deliver(message)
        finally:
            postman.rest()
    except (MailTrouble, ImpossibleAddress, ValueError) as trouble:
        raise click.ClickException(str(trouble)) from None
    click.echo(f"Sent from {message.sender} to {message.recipient} as {message.message_id}.")
    click.echo(said)


def _message(address: str, settings: Settings) -> Message:
    words = f"Mail from {settings.base_url}/ arrives."
    mail = OutboxMail(
        message_id=f"<{uuid4().hex}@{urlsplit(settings.base_url).hostname}>",
        to_name="",
        to_address=address,
        reply_to="",
        subject=f"A test of {settings.institute_name}",
        body_text=f"{words}\n",
        body_html=f"<p>{words}</p>",
        token_seed="",
        calendar="",
        created_at=now(),
    )
    return compose(mail, sender=settings.mail_from, sender_name=settings.institute_name)
