"""What rooms above know of a seat, on the page of the seat: its invitation, its mails."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.participation.models import Participation

Facts = Mapping[str, object]


@dataclass(frozen=True)
class SeatPanel:
    """One section of the page, heading and all; its template finds ``seat``, ``event`` and ``facts``.

    It is left out where ``facts`` is None. ``order`` leaves room: invitation 10, mails 20.
    """

    key: str
    template: str
    facts: Callable[[Participation], Facts | None]
    order: int = 50


@dataclass(frozen=True)
class Shown:
    """A panel with what it shows."""

    template: str
    facts: Facts


_panels: dict[str, SeatPanel] = {}


def register_seat_panel(panel: SeatPanel) -> None:
    """Show ``panel`` on the page of each seat. Registering its key again replaces it."""
    _panels[panel.key] = panel


def panels_of(seat: Participation) -> Sequence[Shown]:
    """Return what rooms above show of ``seat``."""
    panels = sorted(_panels.values(), key=lambda panel: panel.order)
    return [
        Shown(panel.template, facts) for panel in panels if (facts := panel.facts(seat)) is not None
    ]
