"""The programmes of the institute, and the page of each."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import public
from app.archive import queries
from app.archive.criteria import Criteria
from app.archive.embedding import frame_of_coming
from app.archive.feeds import feed_hrefs
from app.archive.linked_data import described_trail
from app.archive.output_page import output_line
from app.archive.programme_page import programme_page
from app.core.clock import now
from app.core.errors import NotFound
from app.publications.queries import outputs_of_programme
from app.web.page_cache import cached_page, fresh_until


def add_to(bp: Blueprint) -> None:
    """Give ``bp`` its routes."""
    bp.get("/programmes/")(programme_list)
    bp.get("/programmes/<slug>")(programme_detail)
    bp.get("/programmes/<slug>/", endpoint="programme_slash")(programme_detail)


@cached_page()
@public
def programme_list() -> ResponseReturnValue:
    """Show the programmes that have a public page."""
    fresh_until(queries.next_text(now()))
    return render_template("archive/programmes.html", programmes=queries.programmes())


@cached_page()
@public
def programme_detail(slug: str) -> ResponseReturnValue:
    """Show what a programme is about, what it does, and what it has convened."""
    if request.path != f"/programmes/{slug.lower()}":
        return redirect(f"/programmes/{slug.lower()}", 301)
    programme = queries.programme_at(slug)
    if programme is None:
        raise NotFound
    at = now()
    fresh_until(queries.next_turn(at))
    fresh_until(queries.next_text(at))
    own = Criteria(programme=programme.slug)
    trail = [(_("Programmes"), "/programmes/"), (programme.name, request.path)]
    return render_template(
        "archive/programme.html",
        page=programme_page(programme, at),
        publications=[output_line(one) for one in outputs_of_programme(programme.id)],
        linked_data=[described_trail(trail)],
        feeds=feed_hrefs(own),
        frame=frame_of_coming(own),
    )
