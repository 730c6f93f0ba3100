"""Passwords and their Argon2 hashes; slow on purpose, so never inside a transaction."""

from __future__ import annotations

import unicodedata
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.accounts.rules import LONGEST_PASSWORD

_hasher = PasswordHasher()
_at_once = BoundedSemaphore(2)
"""Each hash takes 64 MiB and a processor; many sign-ins at once wait rather than fill the memory."""


def hash_password(password: str) -> str:
    """Return the hash under which ``password`` is kept."""
    with _at_once:
        return _hasher.hash(_normal(password))


def is_right(password: str, password_hash: str) -> bool:
    """Whether ``password`` made ``password_hash``.

    Takes as long for an empty hash as for a real one, so that the time taken does not say
    whether there is such a user.
    """
    possible = len(password) <= LONGEST_PASSWORD and password_hash != ""
    against = password_hash if possible else _hash_of_nobody()
    try:
        with _at_once:
            _hasher.verify(against, _normal(password[:LONGEST_PASSWORD]))
    except (VerificationError, InvalidHashError):
        return False
    return possible


def _normal(password: str) -> bytes:
    """The same letters are the same bytes, however the keyboard composed them."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


@cache
def _hash_of_nobody() -> str:
    return _hasher.hash(b"nobody's password")
