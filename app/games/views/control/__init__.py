"""The control room: one page that shows a game in play, and what control does from it."""

from __future__ import annotations

from flask import Flask

from app.games.views.control import blueprint, course, injects, judging, lock, room

PAGES = (room, course, injects, judging, lock)


def init_app(app: Flask) -> None:
    """Add the pages to ``app``, and cover all that staff may open while a screen is locked."""
    app.before_request(blueprint.stay_covered)
    app.register_blueprint(PAGES[0].bp)
