"""``parley import panels``: past events, all or nothing."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.cli.imports.group import a_file, command, dry_run
from app.config import current_settings
from app.core.errors import DomainError
from app.extensions import db
from app.imports.operations import load, release
from app.imports.panels import REQUIRED, Programmes, read_panels
from app.imports.report import Report
from app.imports.sheet import read_sheet
from app.infra.transaction import rehearsal, transaction
from app.programmes.models import Programme

KINDS = ("events", "sessions", "appearances", "recordings", "people")
FATES = ("added", "changed", "unchanged")


@command.command("panels")
@a_file
@dry_run
@click.option("--publish", is_flag=True, help="Show the events to everyone at once.")
@click.option("--programme", "name", help="The programme that new events belong to.")
@with_appcontext
def panels(file: Path, name: str | None, *, only_say: bool, publish: bool) -> None:
    """Load FILE: programmes of events with one row per person and session, as CSV or XLSX.

    New events are not public until staff release them. Loading the same file again changes
    nothing; a corrected file corrects what it says.
    """
    try:
        read = _read(file)
        with viewing_as(SYSTEM), rehearsal() if only_say else transaction():
            report = _load(read, _programme_called(name), publish=publish)
    except DomainError as refusal:
        raise click.ClickException(str(refusal)) from None
    tell(report, only_said=only_say, published=publish)


def _read(file: Path) -> Programmes:
    """Read ``file``. Raises ClickException with every fault if there is one."""
    read = read_panels(
        read_sheet(file.read_bytes(), required=REQUIRED), zone=current_settings().time_zone
    )
    if read.faults:
        raise click.ClickException(
            "\n".join(["Nothing was loaded, because of", *map(str, read.faults)])
        )
    if read.ignored:
        click.echo(f"These columns mean nothing here: {', '.join(read.ignored)}.", err=True)
    return read


def _load(read: Programmes, programme: Programme | None, *, publish: bool) -> Report:
    with click.progressbar(length=len(read.meetings), label="Loading") as bar:
        report = load(read, programme=programme, advance=lambda: bar.update(1))
    if publish:
        release(read.public_refs)
    return report


def _programme_called(name: str | None) -> Programme | None:
    if name is None:
        return None
    programme = db.session.scalar(select(Programme).where(Programme.name == name))
    if programme is None:
        raise click.ClickException(f"There is no programme called “{name}”.")
    return programme


def tell(report: Report, *, only_said: bool, published: bool) -> None:
    """Print what was done, or would be."""
    for change in report.changes:
        click.echo(f"line {change.line}, {change.column}: “{change.was}” → “{change.becomes}”")
    click.echo(f"{'':12}" + "".join(f"{fate:>11}" for fate in FATES))
    for kind in KINDS:
        click.echo(f"{kind:12}" + "".join(f"{report.number(kind, fate):11}" for fate in FATES))
    if only_said:
        click.echo("This was a dry run: nothing was written.")
    elif not published and report.number("events", "added"):
        click.echo("The new events are not public. Load the file with --publish to release them.")
