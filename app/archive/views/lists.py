"""Home, what is to come, and the archive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.access.doors import public
from app.archive import queries
from app.archive.chips import archive_href, chips, facet_groups, names_in
from app.archive.criteria import NAMES, Criteria
from app.archive.lines import EventLine, event_line
from app.core.clock import now
from app.events.models import Event
from app.web.asked import page_in
from app.web.page_cache import cached_page, fresh_until

AT_HOME = 4


def add_to(bp: Blueprint) -> None:
    """Give ``bp`` its routes."""
    bp.get("/")(home)
    bp.get("/events/")(upcoming_list)
    bp.get("/archive/")(archive_list)


@cached_page()
@public
def home() -> ResponseReturnValue:
    """Show what comes next, what the institute works on, and what was held last."""
    at = now()
    fresh_until(queries.next_turn(at))
    fresh_until(queries.next_text(at))
    coming = queries.upcoming(at, limit=AT_HOME)
    lines = _lines([*coming, *queries.latest_past(at, limit=AT_HOME)], at)
    return render_template(
        "archive/home.html",
        upcoming=lines[: len(coming)],
        past=lines[len(coming) :],
        programmes=queries.programmes(),
    )


@cached_page()
@public
def upcoming_list() -> ResponseReturnValue:
    """Show everything that is not over, those under way first."""
    at = now()
    fresh_until(queries.next_turn(at))
    dated = queries.upcoming(at)
    lines = _lines([*dated, *queries.undated(at)], at)
    return render_template(
        "archive/upcoming.html",
        upcoming=lines[: len(dated)],
        undated=lines[len(dated) :],
    )


@cached_page(params=(*NAMES, "page"))
@public
def archive_list() -> ResponseReturnValue:
    """Show past events, as far as they fit what is asked for."""
    at = now()
    fresh_until(queries.next_turn(at))
    criteria = Criteria.from_args(request.args)
    page = queries.archive_page(criteria, at, number=page_in(request.args))
    options = queries.facets(criteria, at)
    return render_template(
        "archive/archive.html",
        events=_lines(page.events, at),
        page=page,
        chips=chips(criteria, names_in(criteria, options) | _speaker(criteria)),
        facets=facet_groups(criteria, options),
        canonical=archive_href(criteria, page=page.number),
        previous=archive_href(criteria, page=page.number - 1) if page.number > 1 else None,
        next=archive_href(criteria, page=page.number + 1) if page.number < page.pages else None,
    )


def _lines(events: Sequence[Event], at: datetime) -> list[EventLine]:
    return [event_line(one, at) for one in queries.listed(events, at)]


def _speaker(criteria: Criteria) -> dict[str, str]:
    name = queries.speaker_name(criteria.speaker) if criteria.speaker else None
    return {"speaker": name} if name else {}
