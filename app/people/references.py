"""What refers to a person, whichever room it belongs to: read from the tables themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table

from app.core.messages import N_
from app.extensions import Base

OWN = frozenset(
    {
        "person",
        "person_search",
        "person_merge",
        "merge_record",
        "distinct_pair",
        "duplicate_suggestion",
    }
)
"""Tables that speak of the persons themselves, as they are: nothing in them moves."""

BY_KEY = (("outbox_mail", "whom"),)
"""Columns that hold the public key of a person rather than the number."""

LABELS = {
    "participation": N_("Seats at events"),
    "outbox_mail": N_("Mails"),
    "affiliation": N_("Offices"),
    "email_address": N_("E-mail addresses"),
    "phone": N_("Telephone numbers"),
    "name_variant": N_("Other names"),
    "biography": N_("Biographies"),
    "head_shot": N_("Portrait"),
    "person_dossier": N_("What staff know"),
    "person_needs": N_("Dietary and access needs"),
    "": N_("Other records"),
}
"""How a page names the rows of a table; tables of rooms above are called "other records"."""


@dataclass(frozen=True)
class Reference:
    """A column that says which person a row is about, by number or by key."""

    table: Table
    column: Column[Any]
    by_key: bool = False

    @property
    def primary_key(self) -> list[Column[Any]]:
        """The columns that tell the row from all others."""
        return list(self.table.primary_key)


def references() -> Iterator[Reference]:
    """Yield every column that refers to a person; tables that are added later come by themselves."""
    person = Base.metadata.tables["person"]
    for table in Base.metadata.sorted_tables:
        if table.name in OWN:
            continue
        for column in table.columns:
            if any(key.column.table is person for key in column.foreign_keys):
                yield Reference(table, column)
    for name, key in BY_KEY:
        table = Base.metadata.tables[name]
        yield Reference(table, table.columns[key], by_key=True)
