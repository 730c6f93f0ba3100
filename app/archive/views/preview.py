"""An event as a visitor meets it, for staff: the very page, and beside it what is kept back and why."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue

from app.access.doors import staff
from app.access.enforcement import current_viewer, viewing_as
from app.access.roles import Permission
from app.access.viewers import ANONYMOUS
from app.archive.hidden import hidden_of
from app.archive.linked_data import absolute
from app.archive.views.events import answer_at
from app.core.clock import now
from app.events.queries import event_for
from app.events.rules import Publication
from app.web.security import framing_own_pages, in_own_frame

bp = Blueprint("preview", __name__, url_prefix="/staff/events/<key>/publication/preview")
bp.context_processor(lambda: {"absolute": absolute, "in_preview": current_viewer() is ANONYMOUS})


@bp.get("/")
@staff(Permission.READ)
def preview(key: str) -> ResponseReturnValue:
    """Show the page of an event as a visitor sees it, and what they do not see."""
    event = event_for(key)
    html = render_template(
        "archive/preview.html",
        event=event,
        withdrawn=event.publication is Publication.WITHDRAWN,
        hidden=hidden_of(event, now()),
    )
    return framing_own_pages(make_response(html))


@bp.get("/page")
@staff(Permission.READ)
def page(key: str) -> ResponseReturnValue:
    """Answer as the public address of the event answers a visitor. Raises NotFound."""
    slug = event_for(key).slug
    with viewing_as(ANONYMOUS):
        return in_own_frame(make_response(answer_at(slug)))
