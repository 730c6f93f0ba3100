"""``parley import``: load files of past events, all or nothing."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.config import current_settings
from app.core.errors import DomainError
from app.imports.panels import REQUIRED, Programmes, read_panels
from app.imports.sheet import read_sheet


@click.group("import")
def command() -> None:
    """Load files of past events."""


@command.command("panels")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def panels(file: Path) -> None:
    """Check FILE: programmes with one row per person and session, as CSV or XLSX."""
    read = _read(file)
    click.echo(f"{len(read.meetings)} events can be read.")


def _read(file: Path) -> Programmes:
    """Read ``file``. Raises ClickException with every fault if there is one."""
    try:
        sheet = read_sheet(file.read_bytes(), required=REQUIRED)
    except DomainError as refusal:
        raise click.ClickException(str(refusal)) from None
    read = read_panels(sheet, zone=current_settings().time_zone)
    if read.faults:
        raise click.ClickException("\n".join(["Nothing was loaded.", *map(str, read.faults)]))
    return read
