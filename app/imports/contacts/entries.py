"""What a file says of each contact, by what it means; nothing is judged or cleaned here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.imports.contacts.fields import Field
from app.imports.contacts.table import Table


@dataclass(frozen=True, slots=True)
class Entry:
    """One row, or one card, and what it says; each text is there and not empty."""

    line: int
    said: Mapping[Field, Sequence[str]] = field(default_factory=dict)

    def one(self, wanted: Field) -> str:
        """The only text of that meaning, or nothing."""
        texts = self.said.get(wanted)
        return texts[0] if texts else ""

    def all(self, *wanted: Field) -> list[str]:
        """All texts of those meanings."""
        return [text for each in wanted for text in self.said.get(each, ())]


def entries(table: Table, meanings: Sequence[Field]) -> Iterator[Entry]:
    """Return what each row of ``table`` says if its columns have these ``meanings``."""
    columns = [(place, each) for place, each in enumerate(meanings) if each is not Field.IGNORED]
    for row in table.rows:
        said: dict[Field, list[str]] = {}
        for place, each in columns:
            if place < len(row.cells) and row.cells[place]:
                said.setdefault(each, []).append(row.cells[place])
        yield Entry(row.line, said)
