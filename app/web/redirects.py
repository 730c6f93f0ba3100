"""Where a reader may be sent."""

from __future__ import annotations

from urllib.parse import urlsplit

LIMIT = 2000


def safe_next(target: str | None, otherwise: str) -> str:
    """Return ``target`` if it is a path on this site, else ``otherwise``.

    Accepted only if it begins with exactly one slash and holds no backslash, no space and
    no control character; browsers repair the rest into addresses elsewhere.
    """
    if not target or len(target) > LIMIT:
        return otherwise
    if not target.startswith("/") or target.startswith("//") or "\\" in target:
        return otherwise
    if any(ord(letter) < 0x21 or ord(letter) == 0x7F for letter in target):
        return otherwise
    parts = urlsplit(target)
    return otherwise if parts.scheme or parts.netloc else target
