"""Pages of registration: for everyone, for the guest with a personal link, and for staff."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _

from app.access.roles import Permission
from app.correspondence.composing import register_audience, register_deadline
from app.events.models import Event
from app.events.sections import Section, add_section
from app.events.signals import admission_changed, event_copied
from app.registration.audience import GUESTS, last_closing
from app.registration.operations import copy_form, copy_pools, open_pools
from app.registration.queries import pools_of
from app.registration.views import admission, guest, one_guest, public, questions, staff


def init_app(app: Flask) -> None:
    """Add the pages to ``app``, the sections to the workspace of every event, and follow events."""
    for module in (public, guest, staff, one_guest, admission, questions):
        app.register_blueprint(module.bp)
    add_section(
        app,
        Section(_("Registration"), "admission.index", 80, Permission.EDIT),
        Section(_("Guests"), "guests.index", 85, Permission.GUESTS),
    )
    register_audience(GUESTS)
    register_deadline(last_closing)
    admission_changed.connect(open_pools)
    event_copied.connect(_on_copied)


def _on_copied(event: Event, *, copy: Event, **_more: object) -> None:
    """Let a copy have the same places and ask the same questions."""
    if pools_of(event):
        copy_pools(event, copy)
    copy_form(event, copy)
