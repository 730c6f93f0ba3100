"""The views of a game between which staff go to and fro."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import gettext as _

from app.core.messages import N_
from app.events.models import Event

TABS = (
    ("game_design.overview", N_("Overview")),
    ("game_design.teams", N_("Teams and roles")),
    ("game_design.scenarios", N_("Scenarios")),
    ("game_design.moves", N_("Moves")),
    ("game_design.injects", N_("Injects")),
    ("game_design.indicators", N_("Indicators")),
    ("game_design.dry_run", N_("Dry run")),
    ("game_control.room", N_("Control room")),
    ("game_after.overview", N_("After the game")),
)


@dataclass(frozen=True)
class Tab:
    """One view, as ``components/tabs.html`` shows it."""

    label: str
    href: str
    current: bool
    count: int | None = None


def tabs_of(event: Event) -> list[Tab]:
    """Return the views of the game of ``event``."""
    overview = url_for(TABS[0][0], key=event.key)
    tabs = []
    for endpoint, label in TABS:
        if endpoint in current_app.view_functions:
            href = url_for(endpoint, key=event.key)
            current = request.path == href or (href != overview and request.path.startswith(href))
            tabs.append(Tab(_(label), href, current))
    return tabs


def has_page(endpoint: str) -> bool:
    """Whether this installation has the page."""
    return endpoint in current_app.view_functions
