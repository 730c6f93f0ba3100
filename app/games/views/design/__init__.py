"""The design of a game, on staff pages, and how a game follows what happens to its event."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _

from app.events.models import Event
from app.events.rules import EventKind
from app.events.sections import Section, add_section
from app.games.operations.copying import copy_game
from app.games.views.design import (
    castings,
    dry_run,
    indicators,
    injects,
    moves,
    msel,
    overview,
    roles,
    scenarios,
    teams,
)
from app.games.views.design.blueprint import bp
from app.games.views.design.tabs import tabs_of
from app.participation.signals import seats_copied

MODULES = (
    overview,
    teams,
    roles,
    castings,
    scenarios,
    moves,
    injects,
    msel,
    indicators,
    dry_run,
)
"""Each adds its addresses to the blueprint."""


def init_app(app: Flask) -> None:
    """Add the pages and the section of the rail to ``app``, and let games follow their events."""
    app.register_blueprint(bp)
    add_section(app, Section(_("Game"), "game_design.overview", 35, shown_for=_is_peace_game))
    app.jinja_env.globals["game_tabs"] = tabs_of
    seats_copied.connect(_on_copied)


def _is_peace_game(event: Event) -> bool:
    return event.kind is EventKind.PEACE_GAME


def _on_copied(event: Event, *, copy: Event) -> None:
    """Let a copy have the same game, ready to be run again; its players have their seats already."""
    copy_game(event, copy)
