"""The events of a block, each with its parts, wherever the block says that these belong together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.imports.calendars import texts
from app.imports.calendars.found import Where, entry
from app.imports.calendars.linked.nodes import Graph, Node, is_event, is_series
from app.imports.reading.values import words

_NAMES_ONLY = frozenset({"@id", "@type", "name", "url"})


@dataclass
class Thing:
    """An event of a block, and its parts."""

    node: Node
    where: Where
    graph: Graph
    parts: list[Thing] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What it is called."""
        return texts.line(words(self.graph.one(self.node, "name", "headline") or ""))

    @property
    def id(self) -> str:
        """By what it is known again: its ``@id``, or else its page."""
        said = self.node.get("@id") or self.graph.one(self.node, "url")
        return said.strip()[:2000] if isinstance(said, str) else ""

    @property
    def start(self) -> str:
        """When it begins, as written."""
        return str(self.graph.one(self.node, "startDate") or "")[:60]


def things_of(graph: Graph, block: int) -> Sequence[Thing]:
    """The events of a block that are part of no other; those of a series stand by themselves."""
    nodes = [node for node in _nodes(graph.root) if is_event(node)]
    things = {
        id(node): Thing(node, entry(number, block), graph) for number, node in enumerate(nodes, 1)
    }
    wholes = _wholes(things)
    found = []
    for key, thing in things.items():
        top = _top(key, wholes, things)
        if top is not thing:
            top.parts.append(thing)
        elif not set(thing.node) <= _NAMES_ONLY:
            found.append(thing)
    wholly = {id(things[whole].node) for whole in wholes.values()}
    return [thing for thing in found if not _is_mere_series(thing, wholly)]


def _is_mere_series(thing: Thing, wholes: Collection[int]) -> bool:
    """Whether it is told by its parts, or has no date."""
    return is_series(thing.node) and (id(thing.node) in wholes or not thing.start)


def _nodes(value: Any) -> Iterator[Node]:
    """Every node, except what is only named as that of which something is a part."""
    if isinstance(value, dict):
        yield value
        for name, each in value.items():
            if name != "superEvent":
                yield from _nodes(each)
    elif isinstance(value, list):
        for each in value:
            yield from _nodes(each)


def _wholes(things: Mapping[int, Thing]) -> Mapping[int, int]:
    """By an event that of which it is a part, said by either of the two."""
    by_name = {thing.id: key for key, thing in things.items() if thing.id}
    wholes: dict[int, int] = {}
    for key, thing in things.items():
        for part in thing.graph.many(thing.node, "subEvent", "subEvents"):
            if id(part) in things:
                _put(wholes, id(part), key)
        for whole in thing.graph.many(thing.node, "superEvent"):
            name = whole.get("@id") or whole.get("url") if isinstance(whole, dict) else whole
            if isinstance(name, str) and name in by_name:
                _put(wholes, key, by_name[name])
    return wholes


def _put(wholes: dict[int, int], part: int, whole: int) -> None:
    """Let one be part of the other, unless it is already the other way round."""
    above: int | None = whole
    while above is not None and above != part:
        above = wholes.get(above)
    if above is None:
        wholes.setdefault(part, whole)


def _top(key: int, wholes: Mapping[int, int], things: Mapping[int, Thing]) -> Thing:
    """The event of which this is a part, or itself if it is part of nothing but a series."""
    while key in wholes and not is_series(things[wholes[key]].node):
        key = wholes[key]
    return things[key]
