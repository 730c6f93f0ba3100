"""``parley import pretalx``, ``indico`` and ``people``: who sits at an event, from other systems."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.cli.imports.group import MOST_TOLD, a_file, command, dry_run
from app.core.errors import DomainError
from app.core.text import random_key
from app.events.models import Event
from app.extensions import db
from app.imports.peers.guests import GuestFile
from app.imports.peers.pretalx import read_pretalx
from app.imports.peers.reading import read_guests
from app.imports.peers.report import FATES, GuestReport
from app.imports.peers.report import KINDS as GUEST_KINDS
from app.imports.peers.writing import seat_guests
from app.infra.transaction import rehearsal, transaction


def _guests_command(name: str, words: str) -> None:
    """Add a command that loads the people of an event from files of one kind."""

    def run(file: Path, key: str, *, only_say: bool) -> None:
        try:
            read = (read_pretalx if name == "pretalx" else read_guests)(file.read_bytes())
            with viewing_as(SYSTEM), rehearsal() if only_say else transaction():
                report = seat_guests(read, _event_with(key), job=random_key())
        except DomainError as refusal:
            raise click.ClickException(str(refusal)) from None
        _tell_guests(read, report, only_said=only_say)

    chosen = click.option("--event", "key", required=True, help="The key of the event.")
    command.command(name, help=words)(a_file(chosen(dry_run(with_appcontext(run)))))


_guests_command(
    "pretalx", "Seat the speakers of FILE: a schedule or submissions of pretalx, as JSON."
)
_guests_command("indico", "Seat the registrants of FILE: a registration list of Indico, as CSV.")
_guests_command("people", "Seat the people of FILE: a spreadsheet with one row for each.")


def _event_with(key: str) -> Event:
    event = db.session.scalar(select(Event).where(Event.key == key))
    if event is None:
        raise click.ClickException(f"There is no event with the key “{key}”.")
    return event


def _tell_guests(file: GuestFile, report: GuestReport, *, only_said: bool) -> None:
    for fault in file.faults[:MOST_TOLD]:
        click.echo(str(fault))
    for seat in [each for each in report.seats if each.why][:MOST_TOLD]:
        click.echo(f"{seat.name}, {seat.state}: {seat.why}")
    click.echo(f"{'':12}" + "".join(f"{fate:>11}" for fate in FATES))
    for kind in GUEST_KINDS:
        click.echo(f"{kind:12}" + "".join(f"{report.number(kind, fate):11}" for fate in FATES))
    for state, number in report.states.items():
        click.echo(f"{state:24}{number:6}")
    if report.refused:
        click.echo(f"{'refused':24}{report.refused:6}")
    if only_said:
        click.echo("This was a dry run: nothing was written.")
