"""Items as lines of a desk: what is unread, what was corrected, to whom it went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.games.engine import CONTROL
from app.games.models import Delivery, GameItem
from app.games.queries.desk import Slice
from app.games.rules import ITEM_KIND_LABELS, MEDIUM_LABELS, ItemKind, name_of


@dataclass(frozen=True, kw_only=True)
class Line:
    """An item as one line of the desk."""

    delivery: Delivery
    unread: bool = False
    corrections: Sequence[GameItem] = ()
    files: int = 0
    to: str = ""
    waited: bool = False

    @property
    def item(self) -> GameItem:
        """The item."""
        return self.delivery.item

    @property
    def sort(self) -> str:
        """What it is, in a word."""
        item = self.item
        return _(MEDIUM_LABELS[item.medium] if item.medium else ITEM_KIND_LABELS[item.kind])

    @property
    def title(self) -> str:
        """Its title; a decision has none of its own."""
        item = self.item
        if item.kind is ItemKind.SUBMISSION:
            return _("Decision, version %(number)s", number=item.version)
        return item.title or self.sort

    @property
    def sender(self) -> str:
        """Who wrote it, in the world of the game."""
        role = self.item.role
        return f"{self.item.sender}: {role.name}" if role else self.item.sender

    @property
    def for_role(self) -> str:
        """The role that alone was given it, if it was not the whole team."""
        return self.delivery.role.name if self.delivery.role else ""


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Makes lines of deliveries; without ``marks`` nothing is unread."""

    names: Mapping[str, str]
    marks: frozenset[int] | None
    corrections: Mapping[int, Sequence[GameItem]]
    files: Mapping[int, int]
    addressed: Mapping[int, Mapping[str, object]]

    def of(self, part: Slice) -> list[Line]:
        """Return the lines of ``part``."""
        return [self.line(one) for one in part.deliveries]

    def line(self, delivery: Delivery) -> Line:
        """Return the line of ``delivery``."""
        told = self.addressed.get(delivery.item_id, {})
        return Line(
            delivery=delivery,
            unread=(
                self.marks is not None and not delivery.own and delivery.item_id not in self.marks
            ),
            corrections=self.corrections.get(delivery.item_id, ()),
            files=self.files.get(delivery.item_id, 0),
            to=self._to(told),
            waited=bool(told.get("held")),
        )

    def _to(self, told: Mapping[str, object]) -> str:
        addressed = told.get("addressed")
        readers = [str(one) for one in addressed] if isinstance(addressed, list) else []
        names = [_("Control")] if told.get("to_control") or CONTROL in readers else []
        return ", ".join([*(name_of(one, self.names) for one in readers if one != CONTROL), *names])
