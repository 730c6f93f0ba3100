"""Pages of invitations: for the guest with a personal link, and for staff."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _

from app.correspondence.composing import register_audience, register_deadline
from app.correspondence.signals import mailing_released
from app.events.attention import add_attention
from app.events.sections import Section, add_section

# Importing the jobs registers them.
from app.invitations import bulk
from app.invitations import jobs as jobs
from app.invitations.attention import invitations_needing_attention
from app.invitations.audience import AWAITING
from app.invitations.following import on_released
from app.invitations.operations.joining import keep_refusals
from app.invitations.queries import last_deadline
from app.invitations.views import (
    delegations,
    guest,
    invitation,
    nominations,
    overview,
    proposals,
    waves,
)
from app.participation.signals import seat_superseded


def init_app(app: Flask) -> None:
    """Add the pages to ``app``, and let invitations follow what becomes of their letters."""
    for module in (guest, nominations, overview, waves, invitation, proposals, delegations):
        app.register_blueprint(module.bp)
    add_section(app, Section(_("Invitations"), "invitations.index", 45))
    add_attention(app, invitations_needing_attention)
    register_audience(AWAITING)
    register_deadline(last_deadline)
    mailing_released.connect(on_released)
    seat_superseded.connect(keep_refusals)
    bulk.register()
