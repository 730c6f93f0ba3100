"""Pages of the door: for the desk, for its devices, and for who looks at attendance afterwards."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _

from app.access.roles import Permission
from app.door import operations
from app.door.views import attendance, desk, devices
from app.events.sections import Section, add_section
from app.participation.models import Participation
from app.participation.rules import SeatAction
from app.participation.signals import seat_changed
from app.registration.signals import guests_forgotten
from app.web.navigation import Entry, add_to_menu


def init_app(app: Flask) -> None:
    """Add the pages to ``app``."""
    for module in (desk, devices, attendance):
        app.register_blueprint(module.bp)
    add_to_menu(app, "staff", Entry(_("Door"), "door.index", 35))
    seat_changed.connect(_on_changed)
    guests_forgotten.connect(operations.forget_guests)
    add_section(app, Section(_("Attendance"), "attendance.index", 86, Permission.GUESTS))


def _on_changed(seat: Participation, *, action: SeatAction, **_how: object) -> None:
    operations.follow(seat, action)
