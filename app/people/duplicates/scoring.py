"""A list of contacts as a file, and how well its duplicates were found."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from app.core.text import fold
from app.people.duplicates.contacts import Contact

if TYPE_CHECKING:
    from app.people.duplicates import Suggestion

_HEADINGS = {
    "name": "name",
    "full name": "name",
    "title": "title",
    "position": "title",
    "organisation": "organisation",
    "organization": "organisation",
    "institution": "organisation",
    "e mail": "email",
    "email": "email",
    "phone": "phone",
    "telephone": "phone",
}
"""What a folded heading stands for."""


@dataclass(frozen=True)
class Score:
    """How many pairs were suggested, how many there are, and how many of those were suggested."""

    suggested: int
    true: int
    both: int

    @property
    def precision(self) -> float:
        """The share of what was suggested that is true."""
        return self.both / self.suggested if self.suggested else 1.0

    @property
    def recall(self) -> float:
        """The share of what is true that was suggested."""
        return self.both / self.true if self.true else 1.0


def read_contacts(content: bytes) -> list[Contact]:
    """Return the contacts of a CSV file; the key is the row as a spreadsheet counts, from 1."""
    text = _decoded(content)
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    headings = [_HEADINGS.get(fold(cell), "") for cell in next(rows, [])]
    found: list[Contact] = []
    for number, row in enumerate(rows, start=2):
        if any(cell.strip() for cell in row):
            facts = {name: cell for name, cell in zip(headings, row, strict=False) if name}
            found.append(
                Contact(
                    key=number,
                    name=facts.get("name", ""),
                    title=facts.get("title", ""),
                    organisation=facts.get("organisation", ""),
                    emails=[facts.get("email", "")],
                    phones=[facts.get("phone", "")],
                )
            )
    return found


def read_truth(content: bytes) -> dict[Hashable, str]:
    """Return who each row is, of a file with the columns ``csv_row`` and ``person_key``."""
    rows = csv.DictReader(io.StringIO(_decoded(content), newline=""))
    return {int(row["csv_row"]): row["person_key"] for row in rows}


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def score(suggestions: Iterable[Suggestion], truth: Mapping[Hashable, str]) -> Score:
    """Return how well ``suggestions`` tell who is who."""
    rows: dict[str, list[Hashable]] = defaultdict(list)
    for key, person in truth.items():
        rows[person].append(key)
    true = {frozenset(pair) for same in rows.values() for pair in combinations(same, 2)}
    suggested = {frozenset((each.one, each.other)) for each in suggestions}
    return Score(len(suggested), len(true), len(suggested & true))
