"""Pages of invitations: for the guest with a personal link, and for staff."""

from __future__ import annotations

from flask import Flask

from app.invitations.views import guest, nominations


def init_app(app: Flask) -> None:
    """Add the pages to ``app``."""
    for module in (guest, nominations):
        app.register_blueprint(module.bp)
