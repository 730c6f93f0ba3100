"""What of the public site is found by words: it changes in the transaction that changes the page.

All of it is read with the eyes of a visitor, so nothing private can come into the index.
"""

from __future__ import annotations

from app.archive.indexing.keeping import (
    AT_ONCE,
    build_if_missing,
    init_app,
    rebuild,
    turn_what_is_due,
)

__all__ = ["AT_ONCE", "build_if_missing", "init_app", "rebuild", "turn_what_is_due"]
