"""Pages of invitations: for the guest with a personal link, and for staff."""

from __future__ import annotations

from flask import Flask

from app.invitations.views import guest


def init_app(app: Flask) -> None:
    """Add the pages to ``app``."""
    app.register_blueprint(guest.bp)
