"""Today: what needs attention, what comes next, and one's own events."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.doors import may_open, signed_in
from app.access.enforcement import current_viewer
from app.access.roles import Permission
from app.config import current_settings
from app.core.clock import now
from app.events.attention import what_needs_attention
from app.events.pages import row_of
from app.events.today import counts, line_of, next_fortnight, own_events
from app.events.views.blueprint import bp


@bp.get("/")
@signed_in
def today() -> ResponseReturnValue:
    """Show where to begin; someone without a role learns whom to ask."""
    viewer = current_viewer()
    if viewer.reach(Permission.CHECK_IN) and not viewer.reach(Permission.READ):
        # Whoever works at the door alone begins there.
        return redirect(url_for("door.index"))
    at, home = now(), current_settings().time_zone
    coming = [
        line_of(event, event.span, home) for event in next_fortnight(at) if event.span is not None
    ]
    return render_template(
        "events/today.html",
        attention=what_needs_attention(),
        coming=coming,
        own=[row_of(event) for event in own_events(at)],
        counts=counts(at),
        may_read=bool(viewer.reach(Permission.READ)),
        may_create=may_open("events.new"),
    )
