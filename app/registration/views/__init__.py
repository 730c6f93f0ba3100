"""Pages of registration: for everyone, for the guest with a personal link, and for staff."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _

from app.access.roles import Permission
from app.events.sections import Section, add_section
from app.registration.views import guest, public, staff


def init_app(app: Flask) -> None:
    """Add the pages to ``app``, and the guests to the workspace of every event."""
    for blueprint in (public.bp, guest.bp, staff.bp):
        app.register_blueprint(blueprint)
    add_section(app, Section(_("Guests"), "guests.index", 85, Permission.GUESTS))
