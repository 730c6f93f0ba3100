"""``parley import events``: calendars, web pages and schedules."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.roles import Permission
from app.access.viewers import SYSTEM, StaffMember, Viewer
from app.accounts.models import User
from app.cli.imports.group import MOST_TOLD, a_file, command, dry_run
from app.config import current_settings
from app.core.clock import is_zone, now
from app.core.errors import DomainError
from app.core.text import normalise_email
from app.events.rules import EventKind
from app.extensions import db
from app.imports.calendars.found import FileKind
from app.imports.calendars.loading import load, rehearse
from app.imports.calendars.reading import Asked, read_events
from app.imports.calendars.report import CalendarReport
from app.imports.calendars.writing.events import Into
from app.imports.queries import colleague
from app.programmes.models import Programme, Series

KINDS = ("events", "sessions", "appearances", "recordings", "people")
FATES = ("added", "changed", "unchanged")


@command.command("events")
@a_file
@dry_run
@click.option(
    "--as",
    "file_kind",
    type=click.Choice([kind.value for kind in FileKind]),
    help="What the file is.",
)
@click.option("--zone", help="The time zone of times that say none, such as Asia/Seoul.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in EventKind]),
    help="What sort new events are.",
)
@click.option("--title", default="", help="What the event is called, where the file does not say.")
@click.option("--programme", "name", help="The programme that new events belong to.")
@click.option("--series", "series_title", help="The series that new events belong to.")
@click.option("--owner", help="On whose behalf: the e-mail address of a user.")
@with_appcontext
def events(
    file: Path,
    *,
    file_kind: str | None,
    zone: str | None,
    kind: str | None,
    title: str,
    name: str | None,
    series_title: str | None,
    owner: str | None,
    only_say: bool,
) -> None:
    """Load FILE: a calendar (.ics), a page or JSON with schema.org events, a schedule of frab or pretalx.

    New events are not public until staff release them. Loading the same file again changes
    nothing. What cannot be read is told and left out; the rest is loaded. Private entries become
    confidential events, which only their owner sees, so they need one.
    """
    where = zone or current_settings().time_zone
    if not is_zone(where):
        raise click.ClickException(f"There is no time zone “{where}”.")
    asked = Asked(
        zone=where,
        today=now().date(),
        kind=FileKind(file_kind) if file_kind else None,
        title=title,
    )
    who = _who(owner)
    try:
        reading = read_events(file.read_bytes(), asked)
        with (
            viewing_as(who),
            click.progressbar(
                length=len(reading.events), label="Comparing" if only_say else "Loading"
            ) as bar,
        ):
            into = Into(
                owner_id=who.user_id if isinstance(who, StaffMember) else None,
                kind=EventKind(kind) if kind else None,
                programme=_programme(name),
                series=_series(series_title),
            )
            work = rehearse if only_say else load
            report = work(
                reading, into, zone=where, advance=lambda done: bar.update(done - bar.pos)
            )
    except DomainError as refusal:
        raise click.ClickException(str(refusal)) from None
    _tell(report, only_said=only_say)


def _who(address: str | None) -> Viewer:
    """Whoever the new events are to belong to, with the rights that they hold; else the house."""
    if address is None:
        return SYSTEM
    with viewing_as(SYSTEM):
        known = db.session.scalar(select(User.id).where(User.email == normalise_email(address)))
        found = colleague(known)
    if found is None or not found.reach(Permission.IMPORT):
        raise click.ClickException(f"There is no user “{address}” who may load files.")
    return found


def _programme(name: str | None) -> Programme | None:
    found = db.session.scalar(select(Programme).where(Programme.name == name)) if name else None
    if name and found is None:
        raise click.ClickException(f"There is no programme called “{name}”.")
    return found


def _series(title: str | None) -> Series | None:
    found = db.session.scalar(select(Series).where(Series.title == title)) if title else None
    if title and found is None:
        raise click.ClickException(f"There is no series called “{title}”.")
    return found


def _tell(report: CalendarReport, *, only_said: bool) -> None:
    for remark in report.remarks[:MOST_TOLD]:
        click.echo(str(remark))
    for each in report.differences[:MOST_TOLD]:
        click.echo(f"“{each.title}”, {each.what}: “{each.was}” → “{each.becomes}”")
    for left_out in report.skipped[:MOST_TOLD]:
        click.echo(f"left out: {left_out}")
    click.echo(f"{'':12}" + "".join(f"{fate:>11}" for fate in FATES))
    for kind in KINDS:
        click.echo(f"{kind:12}" + "".join(f"{report.number(kind, fate):11}" for fate in FATES))
    click.echo(f"{'left out':12}{report.skipped_number:11}")
    if only_said:
        click.echo("This was a dry run: nothing was written.")
    elif report.number("events", "added"):
        click.echo("The new events are not public until somebody releases them.")
