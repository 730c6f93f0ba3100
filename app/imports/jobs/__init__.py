"""Imports as work for the worker: rehearsed first, then done."""

from collections.abc import Mapping

from app.core.messages import N_
from app.imports.jobs.contacts import APART, CONTACTS_LOADING, CONTACTS_REHEARSAL
from app.imports.jobs.events import EVENTS_LOADING, EVENTS_REHEARSAL
from app.imports.jobs.guests import GUESTS_LOADING, GUESTS_REHEARSAL
from app.imports.jobs.media import MEDIA_LOADING, MEDIA_REHEARSAL
from app.imports.jobs.panels import LOADING, REHEARSAL, read

PANELS = frozenset({REHEARSAL, LOADING})
CONTACTS = frozenset({CONTACTS_REHEARSAL, CONTACTS_LOADING})
GUESTS = frozenset({GUESTS_REHEARSAL, GUESTS_LOADING})
EVENTS = frozenset({EVENTS_REHEARSAL, EVENTS_LOADING})
MEDIA = frozenset({MEDIA_REHEARSAL, MEDIA_LOADING})
LOADED_AFTER: Mapping[str, str] = {
    REHEARSAL: LOADING,
    CONTACTS_REHEARSAL: CONTACTS_LOADING,
    GUESTS_REHEARSAL: GUESTS_LOADING,
    EVENTS_REHEARSAL: EVENTS_LOADING,
    MEDIA_REHEARSAL: MEDIA_LOADING,
}
"""Which work follows which rehearsal."""
LOADINGS = frozenset(LOADED_AFTER.values())
KINDS: Mapping[str, str] = {
    **dict.fromkeys(PANELS, N_("Past events")),
    **dict.fromkeys(CONTACTS, N_("Contacts")),
    **dict.fromkeys(GUESTS, N_("People of an event")),
    **dict.fromkeys(EVENTS, N_("Calendar or schedule")),
    **dict.fromkeys(MEDIA, N_("Recordings and transcripts")),
}
"""Every kind of work of this room, and what a page calls it."""

__all__ = [
    "APART",
    "CONTACTS",
    "CONTACTS_LOADING",
    "CONTACTS_REHEARSAL",
    "EVENTS",
    "EVENTS_LOADING",
    "EVENTS_REHEARSAL",
    "GUESTS",
    "GUESTS_LOADING",
    "GUESTS_REHEARSAL",
    "KINDS",
    "LOADED_AFTER",
    "LOADING",
    "LOADINGS",
    "MEDIA",
    "MEDIA_LOADING",
    "MEDIA_REHEARSAL",
    "PANELS",
    "REHEARSAL",
    "read",
]
