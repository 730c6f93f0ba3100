"""``parley import``: one file per kind of file."""

from app.cli.imports import contacts, events, guests, media, panels
from app.cli.imports.group import command

__all__ = ["command", "contacts", "events", "guests", "media", "panels"]
