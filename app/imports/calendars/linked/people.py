"""Who speaks at an event of a page, billed as it is printed there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from app.imports.calendars import texts
from app.imports.calendars.found import MOST_SPEAKERS, Speaker, origin
from app.imports.calendars.linked.nodes import Graph, Node, types_of
from app.imports.peers.states import role_called
from app.participation.rules import Role

LONGEST_NAME = 240
_APART = re.compile(r"\s*[;\n]\s*")
_BILLED = ("performer", "performers", "speaker", "actor")
_NO_PERSONS = frozenset(
    {"Organization", "PerformingGroup", "MusicGroup", "TheaterGroup", "NGO", "Corporation"}
)


def speakers_of(graph: Graph, node: Node) -> tuple[list[Speaker], list[str]]:
    """Everybody who is billed, once and in order, and the organisations that are billed as well."""
    people: dict[str, Speaker] = {}
    groups: list[str] = []
    for said, role in _billed(graph, node):
        if isinstance(said, dict) and _NO_PERSONS & set(types_of(said)):
            groups.append(texts.line(graph.one(said, "name")))
            continue
        for each in _speakers(graph, said, role):
            people.setdefault(each.ref, each)
    return list(people.values())[:MOST_SPEAKERS], list(filter(None, groups))[:MOST_SPEAKERS]


def _billed(graph: Graph, node: Node) -> Iterator[tuple[Any, Role]]:
    """Each performer with the role in which they are billed, if the page says one."""
    for said in graph.many(node, *_BILLED)[: 2 * MOST_SPEAKERS]:
        if isinstance(said, dict) and "Role" in "".join(types_of(said)):
            role = role_called(texts.line(graph.one(said, "roleName"))) or Role.PANELLIST
            for inner in graph.many(said, *_BILLED)[:MOST_SPEAKERS]:
                yield inner, role
        else:
            yield said, Role.PANELLIST


def _speakers(graph: Graph, said: Any, role: Role) -> Iterator[Speaker]:
    if isinstance(said, dict):
        name = texts.line(graph.one(said, "name"), LONGEST_NAME) or texts.line(
            " ".join(texts.line(graph.one(said, part)) for part in ("givenName", "familyName")),
            LONGEST_NAME,
        )
        if name:
            yield Speaker(origin(name), name, _offices(graph, said), role)
        return
    for name in _APART.split(texts.text(said, 20_000))[:MOST_SPEAKERS]:
        if plain := texts.line(name, LONGEST_NAME):
            yield Speaker(origin(plain), plain, role=role)


def _offices(graph: Graph, said: Node) -> str:
    """What they are, and of what."""
    titles = [texts.line(each) for each in graph.many(said, "jobTitle")[:5]]
    houses = [named(graph, each) for each in graph.many(said, "affiliation", "worksFor")[:5]]
    return texts.line(", ".join(filter(None, (*titles, *dict.fromkeys(houses)))), 1000)


def named(graph: Graph, said: Any) -> str:
    """What somebody or something is called."""
    return texts.line(graph.one(said, "name", "legalName") if isinstance(said, dict) else said)
