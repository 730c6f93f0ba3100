"""What a reader of the archive asks for: the known parameters of its address, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from app.web.asked import words_in


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """The words and filters, as they were typed; empty where nothing was asked.

    A value that nobody knows is kept: it finds nothing, and the page says so.
    """

    q: str = ""
    kind: str = ""
    topic: str = ""
    region: str = ""
    programme: str = ""
    series: str = ""
    year: str = ""
    speaker: str = ""
    format: str = ""
    has: str = ""

    @classmethod
    def from_args(cls, args: Mapping[str, str]) -> Criteria:
        """Return what ``args`` ask for, cleaned; other parameters are ignored."""
        return cls(**{name: words_in(args, name) for name in NAMES})

    def asked(self) -> dict[str, str]:
        """Return what was asked for, by parameter, in the order of the address."""
        return {name: value for name in NAMES if (value := str(getattr(self, name)))}

    def without(self, name: str) -> Criteria:
        """Return the criteria with one of them taken away."""
        return replace(self, **{name: ""})

    def with_value(self, name: str, value: str) -> Criteria:
        """Return the criteria with one of them added or changed."""
        return replace(self, **{name: value})

    @property
    def labels(self) -> list[tuple[str, str]]:
        """What narrows a shelf of the index: all that was asked for but the words."""
        return [(name, value) for name, value in self.asked().items() if name != "q"]


NAMES = tuple(field.name for field in fields(Criteria))
FACETS = tuple(name for name in NAMES if name != "q")
