"""What a list of events may be narrowed by, as it stands in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from flask import url_for
from flask_babel import gettext as _

from app.core.messages import N_
from app.events.rules import (
    EVENT_KIND_LABELS,
    EVENT_STATE_LABELS,
    PUBLICATION_LABELS,
    EventKind,
    EventState,
    Publication,
)
from app.programmes.models import Programme
from app.web.asked import words_in

Kind = TypeVar("Kind", bound=StrEnum)


class When(StrEnum):
    """Which part of time is looked at."""

    AHEAD = "ahead"
    PAST = "past"
    UNDATED = "undated"


WHEN_LABELS: dict[When, str] = {
    When.AHEAD: N_("Not over yet"),
    When.PAST: N_("Over"),
    When.UNDATED: N_("Without a date"),
}


@dataclass(frozen=True)
class Chip:
    """A filter that is set, in words, and the address of the list without it."""

    label: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the list is narrowed by; what nobody can read counts as not set."""

    words: str = ""
    kind: EventKind | None = None
    programme: Programme | None = None
    state: EventState | None = None
    publication: Publication | None = None
    when: When | None = None
    mine: bool = False

    @classmethod
    def from_args(cls, args: Mapping[str, str], programmes: Iterable[Programme]) -> Filters:
        """Return the filters that the address names."""
        key = args.get("programme", "")
        return cls(
            words=words_in(args, "words"),
            kind=_one(EventKind, args.get("kind")),
            programme=next((one for one in programmes if one.key == key), None),
            state=_one(EventState, args.get("state")),
            publication=_one(Publication, args.get("publication")),
            when=_one(When, args.get("when")),
            mine=args.get("mine") == "yes",
        )

    def href(self, **also: object) -> str:
        """The address of the list with these filters."""
        told: dict[str, object] = {
            "words": self.words,
            "kind": self.kind,
            "programme": self.programme.key if self.programme else None,
            "state": self.state,
            "publication": self.publication,
            "when": self.when,
            "mine": "yes" if self.mine else None,
        }
        known = {name: value for name, value in (told | also).items() if value}
        return url_for("events.listing", **known)  # type: ignore[arg-type]  # Any value will do.

    def chips(self) -> Sequence[Chip]:
        """The filters that are set, each to be taken away."""
        labels = {
            "words": _("with “%(words)s”", words=self.words),
            "kind": _(EVENT_KIND_LABELS[self.kind]) if self.kind else "",
            "programme": self.programme.name if self.programme else "",
            "state": _(EVENT_STATE_LABELS[self.state]) if self.state else "",
            "publication": _(PUBLICATION_LABELS[self.publication]) if self.publication else "",
            "when": _(WHEN_LABELS[self.when]) if self.when else "",
            "mine": _("owned by you"),
        }
        return [
            Chip(label, self.href(**{name: None}))
            for name, label in labels.items()
            if getattr(self, name)
        ]


def _one(kind: type[Kind], value: str | None) -> Kind | None:
    return next((member for member in kind if member.value == value), None)
