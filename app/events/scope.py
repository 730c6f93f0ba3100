"""A role can be held for one event."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask_babel import lazy_gettext as _
from sqlalchemy import or_, select

from app.accounts.scopes import Scope, Thing
from app.core.clock import now
from app.events.models import Event
from app.extensions import db


def _events(ids: Collection[int] | None) -> Sequence[Thing]:
    """To choose among: those that are not over. Whom to let in to others, their own page asks."""
    asked = select(Event.id, Event.key, Event.title).order_by(Event.title, Event.id)
    if ids is not None:
        asked = asked.where(Event.id.in_(ids))
    else:
        asked = asked.where(or_(Event.ends_at.is_(None), Event.ends_at > now()))
    return [Thing(*row) for row in db.session.execute(asked)]


EVENTS = Scope("event_id", _("One event"), _events)
