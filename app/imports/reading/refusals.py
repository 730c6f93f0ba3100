"""A file that cannot be taken."""

from __future__ import annotations

from app.core.errors import InvalidInput


class Unreadable(InvalidInput):
    """The file as a whole cannot be read, and why: 422."""
