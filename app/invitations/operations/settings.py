"""How an event invites."""

from __future__ import annotations

from typing import TypedDict, Unpack

from app.access import audit
from app.core.messages import N_
from app.events.models import Event
from app.extensions import db
from app.invitations.models import InvitationSettings
from app.invitations.rules import Confirmations


class SettingsFacts(TypedDict, total=False):
    """What may be said; see the table."""

    contact_name: str
    contact_address: str
    confirmations: Confirmations
    close_at_deadline: bool
    companions: int


def set_settings(event: Event, **facts: Unpack[SettingsFacts]) -> InvitationSettings:
    """Keep how ``event`` invites; what is not given stays as it is."""
    settings = db.session.get(InvitationSettings, event.id)
    if settings is None:
        settings = InvitationSettings(event_id=event.id)
        db.session.add(settings)
    for name, value in facts.items():
        setattr(settings, name, value)
    db.session.flush()
    audit.record(N_("changed how invitations work for"), "event", event.key)
    return settings
