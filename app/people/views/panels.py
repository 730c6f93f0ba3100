"""What the directory itself shows on the page of a person: what was merged, and every change."""

from __future__ import annotations

from app.config import current_settings
from app.people import queries
from app.people.dossier_panels import Facts
from app.people.models import Person
from app.people.trail_words import told_changes


def merges(person: Person) -> Facts | None:
    """Who was merged into the person; nothing where nobody was."""
    found = queries.merges_of(person)
    return {"merges": found, "zone": current_settings().time_zone} if found else None


def changes(person: Person) -> Facts:
    """What was done to the person, and to those who were merged into them."""
    entries, more = queries.changes_of(person)
    return {
        "changes": [told_changes(entry) for entry in entries],
        "more": more,
        "zone": current_settings().time_zone,
    }
