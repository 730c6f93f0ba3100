"""The pages of games."""

from __future__ import annotations

from flask import Flask

from app.games import live
from app.games.operations.joining import give_castings_back, keep_castings
from app.games.views import after, as_player, control, design, desk
from app.games.views.invited import way_to_the_desk
from app.invitations.panels import register_guest_panel
from app.participation.signals import seat_restored, seat_superseded


def init_app(app: Flask) -> None:
    """Add the pages to ``app``, the way to the desk to the page of who is invited, and follow seats."""
    live.init_app(app)
    design.init_app(app)
    control.init_app(app)
    after.init_app(app)
    for module in (desk, as_player):
        app.register_blueprint(module.bp)
    register_guest_panel(way_to_the_desk)
    seat_superseded.connect(keep_castings)
    seat_restored.connect(give_castings_back)
