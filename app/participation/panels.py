"""What rooms above know of a seat, on the page of the seat: its invitation, its mails."""

from __future__ import annotations

from collections.abc import Callable

from app.participation.models import Participation

Panel = Callable[[Participation], str]
"""Renders a section of the page, heading and all, or nothing."""

_panels: dict[str, Panel] = {}


def register_seat_panel(key: str, panel: Panel) -> None:
    """Show ``panel`` on the page of each seat. Registering a key again replaces it."""
    _panels[key] = panel


def panels_of(seat: Participation) -> list[str]:
    """Return the sections that rooms above show for ``seat``."""
    return [shown for panel in _panels.values() if (shown := panel(seat))]
