"""Pages of letters: composing, mailings, reminders, templates, and the outbox; and what letters follow."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _

from app.access.roles import Permission
from app.correspondence import following
from app.correspondence.attention import letters_needing_attention, mail_needing_attention
from app.correspondence.audiences import register_audience
from app.correspondence.labels import state_in_words
from app.correspondence.seats import SEATED
from app.correspondence.views import compose, mailings, outbox, reminders, templates
from app.events.attention import add_attention
from app.events.sections import Section, add_section
from app.events.signals import event_called_off, event_moved
from app.participation.signals import seat_changed
from app.web.navigation import Entry, add_to_menu


def init_app(app: Flask) -> None:
    """Add the pages to ``app``, and let letters follow what happens to events and seats."""
    for module in (outbox, mailings, compose, reminders, templates):
        app.register_blueprint(module.bp)
    app.jinja_env.filters["mail_state"] = state_in_words
    add_section(app, Section(_("Letters"), "mailings.index", 45, Permission.GUESTS))
    add_to_menu(
        app,
        "staff",
        Entry(_("Outbox"), "outbox.index", 70),
        Entry(_("Templates"), "templates.index", 72),
    )
    add_attention(app, mail_needing_attention)
    add_attention(app, letters_needing_attention)
    register_audience(SEATED)
    event_moved.connect(following.on_event_moved)
    event_called_off.connect(following.on_event_called_off)
    seat_changed.connect(following.on_seat_changed)
