"""``parley demo``: the demonstration, for an empty database."""

from __future__ import annotations

import secrets

import click
from flask.cli import with_appcontext

from app.config import current_settings


@click.command("demo")
@click.option("--if-empty", is_flag=True, help="Do nothing if the database is in use already.")
@click.option("--reset", is_flag=True, help="Delete everything first. Refused in production.")
@with_appcontext
def command(*, if_empty: bool, reset: bool) -> bool:
    """Fill an empty database with a programme, its past, and events to come.

    Returns whether it was filled. The five accounts get the password that
    PARLEY_DEMO_PASSWORD holds, or else a random one that is printed.
    """
    from app import demonstration

    settings = current_settings()
    if reset:
        if settings.in_production:
            raise click.ClickException("In production nothing is deleted, so --reset is refused.")
        start_over()
    elif not demonstration.is_empty():
        if if_empty:
            return False
        raise click.ClickException(
            "This database is in use, so the demonstration was not added to it. "
            "--if-empty does nothing instead; --reset deletes everything first."
        )
    password = settings.demo_password or secrets.token_urlsafe(9)
    click.echo("Parley: building the demonstration ...")
    demonstration.build(password)
    if not settings.demo_password:
        click.echo(f"Sign in as admin@example.org with the password {password}")
    return True


def start_over() -> None:
    """Bring the database back to what its migrations leave behind."""
    from app.infra import migrations

    click.echo("Parley: deleting everything ...")
    migrations.downgrade()
    migrations.upgrade()
