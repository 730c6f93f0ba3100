"""Where the pages of a desk are: each of its two readers has addresses of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from flask import url_for


class Ways(Protocol):
    """Where the pages of one desk are: for its player, and for control who looks over the shoulder."""

    @property
    def looks_on(self) -> bool:
        """Whether it is control who looks."""

    def desk(self, **asked: Any) -> str:
        """The desk itself."""

    def item(self, key: str, **asked: Any) -> str:
        """The page of an item."""

    def file(self, key: str) -> str:
        """A file."""

    def sheet(self) -> str:
        """The role sheet."""


@dataclass(frozen=True)
class PlayersWays:
    """The pages of a desk for its player."""

    token: str
    looks_on: bool = False

    def desk(self, **asked: Any) -> str:
        """The desk itself."""
        return url_for("desk.show", token=self.token, **asked)

    def item(self, key: str, **asked: Any) -> str:
        """The page of an item."""
        return url_for("desk.item", token=self.token, item=key, **asked)

    def file(self, key: str) -> str:
        """A file."""
        return url_for("desk.file", token=self.token, file=key)

    def sheet(self) -> str:
        """The role sheet."""
        return url_for("desk.sheet", token=self.token)


@dataclass(frozen=True)
class WaysOverTheShoulder:
    """The pages of the same desk for control."""

    key: str
    seat: str
    looks_on: bool = True

    def desk(self, **asked: Any) -> str:
        """The desk itself."""
        return url_for("as_player.show", key=self.key, seat=self.seat, **asked)

    def item(self, key: str, **asked: Any) -> str:
        """The page of an item."""
        return url_for("as_player.item", key=self.key, seat=self.seat, item=key, **asked)

    def file(self, key: str) -> str:
        """A file."""
        return url_for("as_player.file", key=self.key, seat=self.seat, file=key)

    def sheet(self) -> str:
        """The role sheet."""
        return url_for("as_player.sheet", key=self.key, seat=self.seat)
