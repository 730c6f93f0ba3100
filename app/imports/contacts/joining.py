"""Rows with the same name and the same address as one contact, where somebody says that they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from hashlib import sha256
from typing import Any

from app.core.names import parse_name
from app.core.text import normalise_email
from app.imports.contacts.contact import Contact

_OF_THE_ROW = frozenset({"line", "ref", "written", "display_name", "family_first"})
_OF_THE_NAME = frozenset({"given_name", "family_name"})


def joined(contacts: Sequence[Contact]) -> list[Contact]:
    """Return ``contacts``, those with one name and one address together where the first stood."""
    first: dict[tuple[str, str], int] = {}
    found: dict[int, list[Contact]] = {}
    for place, one in enumerate(contacts):
        name = parse_name(one.display_name).match_key
        keys = [(name, normalise_email(address)) for address in one.emails]
        home = next((first[key] for key in keys if key in first), place)
        found.setdefault(home, []).append(one)
        for key in keys:
            first.setdefault(key, home)
    return [_together(group) for group in found.values()]


def _together(group: Sequence[Contact]) -> Contact:
    """The first, with what the others say more; what they say otherwise is kept for the notes."""
    one, *others = group
    for other in others:
        one = _with(one, other)
    return one


def _with(one: Contact, other: Contact) -> Contact:
    changes: dict[str, Any] = {"ref": sha256(f"{one.ref} {other.ref}".encode()).hexdigest()}
    kept = list(one.kept)
    for name in (each.name for each in fields(Contact) if each.name not in _OF_THE_ROW):
        mine, theirs = getattr(one, name), getattr(other, name)
        if isinstance(mine, tuple):
            changes[name] = tuple(dict.fromkeys((*mine, *theirs)))
        elif not mine:
            changes[name] = theirs
        elif theirs and theirs != mine and name not in _OF_THE_NAME:
            kept.append((name.replace("_", " ").capitalize(), theirs))
    changes["kept"] = tuple(dict.fromkeys((*kept, *other.kept)))
    return replace(one, **changes)
