"""Who may see what is kept of files that were loaded."""

from __future__ import annotations

from app.access.enforcement import visible
from app.access.roles import Permission
from app.access.viewers import Viewer
from app.imports.models import ContactSource, RememberedColumns
from app.visibility.conditions import Condition, in_directory_of, on_staff


@visible(ContactSource)
def _(viewer: Viewer) -> Condition:
    return in_directory_of(viewer, ContactSource.person_id)


@visible(RememberedColumns)
def _(viewer: Viewer) -> Condition:
    return on_staff(viewer, Permission.IMPORT)


NEVER_PUBLIC = frozenset({ContactSource, RememberedColumns})
"""Of these a visitor sees no row."""
