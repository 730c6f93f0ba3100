"""What placeholders say of an event, in the words of its pages."""

from __future__ import annotations

from flask_babel import gettext as _

from app.config import current_settings
from app.events.models import Event
from app.events.rules import ATTRIBUTION_LABELS, Format
from app.web.filters import span_date, span_time, zone_label


def facts_of(event: Event, *, sender: str = "") -> dict[str, str]:
    """Return the facts that are the same for every reader, those that are not known left empty."""
    span = event.span
    hours = span_time(span) if span else ""
    return {
        "event": event.title,
        "date": span_date(span) if span else _("a date to be announced"),
        "time": _("%(hours)s, %(zone)s", hours=hours, zone=zone_label(span))
        if span and hours
        else "",
        "place": event.place or (_("online") if event.format is Format.VIRTUAL else ""),
        "rule": _(ATTRIBUTION_LABELS[event.attribution]),
        "institute": current_settings().institute_name,
        "sender": sender or current_settings().institute_name,
    }
