"""The blueprint of what comes after a game, and what its pages share."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext as _

from app.access.roles import Permission
from app.events.models import Event
from app.events.queries import event_for
from app.games.models import Game
from app.games.queries import game_of

bp = Blueprint("game_after", __name__, url_prefix="/staff/events/<key>/game/after")


def opened(key: str, permission: Permission = Permission.READ) -> tuple[Event, Game]:
    """Return the event and its game. Raises NotFound."""
    event = event_for(key, permission)
    return event, game_of(event)


@bp.context_processor
def pages() -> dict[str, Any]:
    """The three pages, as tabs."""

    def tabs_of(event: Event) -> list[dict[str, Any]]:
        endpoints = (
            (_("After the game"), "game_after.overview"),
            (_("Report"), "game_after.report"),
            (_("What is public"), "game_after.publication"),
        )
        return [
            {
                "label": label,
                "href": url_for(endpoint, key=event.key),
                "current": request.endpoint == endpoint,
                "count": None,
            }
            for label, endpoint in endpoints
        ]

    return {"after_tabs": tabs_of}
