"""``parley search``: make the index of the public site anew."""

from __future__ import annotations

import sys

import click
from flask.cli import with_appcontext

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.archive import indexing


@click.group("search")
def command() -> None:
    """Look after the search of the public site."""


@command.command("rebuild")
@with_appcontext
def rebuild() -> None:
    """Make the index anew from what is public now.

    Lists and searches find less while it runs. If it is interrupted, run it again.
    """
    total = 0
    with viewing_as(SYSTEM), click.progressbar(length=1, label="Indexing", file=sys.stderr) as bar:
        for done, total in indexing.rebuild():
            bar.length = total
            bar.update(done - bar.pos)
    click.echo(f"{total} events, persons and publications were looked at.")
