"""Guests out of text that was pasted: from a mail's "To" line, a spreadsheet or a letter."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ADDRESS = re.compile(r"[^\s<>,;:\"'()\[\]]+@[^\s<>,;:\"'()\[\]]+\.[^\s<>,;:\"'()\[\]]+")
_BETWEEN = re.compile(r"[\n;]+")
_SIGNS = " \t<>()[]\"',:"

MOST = 500
"""More guests than this come as a file."""


@dataclass(frozen=True)
class Pasted:
    """A name, an address, or both."""

    name: str
    address: str


def pasted_guests(text: str) -> list[Pasted]:
    """The guests of a text: one to a line or between semicolons, or several addresses in a row.

    A comma parts guests only where each has an address: "Kim, Cheol-su" is one person.
    """
    found: list[Pasted] = []
    for part in _BETWEEN.split(text):
        addresses = list(_ADDRESS.finditer(part))
        if not addresses:
            found.append(Pasted(part.strip(_SIGNS), ""))
        start = 0
        for address in addresses:
            found.append(Pasted(part[start : address.start()].strip(_SIGNS), address.group()))
            start = address.end()
    return list(dict.fromkeys(each for each in found if each.name or each.address))
