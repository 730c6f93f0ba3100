"""What the columns under some headings meant the last time, for the next file of the kind."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.clock import now
from app.extensions import db
from app.imports.contacts.fields import Field
from app.imports.contacts.headings import fingerprint
from app.imports.contacts.reading import ContactFile
from app.imports.models import RememberedColumns


def meanings_of(file: ContactFile) -> list[Field]:
    """What the columns of ``file`` were said to mean the last time, or else seem to mean."""
    if file.table is None:
        return []
    known = db.session.get(RememberedColumns, fingerprint(file.table.headings))
    if known is None or len(known.meanings) != len(file.table.headings):
        return file.guessed()
    return [Field(each) for each in known.meanings]


def remember(headings: Sequence[str], meanings: Sequence[Field]) -> None:
    """Write down what the columns under ``headings`` mean."""
    name = fingerprint(headings)
    known = db.session.get(RememberedColumns, name)
    if known is None:
        known = RememberedColumns(headings=name)
        db.session.add(known)
    known.meanings = [each.value for each in meanings]
    known.said_at = now()
