"""All events a member of staff may see, with filters that live in the address."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access.doors import may_open, staff
from app.access.roles import Permission
from app.events.filters import WHEN_LABELS, Filters
from app.events.forms.choices import labelled
from app.events.listing import find_events
from app.events.pages import page_of
from app.events.rules import EVENT_KIND_LABELS, EVENT_STATE_LABELS, PUBLICATION_LABELS
from app.events.views.blueprint import bp
from app.programmes.queries import all_programmes
from app.web.asked import page_in


@bp.get("/events/")
@staff(Permission.READ)
def listing() -> ResponseReturnValue:
    """Show the events that the filters let through, those to come first."""
    programmes = all_programmes()
    filters = Filters.from_args(request.args, programmes)
    found = find_events(filters, page=page_in(request.args))
    return render_template(
        "events/list.html",
        page=page_of(found, filters),
        filters=filters,
        options={
            "when": labelled(WHEN_LABELS),
            "kind": labelled(EVENT_KIND_LABELS),
            "state": labelled(EVENT_STATE_LABELS),
            "publication": labelled(PUBLICATION_LABELS),
            "programme": [(one.key, one.name) for one in programmes],
        },
        may_create=may_open("events.new"),
    )
