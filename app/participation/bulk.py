"""What can be done to many seats at once; features above add their actions to the participants table.

An action changes what it can and says what it left alone and why; nothing is left out in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.access.roles import Permission
from app.core.errors import DomainError
from app.events.models import Event
from app.participation.models import Participation


@dataclass(frozen=True)
class Skipped:
    """A seat that was left as it is. ``reason`` is a gettext message, filled with ``facts``."""

    seat: Participation
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass
class Report:
    """What became of the chosen seats; to the ``unwritten`` no letter could be drafted."""

    done: list[Participation] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    unwritten: list[Participation] = field(default_factory=list)

    def skip(self, seat: Participation, reason: str, **facts: object) -> None:
        """Say why ``seat`` was left alone."""
        self.skipped.append(Skipped(seat, reason, facts))


Handler = Callable[[Event, Sequence[Participation], Mapping[str, str]], Report]
"""Gets the event, the chosen seats and what was typed for the action, within a transaction."""


@dataclass(frozen=True)
class BulkAction:
    """One entry of the bulk bar.

    ``fields`` is a template with what the action needs to be told, shown on the page that asks
    for a last word; what is typed there reaches the handler by name. It is given ``event`` and
    what ``context`` returns for it.
    """

    key: str
    label: str
    handler: Handler
    permission: Permission = Permission.EDIT
    fields: str = ""
    context: Callable[[Event], dict[str, Any]] | None = None
    order: int = 50


_actions: dict[str, BulkAction] = {}


def register_bulk_action(
    key: str,
    label: str,
    handler: Handler,
    permission: Permission = Permission.EDIT,
    *,
    fields: str = "",
    context: Callable[[Event], dict[str, Any]] | None = None,
    order: int = 50,
) -> None:
    """Offer ``handler`` in the bulk bar to whoever has ``permission`` for the event.

    ``label`` is a gettext message. Registering a key again replaces it, so that an application
    can be made twice.
    """
    _actions[key] = BulkAction(key, label, handler, permission, fields, context, order)


def bulk_actions() -> list[BulkAction]:
    """Return every action, in its order."""
    return sorted(_actions.values(), key=lambda action: action.order)


def bulk_action(key: str) -> BulkAction | None:
    """Return the action called ``key``, or None."""
    return _actions.get(key)


def one_by_one(seats: Sequence[Participation], work: Callable[[Participation], object]) -> Report:
    """Do ``work`` to each of ``seats``; what the domain refuses for one is its reason to be skipped.

    ``work`` refuses before it changes anything, as every operation on a seat does.
    """
    report = Report()
    for seat in seats:
        try:
            work(seat)
        except DomainError as refusal:
            report.skip(seat, refusal.message, **refusal.facts)
        else:
            report.done.append(seat)
    return report
