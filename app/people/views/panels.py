"""What the directory itself shows on the page of a person: what was merged, and every change."""

from __future__ import annotations

from collections.abc import Sequence

from app.config import current_settings
from app.infra.models import AuditEntry
from app.people import queries
from app.people.dossier_panels import Facts
from app.people.models import Organisation, Person
from app.people.trail_words import told_changes


def merges(person: Person) -> Facts | None:
    """Who was merged into the person; nothing where nobody was."""
    found = queries.merges_of(person)
    return {"merges": found, "zone": current_settings().time_zone} if found else None


def changes(person: Person) -> Facts:
    """What was done to the person, and to those who were merged into them."""
    return _shown(queries.changes_of(person))


def organisation_changes(organisation: Organisation) -> Facts:
    """What was done to the organisation."""
    return _shown(queries.changes_of_organisation(organisation))


def _shown(found: tuple[Sequence[AuditEntry], bool]) -> Facts:
    entries, more = found
    return {
        "changes": [told_changes(entry) for entry in entries],
        "more": more,
        "zone": current_settings().time_zone,
    }
