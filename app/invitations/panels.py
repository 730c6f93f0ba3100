"""What rooms above offer a guest on the page of their invitation, such as the desk of a game."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.invitations.models import Invitation

Facts = Mapping[str, object]


@dataclass(frozen=True)
class GuestPanel:
    """One section of the page, heading and all; its template finds ``page``, ``token`` and ``facts``.

    It is left out where ``facts`` is None.
    """

    key: str
    template: str
    facts: Callable[[Invitation], Facts | None]
    order: int = 50


@dataclass(frozen=True)
class Shown:
    """A panel with what it shows."""

    template: str
    facts: Facts


_panels: dict[str, GuestPanel] = {}


def register_guest_panel(panel: GuestPanel) -> None:
    """Show ``panel`` on the page of each invitation. Registering its key again replaces it."""
    _panels[panel.key] = panel


def panels_for(held: Invitation) -> Sequence[Shown]:
    """Return what rooms above offer whoever holds the invitation."""
    panels = sorted(_panels.values(), key=lambda panel: panel.order)
    return [
        Shown(panel.template, facts) for panel in panels if (facts := panel.facts(held)) is not None
    ]
