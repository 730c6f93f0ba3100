"""A file of contacts from its first byte to the contacts in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.imports.contacts.cards import is_cards, read_cards
from app.imports.contacts.contact import Contact, Reader
from app.imports.contacts.entries import Entry, entries
from app.imports.contacts.fields import Field
from app.imports.contacts.headings import guess
from app.imports.contacts.joining import joined
from app.imports.contacts.report import ContactReport, Fate
from app.imports.contacts.table import Table, read_table

LOOKED_AT = 50


@dataclass(frozen=True)
class ContactFile:
    """A file as it was read: a table whose columns have to be told, or cards that tell themselves."""

    encoding: str
    table: Table | None = None
    cards: Sequence[Entry] = ()

    @property
    def lines(self) -> int:
        """How many contacts it has."""
        return len(self.table.rows) if self.table else len(self.cards)

    def guessed(self) -> list[Field]:
        """What its columns seem to mean."""
        if self.table is None:
            return []
        return guess(self.table.headings, [row.cells for row in self.table.rows[:LOOKED_AT]])

    def entries(self, meanings: Sequence[Field]) -> list[Entry]:
        """What each row or card says."""
        return list(entries(self.table, meanings)) if self.table else list(self.cards)


def open_file(content: bytes, *, encoding: str = "") -> ContactFile:
    """Read a table or vCards, whatever the file is called. Raises Unreadable."""
    if is_cards(content):
        cards, found = read_cards(content, encoding=encoding)
        return ContactFile(found, cards=cards)
    table = read_table(content, encoding=encoding)
    return ContactFile(table.encoding, table=table)


def read_contacts(
    file: ContactFile, meanings: Sequence[Field], report: ContactReport, *, join: bool
) -> list[Contact]:
    """Return the contacts of ``file``, rows that say exactly the same being one.

    With ``join``, rows with the same name and the same address are one too. What is wrong, refused
    or repeated goes to ``report``.
    """
    said = file.entries(meanings)
    reader = Reader.of(said)
    found: dict[str, Contact] = {}
    for entry in said:
        one = reader.read(entry)
        if one is None:
            report.count(Fate.REFUSED)
        elif one.ref in found:
            report.count(Fate.REPEATED)
        else:
            found[one.ref] = one
    contacts = list(found.values())
    together = joined(contacts) if join else contacts
    report.count(Fate.REPEATED, len(contacts) - len(together))
    report.lines, report.encoding = len(said), file.encoding
    report.both_ways, report.month_first = reader.both_ways, reader.month_first
    report.remark(reader.faults)
    return together
