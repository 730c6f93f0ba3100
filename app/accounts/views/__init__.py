"""Pages of accounts: signing in, one's own account, users, the audit trail."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _

from app.accounts.views import audit, own, passwords, sign_in, users
from app.web.navigation import Entry, add_to_menu


def init_app(app: Flask) -> None:
    """Add the pages to ``app``."""
    for module in (sign_in, passwords, own, users, audit):
        app.register_blueprint(module.bp)
    add_to_menu(
        app,
        "staff",
        Entry(_("Users"), "users.index", 80),
        Entry(_("Audit"), "audit.index", 90),
    )
