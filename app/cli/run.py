"""``parley run``: get everything ready, then serve the site and work through its jobs."""

from __future__ import annotations

import os
import secrets
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import click

from app.cli import local
from app.cli.together import Died, run_together
from app.config import ROOT, Settings, SettingsError
from app.infra.catcher import can_catch

GUNICORN = (sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py")
WEB_SERVER = (*GUNICORN, "--log-level", "warning", "wsgi:app")
PARLEY = str(Path(sys.executable).with_name("parley"))
WORKER = (PARLEY, "worker")
CATCHER = (PARLEY, "mail", "catch", "--fd")


@click.command("run")
def command() -> None:
    """Serve the site and run its worker, until stopped."""
    os.chdir(ROOT)
    local.ensure_secret(os.environ)
    try:
        settings = Settings.from_environ()
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    refuse_taken_port(settings)
    password = prepare(settings)
    serve(settings, password)


def refuse_taken_port(settings: Settings) -> None:
    """Raise ClickException with a way out if something else listens at our address."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise click.ClickException(
                f"Port {settings.port} on {settings.host} cannot be used ({error.strerror}). "
                f"Stop what listens there, or choose another: PORT={settings.port + 1} make run"
            ) from None


def prepare(settings: Settings) -> str:
    """Bring the database up to date; fill an empty one with the demonstration in development.

    Returns the password of the accounts it made, or nothing if it made none.
    """
    from app.extensions import db
    from app.factory import create_app
    from app.infra.migrations import upgrade

    password = settings.demo_password or secrets.token_urlsafe(9)
    with create_app(replace(settings, demo_password=password)).app_context():
        click.echo("Parley: bringing the database up to date ...")
        upgrade()
        built = not settings.in_production and load_demonstration()
        db.session.remove()
        db.engine.dispose()
    return password if built else ""


def load_demonstration() -> bool:
    """Build the demonstration unless the database holds something; say whether it was built."""
    from app.cli.demo import command as demo

    return bool(demo.main(["--if-empty"], prog_name="parley demo", standalone_mode=False))


def serve(settings: Settings, password: str) -> None:
    """Run web server and worker side by side. Raises ClickException if either ends by itself.

    On one's own machine a mail catcher runs with them, unless the environment says where mail goes.
    """
    click.echo("Parley: starting the web server and the worker ...")
    commands = {"The web server": WEB_SERVER, "The worker": WORKER}
    environ = dict(os.environ)
    with mailbox_at_home(settings) as listener:
        if listener is not None:
            commands["The mail catcher"] = (*CATCHER, str(listener.fileno()))
            environ["PARLEY_MAIL_URL"] = f"smtp://127.0.0.1:{listener.getsockname()[1]}"
        try:
            run_together(
                commands,
                environ=environ,
                is_ready=lambda: answers(settings),
                announce=lambda: announce(settings, password),
                sockets=() if listener is None else (listener.fileno(),),
            )
        except Died as error:
            raise click.ClickException(str(error)) from None
    click.echo("Parley: stopped.")


@contextmanager
def mailbox_at_home(settings: Settings) -> Iterator[socket.socket | None]:
    """Give a socket for the mail catcher, or None where it is not wanted or cannot run.

    It listens before the worker starts, so that the first mail waits a moment, not a minute.
    """
    if keeps_mail(settings) and can_catch():
        with socket.create_server(("127.0.0.1", 0)) as listener:
            yield listener
    else:
        yield None


def keeps_mail(settings: Settings) -> bool:
    """Whether mail stays on this machine because nobody said where it should go."""
    return not settings.in_production and not os.environ.get("PARLEY_MAIL_URL")


def answers(settings: Settings) -> bool:
    """Whether the web server answers at its address."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104  # Compared, not bound.
    connection = HTTPConnection(host, settings.port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def announce(settings: Settings, password: str) -> None:
    """Say where the site is, and how to sign in if the demonstration was just built."""
    click.echo(f"\n  Parley is at      {settings.base_url}/")
    click.echo(f"  Staff sign in at  {settings.base_url}/account/sign-in")
    if keeps_mail(settings):
        click.echo(
            f"  Mail is read at   {settings.base_url}/staff/caught/ (none leaves this machine)"
        )
        if not can_catch():
            click.echo("  (aiosmtpd is missing, so the worker writes it into the folder by itself)")
    if password:
        click.echo(
            "  as                admin@example.org (or officer@, coordinator@, desk@, reader@)"
        )
        click.echo(f"  with the password {password}")
        click.echo(
            "\n  The password is shown this once; PARLEY_DEMO_PASSWORD chooses it beforehand."
        )
    click.echo("  Ctrl-C stops everything.\n")
