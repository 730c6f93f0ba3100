"""Secrets that travel in links: 256 bits that nobody can guess, of which only a hash is stored."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode

from app.config import current_settings

STAND_IN = "~personal~"
"""Stands in the words of a mail at rest where its reader's personal token belongs."""


def new_token() -> str:
    """Return a fresh token, safe in a URL."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return the SHA-256 under which ``token`` is stored; the token itself never is."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def personal_token(seed: str) -> str:
    """Return the token that belongs to ``seed``: the same each time, and a secret without our key.

    So a link can be written into a mail at the moment it leaves, and again when sending is
    repeated, although neither the mail nor any table holds it. A new ``seed``, for instance
    with a higher number at its end, makes another link.
    """
    key = current_settings().secret_key.encode()
    made = hmac.new(key, f"personal-link:{seed}".encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(made).decode().rstrip("=")


def with_personal_token(words: str, seed: str) -> str:
    """Return ``words`` with the token of ``seed`` wherever its stand-in is; as they are without one."""
    return words.replace(STAND_IN, personal_token(seed)) if seed else words
