"""How the first rows of a file would land."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.imports.cells import Fault
from app.imports.contacts.contact import Contact, Reader
from app.imports.contacts.fields import Field
from app.imports.contacts.reading import ContactFile

SHOWN = 8
SAMPLES = 3


@dataclass(frozen=True)
class Preview:
    """The first contacts, what is wrong with them, and the first texts of each column."""

    contacts: Sequence[Contact]
    faults: Sequence[Fault]
    samples: Sequence[Sequence[str]]


def preview(file: ContactFile, meanings: Sequence[Field]) -> Preview:
    """Return how the first rows would land if the columns have these ``meanings``."""
    head = _head(file)
    reader = Reader.of(file.entries(meanings))
    contacts = [one for entry in head.entries(meanings) if (one := reader.read(entry))]
    return Preview(contacts, reader.faults, _samples(file))


def _head(file: ContactFile) -> ContactFile:
    table = replace(file.table, rows=file.table.rows[:SHOWN]) if file.table else None
    return replace(file, table=table, cards=file.cards[:SHOWN])


def _samples(file: ContactFile) -> list[list[str]]:
    """Of each column, the first texts that differ, wherever they stand."""
    if file.table is None:
        return []
    samples: list[dict[str, None]] = [{} for _ in file.table.headings]
    for row in file.table.rows[:200]:
        for texts, cell in zip(samples, row.cells, strict=False):
            if cell and len(texts) < SAMPLES:
                texts[cell] = None
    return [list(texts) for texts in samples]
