"""Pages of accounts: signing in, one's own account, users, the audit trail."""

from __future__ import annotations

from flask import Flask

from app.accounts.views import sign_in


def init_app(app: Flask) -> None:
    """Add the pages to ``app``."""
    app.register_blueprint(sign_in.bp)
