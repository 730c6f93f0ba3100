"""``parley import contacts``: a list of contacts into the directory."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.cli.imports.group import MOST_TOLD, a_file, command, dry_run
from app.core.errors import DomainError
from app.core.text import random_key
from app.imports.contacts.memory import meanings_of
from app.imports.contacts.reading import open_file, read_contacts
from app.imports.contacts.report import ContactReport, Fate
from app.imports.contacts.searching import search
from app.imports.contacts.taking import Taking


@command.command("contacts")
@a_file
@dry_run
@click.option("--yes", is_flag=True, help="Load without asking first.")
@click.option("--join", is_flag=True, help="Rows with the same name and address are one person.")
@with_appcontext
def contacts(file: Path, *, only_say: bool, yes: bool, join: bool) -> None:
    """Load FILE into the directory: contacts as CSV, XLSX or vCard.

    Columns mean what was said of such headings before, or else what they seem to mean. Loading
    the same file again changes nothing, and nothing in the directory is overwritten.
    """
    with viewing_as(SYSTEM):
        try:
            report = _take(file, keep=False, join=join)
            _tell_contacts(report)
            if only_say:
                click.echo("This was a dry run: nothing was written.")
                return
            if not yes and not report.is_idle:
                click.confirm("Load them?", abort=True)
            done = _take(file, keep=True, join=join)
        except DomainError as refusal:
            raise click.ClickException(str(refusal)) from None
    click.echo(f"{done.number(Fate.NEW)} added, {done.number(Fate.FILLED)} completed.")


def _take(file: Path, *, keep: bool, join: bool) -> ContactReport:
    opened, report, job = open_file(file.read_bytes()), ContactReport(), random_key()
    found = read_contacts(opened, meanings_of(opened), report, join=join)
    if not found:
        raise click.ClickException("Nobody in this file has a name or an e-mail address.")
    with click.progressbar(length=len(found), label="Loading" if keep else "Comparing") as bar:
        taking = Taking(job, report, advance=lambda done: bar.update(done - bar.pos))
        if keep:
            taking.take(found)
        else:
            taking.rehearse(found)
    if not keep:
        search(taking.new, report, job=job)
    return report


def _tell_contacts(report: ContactReport) -> None:
    for remark in report.remarks[:MOST_TOLD]:
        click.echo(f"line {remark.line}, {remark.column}: {remark.message % remark.facts}")
    for told in report.told[:MOST_TOLD]:
        click.echo(f"line {told.line}, {told.name}, {told.column}: “{told.was}” → “{told.says}”")
    for double in report.doubles[:MOST_TOLD]:
        where = f"line {double.other_line}" if double.other_line else "in the directory"
        click.echo(
            f"line {double.line}, {double.name} may be {double.other_name} ({where}): "
            f"{', '.join(double.reasons)}"
        )
    for fate in Fate:
        click.echo(f"{fate.value:12}{report.number(fate):8}")
    click.echo(f"{'may be one':12}{report.found_doubles:8}")
