"""Pages of people at events, and how seats follow what happens to an event."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask
from flask_babel import gettext as translated
from flask_babel import lazy_gettext as _

from app.access.roles import Permission
from app.events.attention import add_attention
from app.events.checks import register_check
from app.events.models import Event, EventSession
from app.events.sections import Section, add_section
from app.events.signals import event_copied
from app.participation import operations
from app.participation.attention import (
    candidates_needing_attention,
    clashes_needing_attention,
    seats_needing_attention,
)
from app.participation.clashes import check_people
from app.participation.operations.joining import JOINT
from app.participation.queries import clocks_of, to_person
from app.participation.rules import CHANNEL_LABELS, Channel
from app.participation.views import (
    balance,
    bulk,
    candidates,
    company,
    delegations,
    gathering,
    giving,
    many,
    people,
    seat,
    seats,
)
from app.people.dossier_panels import Panel, add_panel
from app.people.joining import register_joint
from app.schedule.narrowing import register_narrowing


def init_app(app: Flask) -> None:
    """Add the pages to ``app``, and let seats follow events."""
    for module in (
        people,
        seats,
        giving,
        gathering,
        bulk,
        seat,
        candidates,
        company,
        delegations,
        balance,
    ):
        app.register_blueprint(module.bp)
    add_section(
        app,
        Section(_("People"), "seats.index", 40),
        Section(_("Delegations"), "delegations.index", 42),
        Section(_("Balance"), "balance.index", 44),
    )
    app.jinja_env.globals.update(clocks_of=clocks_of, channel_choices=channel_choices)
    register_narrowing("person", to_person)
    register_check(check_people)
    many.register()
    add_attention(app, seats_needing_attention)
    add_attention(app, clashes_needing_attention)
    add_attention(app, candidates_needing_attention)
    add_panel(
        app,
        Panel("events", _("At events"), "participation/_events.html", people.events, 10),
        Panel(
            "needs",
            _("Dietary and access needs"),
            "participation/_needs.html",
            people.needs,
            20,
            Permission.GUESTS,
        ),
    )
    register_joint(JOINT)
    event_copied.connect(_on_copied)


def channel_choices() -> list[tuple[str, str]]:
    """How word may have come to those who write it down: not by a link, which writes it itself."""
    return [
        (channel.value, translated(label))
        for channel, label in CHANNEL_LABELS.items()
        if channel not in {Channel.LINK, Channel.IMPORT}
    ]


def _on_copied(source: Event, *, copy: Event, sessions: Mapping[int, EventSession]) -> None:
    operations.seat_again(source, copy=copy, sessions=sessions)
