"""Things as schema.org names them, whatever prefix, context or nesting a page uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Node = Mapping[str, Any]
DEEPEST = 12
MOST_NODES = 50_000
_PREFIXES = ("http://schema.org/", "https://schema.org/", "http://www.schema.org/", "https://www.schema.org/", "schema:", "sdo:", "s:")  # fmt: skip
_EVENTS = frozenset({"Festival", "Hackathon", "CourseInstance"})
_NO_MEETINGS = frozenset({"DeliveryEvent", "PublicationEvent", "BroadcastEvent", "OnDemandEvent"})


def bare(name: object) -> str:
    """A word of the vocabulary without its prefix."""
    said = name if isinstance(name, str) else ""
    for prefix in _PREFIXES:
        if said.startswith(prefix):
            return said[len(prefix) :]
    return said


class Graph:
    """All nodes of a block, with plain names; those with an ``@id`` are found by it."""

    def __init__(self, block: Any) -> None:
        self._left = MOST_NODES
        self._terms = dict(_terms(block))
        self.root = self._plain(block, 0)
        self._by_id: dict[str, Node] = {}
        for node in walk(self.root):
            name = node.get("@id")
            # One that holds nothing but its name only points at the node.
            if isinstance(name, str) and len(node) > 1:
                self._by_id.setdefault(name, node)

    def _plain(self, value: Any, depth: int) -> Any:
        self._left -= 1
        if depth > DEEPEST or self._left < 0:
            return None
        if isinstance(value, list):
            return [self._plain(each, depth + 1) for each in value]
        if not isinstance(value, dict):
            return value
        for wrapping in ("@value", "@list", "@set"):
            if wrapping in value:
                return self._plain(value[wrapping], depth + 1)
        return {
            self._name(name): self._plain(each, depth + 1)
            for name, each in value.items()
            if name != "@context"
        }

    def _name(self, name: str) -> str:
        return self._terms.get(name) or bare(name)

    def resolve(self, value: Any) -> Any:
        """The node that is meant, where only its ``@id`` is said."""
        if isinstance(value, dict) and set(value) <= {"@id", "@type"} and "@id" in value:
            return self._by_id.get(str(value["@id"]), value)
        return value

    def many(self, node: Node, *names: str) -> list[Any]:
        """All values under these names, one or a list of them."""
        found: list[Any] = []
        for name in names:
            value = node.get(name)
            values = value if isinstance(value, list) else [value]
            found.extend(self.resolve(each) for each in values if each not in (None, "", {}))
        return found

    def one(self, node: Node, *names: str) -> Any:
        """The first value under these names, or nothing."""
        found = self.many(node, *names)
        return found[0] if found else None


def _terms(block: Any) -> Iterator[tuple[str, str]]:
    """The words that the contexts of a block give to those of schema.org, and to ``@type`` and ``@id``."""
    tops = block if isinstance(block, list) else [block]
    for top in tops[:1000]:
        context = top.get("@context") if isinstance(top, dict) else None
        for each in context if isinstance(context, list) else [context]:
            for term, means in each.items() if isinstance(each, dict) else ():
                said = means.get("@id") if isinstance(means, dict) else means
                plain = bare(said)
                if (
                    isinstance(said, str)
                    and (said in {"@type", "@id", "@graph"} or plain != said)
                    and plain
                ):
                    yield term, plain


def walk(value: Any) -> Iterator[Node]:
    """Every node in a value, in the order of the file."""
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from walk(each)
    elif isinstance(value, list):
        for each in value:
            yield from walk(each)


def types_of(node: Node) -> Sequence[str]:
    """What the node is an instance of."""
    said = node.get("@type")
    return [
        bare(each) for each in (said if isinstance(said, list) else [said]) if isinstance(each, str)
    ]


def is_event(node: Any) -> bool:
    """Whether the node is a meeting of any sort."""
    return isinstance(node, dict) and any(
        (name.endswith("Event") and name not in _NO_MEETINGS) or name in _EVENTS
        for name in types_of(node)
    )


def is_series(node: Any) -> bool:
    """Whether the node is a series, whose parts are events of their own."""
    return isinstance(node, dict) and "EventSeries" in types_of(node)


def is_linked(block: Any) -> bool:
    """Whether a block is linked data, whatever it tells of."""
    tops = block if isinstance(block, list) else [block]
    return any(
        isinstance(top, dict) and any(name.startswith("@") for name in top) for top in tops[:100]
    )
