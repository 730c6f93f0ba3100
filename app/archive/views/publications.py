"""What the institute has published, and the page of each publication."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import public
from app.archive.lines import output_href
from app.archive.linked_data import described_output, described_trail
from app.archive.output_page import is_series, output_line, output_page
from app.core.errors import NotFound
from app.publications.queries import (
    Asked,
    essays_of,
    kinds_and_years,
    moved_to,
    output_at,
    outputs_page,
    topics_of_outputs,
    withdrawn_from,
)
from app.publications.rules import OUTPUT_KIND_LABELS
from app.web.asked import page_in, words_in
from app.web.markdown import markdown
from app.web.page_cache import cached_page

LIST = "/publications/"
SUMMARY = 300


def add_to(bp: Blueprint) -> None:
    """Give ``bp`` its routes."""
    bp.get("/publications/")(publication_list)
    bp.get("/publications/<slug>")(publication_detail)
    bp.get("/publications/<slug>/", endpoint="publication_slash")(publication_detail)


@cached_page(params=("kind", "topic", "year", "page"))
@public
def publication_list() -> ResponseReturnValue:
    """Show what was published, the newest first, as far as it fits what is asked for."""
    asked = Asked(*(words_in(request.args, name) for name in ("kind", "topic", "year")))
    page = outputs_page(asked, number=page_in(request.args))
    kinds, years = kinds_and_years()
    return render_template(
        "archive/publications.html",
        page=page,
        publications=[output_line(one) for one in page.outputs],
        asked=asked,
        kinds=[(kind.value, _(OUTPUT_KIND_LABELS[kind])) for kind in kinds],
        topics=[(topic.slug, topic.name) for topic in topics_of_outputs()],
        years=[(year, year) for year in years],
        canonical=_list_href(asked, page.number),
        previous=_list_href(asked, page.number - 1) if page.number > 1 else None,
        next=_list_href(asked, page.number + 1) if page.number < page.pages else None,
    )


@cached_page()
@public
def publication_detail(slug: str) -> ResponseReturnValue:
    """Show a released publication; where it once was, lead on or say that it was withdrawn."""
    if request.path != output_href(slug.lower()):
        return redirect(output_href(slug.lower()), 301)
    output = output_at(slug)
    if output is None:
        return _moved_or_withdrawn(slug)
    essays = essays_of(output) if is_series(output) else []
    summary = markdown(output.abstract).striptags()[:SUMMARY]
    parent = (
        [] if output.parent is None else [(output.parent.title, output_href(output.parent.slug))]
    )
    trail = [(_("Publications"), LIST), *parent]
    here = (output.title, output_href(output.slug))
    return render_template(
        "archive/publication.html",
        page=output_page(output, essays),
        trail=[{"label": label, "href": href} for label, href in trail],
        linked_data=[described_output(output, essays, summary), described_trail([*trail, here])],
    )


def _moved_or_withdrawn(slug: str) -> ResponseReturnValue:
    """Lead to the present address, or show what was left here. Raises NotFound."""
    if (present := moved_to(slug)) is not None:
        return redirect(output_href(present), 301)
    left = withdrawn_from(slug)
    if left is None:
        raise NotFound
    return render_template("archive/publication_withdrawn.html", at=left.withdrawn_at), 410


def _list_href(asked: Asked, number: int) -> str:
    """Return the one address of a page of the list."""
    given = {"kind": asked.kind, "topic": asked.topic, "year": asked.year}
    told = {name: value for name, value in given.items() if value}
    if number > 1:
        told["page"] = str(number)
    return f"{LIST}?{urlencode(told)}" if told else LIST
