"""Links by which a meeting is joined: for those who sit in it, and never for a page."""

from __future__ import annotations

import re

from app.imports.calendars.texts import LONGEST_ADDRESS

_HOSTS = (
    r"(?:[\w-]+\.)*(?:zoom\.us|zoom\.com|zoomgov\.com|teams\.microsoft\.com|teams\.live\.com|meet\.google\.com"
    r"|webex\.com|gotomeeting\.com|gotomeet\.me|whereby\.com|bluejeans\.com|meet\.jit\.si|goto\.com)"
)
_JOINING = re.compile(rf"https?://{_HOSTS}/[^\s<>\"')\]]+", re.IGNORECASE)
_ONLINE = re.compile(
    r"\b(zoom|microsoft teams|teams meeting|google meet|webex|online|virtual)\b", re.IGNORECASE
)


def join_link(*texts: str) -> str:
    """The first link in any of the texts by which a meeting is joined, or nothing."""
    for text in texts:
        found = _JOINING.search(text)
        if found and len(found[0]) <= LONGEST_ADDRESS:
            return found[0].replace("http://", "https://", 1)
    return ""


def has_join_link(text: str) -> bool:
    """Whether whoever reads the text could walk in."""
    return bool(_JOINING.search(text))


def is_online(place: str) -> bool:
    """Whether a place is none: the name of a service, or an address of the web."""
    short = len(place) <= 60 and bool(_ONLINE.search(place))
    return short or place.startswith(("https://", "http://"))
