"""``parley people``: look for persons who stand in the directory, or in a list, twice."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.infra.transaction import transaction
from app.people.duplicates import REASON_LABELS, Contact, Suggestion, suggest
from app.people.duplicates.scoring import read_contacts, read_truth, score
from app.people.operations import file_everybody, keep_suggestions
from app.people.queries import contacts_of_everybody

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("people")
def command() -> None:
    """Look after the directory."""


@command.command("duplicates")
@click.argument("file", type=FILE, required=False)
@click.option("--truth", type=FILE, help="Who is who, as csv_row and person_key; prints a score.")
@with_appcontext
def duplicates(file: Path | None, truth: Path | None) -> None:
    """Print who may be one person in FILE, a CSV with the headings Name, Title, Organisation, E-mail, Phone.

    Without FILE everybody in the directory is compared, and the suggestions wait for staff.
    """
    if file is None:
        _compare_everybody()
        return
    contacts = read_contacts(file.read_bytes())
    found = suggest(contacts)
    by_key = {contact.key: contact for contact in contacts}
    for each in found:
        click.echo(_told(each, by_key[each.one], by_key[each.other]))
    click.echo(f"{len(found)} pairs in {len(contacts)} contacts.")
    if truth is not None:
        told = score(found, read_truth(truth.read_bytes()))
        click.echo(
            f"precision {told.precision:.3f}, recall {told.recall:.3f} of {told.true} true pairs"
        )


def _compare_everybody() -> None:
    with viewing_as(SYSTEM):
        contacts = contacts_of_everybody()
        found = suggest(contacts)
        with transaction():
            kept = keep_suggestions(found)
    click.echo(f"{kept} pairs among {len(contacts)} persons wait to be looked at.")


def _told(pair: Suggestion, one: Contact, other: Contact) -> str:
    reasons = ", ".join(REASON_LABELS[reason] for reason in pair.reasons)
    return f"{one.key}\t{other.key}\t{_name(one)}\t{_name(other)}\t{reasons}"


def _name(contact: Contact) -> str:
    return " ".join(contact.name.split()) or ", ".join(contact.emails)


@command.command("refile")
@with_appcontext
def refile() -> None:
    """Sort and index everybody anew, as after an upgrade that finds by more than before."""
    with viewing_as(SYSTEM), transaction():
        number = file_everybody()
    click.echo(f"{number} persons are filed.")
