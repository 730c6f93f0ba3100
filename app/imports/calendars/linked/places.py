"""Where an event of a page is held: in a place, on a screen, or both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.events.rules import Format
from app.imports.calendars import joining, texts
from app.imports.calendars.linked.nodes import Graph, Node, bare, types_of

_ADDRESS = ("streetAddress", "addressLocality", "addressRegion")
_MODES = {
    "OnlineEventAttendanceMode": Format.VIRTUAL,
    "OfflineEventAttendanceMode": Format.IN_PERSON,
    "MixedEventAttendanceMode": Format.HYBRID,
}


@dataclass(frozen=True)
class Place:
    """A place in words, a country to guess a zone by, and a link by which one joins."""

    words: str = ""
    country: str = ""
    link: str = ""
    online: bool = False


def place_of(graph: Graph, node: Node) -> Place:
    """All locations of an event as one."""
    found = [_read(graph, each) for each in graph.many(node, "location")[:10]]
    words = list(dict.fromkeys(each.words for each in found if each.words))
    return Place(
        words=texts.line("; ".join(words)),
        country=next((each.country for each in found if each.country), ""),
        link=next((each.link for each in found if each.link), ""),
        online=any(each.online for each in found),
    )


def format_of(graph: Graph, node: Node, place: Place) -> Format:
    """What the page calls it, or else what its locations make it."""
    said = _MODES.get(last_word(graph.one(node, "eventAttendanceMode")))
    if said is not None:
        return said
    if place.online:
        return Format.HYBRID if place.words else Format.VIRTUAL
    return Format.IN_PERSON


def last_word(value: Any) -> str:
    """The word at the end of an address of the vocabulary."""
    said = value.get("@id") if isinstance(value, dict) else value
    return bare(said).rpartition("/")[2].rpartition("#")[2] if isinstance(said, str) else ""


def _read(graph: Graph, said: Any) -> Place:
    if not isinstance(said, dict):
        words = texts.line(said)
        link = texts.address(said) if words else ""
        return Place(link=_secure(link), online=True) if joining.is_online(words) else Place(words)
    if "VirtualLocation" in types_of(said):
        link = next(filter(None, map(texts.address, graph.many(said, "url", "sameAs"))), "")
        return Place(link=_secure(link), online=True)
    name, (address, country) = texts.line(graph.one(said, "name")), _address(graph, said)
    # Some write the whole address into the name as well.
    words = (
        name
        if address and address.lower() in name.lower()
        else ", ".join(filter(None, (name, address)))
    )
    return Place(texts.line(words), country)


def _address(graph: Graph, said: Node) -> tuple[str, str]:
    address = graph.one(said, "address")
    if not isinstance(address, dict):
        return texts.line(address), ""
    parts = [texts.line(graph.one(address, name)) for name in _ADDRESS]
    country = graph.one(address, "addressCountry")
    named = graph.one(country, "name", "identifier") if isinstance(country, dict) else country
    return ", ".join(filter(None, parts)), texts.line(named, 60)


def _secure(link: str) -> str:
    return link if link.startswith("https://") else ""
