"""Home, what is to come, and the archive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.access.doors import public
from app.archive import queries
from app.archive.chips import amount_in_words, chips, facet_groups, list_href
from app.archive.criteria import NAMES, Criteria
from app.archive.embedding import frame_of_coming
from app.archive.feeds import feed_hrefs
from app.archive.lines import EventLine, event_line
from app.core.clock import now
from app.events.models import Event
from app.search.finding import Amount
from app.web.asked import words_in
from app.web.page_cache import cached_page, fresh_until

AT_HOME = 4
UPCOMING, ARCHIVE = "/events/", "/archive/"


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


@cached_page(params=NAMES)
@public
def upcoming_list() -> ResponseReturnValue:
    """Show what is not over and fits what is asked for, those under way first."""
    at = now()
    fresh_until(queries.next_turn(at))
    criteria = Criteria.from_args(request.args)
    dated, undated = queries.coming(criteria, at)
    facets = queries.facets(queries.COMING, criteria)
    names = queries.names_of(facets, criteria)
    lines = _lines([*dated, *undated], at)
    return render_template(
        "archive/upcoming.html",
        upcoming=lines[: len(dated)],
        undated=lines[len(dated) :],
        amount=amount_in_words(Amount(len(lines))),
        chips=chips(UPCOMING, criteria, names),
        facets=facet_groups(UPCOMING, criteria, facets, names) if len(lines) > 1 else [],
        canonical=list_href(UPCOMING, criteria),
        feeds=feed_hrefs(criteria, "upcoming"),
        frame=frame_of_coming(criteria),
    )


@cached_page(params=(*NAMES, "before", "after"))
@public
def archive_list() -> ResponseReturnValue:
    """Show past events, as far as they fit what is asked for."""
    at = now()
    criteria = Criteria.from_args(request.args)
    before, after = words_in(request.args, "before"), words_in(request.args, "after")
    page = queries.archive_page(criteria, before=before, after=after)
    names = queries.names_of(page.facets, criteria)
    return render_template(
        "archive/archive.html",
        criteria=criteria,
        events=_lines(page.events, at),
        amount=amount_in_words(page.amount),
        asking=page.asking,
        chips=chips(ARCHIVE, criteria, names),
        facets=facet_groups(ARCHIVE, criteria, page.facets, names),
        canonical=list_href(ARCHIVE, criteria, {"before": before}),
        feeds=feed_hrefs(criteria, "past"),
        newer=list_href(ARCHIVE, criteria, {"after": page.newer}) if page.newer else None,
        older=list_href(ARCHIVE, criteria, {"before": page.older}) if page.older else None,
    )


def _lines(events: Sequence[Event], at: datetime) -> list[EventLine]:
    return [event_line(one, at) for one in queries.listed(events, at)]
