"""What the commands that load files share."""

from __future__ import annotations

from pathlib import Path

import click

MOST_TOLD = 40
"""More lines than these nobody reads on a screen; the page of the import has them."""

a_file = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
dry_run = click.option(
    "--dry-run", "only_say", is_flag=True, help="Say what would be done, and do nothing."
)


@click.group("import")
def command() -> None:
    """Load files of events, past and to come, of contacts, and of the people of an event."""
