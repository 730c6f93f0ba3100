"""Imports as work for the worker: rehearsed first, then done."""

from app.imports.jobs.contacts import CONTACTS_LOADING, CONTACTS_REHEARSAL
from app.imports.jobs.panels import LOADING, REHEARSAL, read

__all__ = ["CONTACTS_LOADING", "CONTACTS_REHEARSAL", "LOADING", "REHEARSAL", "read"]
