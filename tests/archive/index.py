"""The whole index, to be compared."""

from __future__ import annotations

from typing import Any

from flask import Flask

from app.extensions import db
from app.search.tables import bearing, entry, label, pair, word


def everything(app: Flask) -> Any:
    """Return all that the index says: its entries, counts and words."""
    with app.app_context():
        names = {
            row.id: (row.shelf, row.facet, row.value)
            for row in db.session.execute(db.select(label))
        }
        refs = {row.id: (row.kind, row.ref) for row in db.session.execute(db.select(entry))}
        found = {
            "entries": sorted(
                (row.kind, row.ref, row.shelf, row.title, row.names, row.body, row.href)
                for row in db.session.execute(db.select(entry))
            ),
            "labels": sorted(
                (*names[row.id], row.entries) for row in db.session.execute(db.select(label))
            ),
            "bearing": sorted(
                (*names[row.label_id], *refs[row.entry_id])
                for row in db.session.execute(db.select(bearing))
            ),
            "pairs": sorted(
                (*names[row.one_id], *names[row.other_id], row.entries)
                for row in db.session.execute(db.select(pair))
            ),
            "words": sorted((row.word, row.entries) for row in db.session.execute(db.select(word))),
        }
        db.session.remove()
    return found
