"""What a reader of the archive asks for: the known parameters of its address, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from werkzeug.datastructures import MultiDict

from app.core.errors import InvalidInput
from app.core.text import clean_line

LIMIT = 200


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """The words and filters, as they were typed; empty where nothing was asked.

    A value that nobody knows is kept: it finds nothing, and the page says so.
    """

    q: str = ""
    kind: str = ""
    topic: str = ""
    programme: str = ""
    year: str = ""
    speaker: str = ""
    format: str = ""
    has: str = ""

    @classmethod
    def from_args(cls, args: Mapping[str, str]) -> Criteria:
        """Return what ``args`` ask for, cleaned; other parameters are ignored."""
        return cls(**{name: _clean(args.get(name, "")) for name in NAMES})

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
    def words(self) -> list[str]:
        """The words to look for; every one of them must be found."""
        return self.q.split()[:8]


NAMES = tuple(field.name for field in fields(Criteria))


def page_number(args: MultiDict[str, str]) -> int:
    """Return the page that is asked for; the first one where that is no number."""
    text = args.get("page", "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _clean(text: str) -> str:
    try:
        return clean_line(text, LIMIT)
    except InvalidInput:
        return ""
