"""``parley import media``: recordings and transcripts of events that are here, all or nothing."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.cli.imports.group import MOST_TOLD, a_file, command, dry_run
from app.core.errors import DomainError
from app.imports.cells import Fault
from app.imports.media import REQUIRED, MediaList, read_media
from app.imports.sheet import read_sheet
from app.imports.writing.media import write
from app.infra.transaction import rehearsal, transaction

FATES = ("added", "changed", "unchanged")
ENDINGS = {".txt", ".vtt", ".srt"}


@command.command("media")
@a_file
@click.option(
    "--transcripts",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where the files of transcripts are that FILE names.",
)
@dry_run
@with_appcontext
def media(file: Path, folder: Path | None, *, only_say: bool) -> None:
    """Load FILE: recordings and transcripts with one row each, as CSV or XLSX.

    Nothing becomes public: recordings are kept back and transcripts wait for their release.
    Loading the same file again changes nothing.
    """
    try:
        read = read_media(read_sheet(file.read_bytes(), required=REQUIRED), _texts(folder))
        _refuse(read.faults)
        with viewing_as(SYSTEM), rehearsal() if only_say else transaction():
            report, faults = write(read.media)
            _refuse(faults)
    except DomainError as refusal:
        raise click.ClickException(str(refusal)) from None
    _tell_ignored(read)
    click.echo(f"{'':12}" + "".join(f"{fate:>11}" for fate in FATES))
    for kind in ("recordings", "transcripts"):
        click.echo(f"{kind:12}" + "".join(f"{report.number(kind, fate):11}" for fate in FATES))
    if only_say:
        click.echo("This was a dry run: nothing was written.")


def _texts(folder: Path | None) -> dict[str, bytes]:
    files = sorted(folder.iterdir()) if folder is not None else []
    return {one.name: one.read_bytes() for one in files if one.suffix.lower() in ENDINGS}


def _refuse(faults: list[Fault]) -> None:
    """Raise ClickException with every fault if there is one."""
    if faults:
        told = [str(fault) for fault in faults[:MOST_TOLD]]
        raise click.ClickException("\n".join(["Nothing was loaded, because of", *told]))


def _tell_ignored(read: MediaList) -> None:
    if read.ignored:
        click.echo(f"These columns mean nothing here: {', '.join(read.ignored)}.", err=True)
