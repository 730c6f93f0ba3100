"""The e-mail addresses in a cell, in whatever they are wrapped."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WRAPPED = re.compile(r"([^<>;]*)<\s*([^<>]+?)\s*>")
_PARTED = re.compile(r"[;,|\s]+|(?<=\w)/(?=\w+@)")
_AT = re.compile(
    r"\s*(?:\(|\[|\{)\s*(?:at|@|a|arroba)\s*(?:\)|\]|\})\s*|\s+at\s+(?=\S+\.\S+$)", re.IGNORECASE
)
_DOT = re.compile(r"\s*(?:\(|\[)\s*dot\s*(?:\)|\])\s*", re.IGNORECASE)
_PLAIN = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+'-]{0,62}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
LONGEST = 254


@dataclass(frozen=True, slots=True)
class Addresses:
    """What a cell holds: ``good`` addresses, ``bad`` ones as written, and the ``name`` beside one.

    ``mended`` are the addresses that were written so that no programme would find them.
    """

    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    name: str = ""
    mended: tuple[str, ...] = ()


def read_addresses(cell: str) -> Addresses:
    """Part a cell into its addresses: "Ada <ada@example.org>; mailto:a@example.org"."""
    if _PLAIN.fullmatch(cell) and _is_plain(cell):
        return Addresses((_in_usual_case(cell),))
    name = ""
    if wrapped := _WRAPPED.search(cell):
        name = wrapped.group(1).strip(" ,;\"'")
        cell = _WRAPPED.sub(r"; \2 ;", cell)
    text = _DOT.sub(".", _AT.sub("@", cell))
    good, bad = dict[str, None](), dict[str, None]()
    for part in filter(None, _PARTED.split(text)):
        address = re.sub(r"(?i)^mailto:", "", part).strip("<>\"'.,:")
        if is_address(address):
            good[_in_usual_case(address)] = None
        elif address:
            bad[address] = None
    mended = tuple(good) if text != cell else ()
    return Addresses(tuple(good), tuple(bad), "" if "@" in name else name, mended)


def is_address(text: str) -> bool:
    """Whether mail can be sent there, as far as its form can tell."""
    if _PLAIN.fullmatch(text):
        return _is_plain(text)
    # Imported where it is used, as in ``app.web.forms``.
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def _is_plain(text: str) -> bool:
    """What the pattern lets through and no server does."""
    local, _, domain = text.partition("@")
    return (
        ".." not in text
        and not local.endswith(".")
        and len(text) <= LONGEST
        and not domain.lower().endswith((".invalid", ".test", ".localhost"))
    )


def _in_usual_case(address: str) -> str:
    """An address in capitals, as old programmes print it, in small letters."""
    return address.lower() if address.isupper() else address
