"""The page of a person: what they are, and where they spoke as what."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.access.doors import public
from app.archive import queries
from app.archive.lines import person_href
from app.archive.linked_data import described_person, described_trail
from app.archive.output_page import line_by
from app.archive.person_page import present_offices, public_biography, years_of
from app.core.clock import now
from app.core.errors import NotFound
from app.people.models import Person
from app.people.queries import survivor_of_slug
from app.publications.queries import outputs_by
from app.web.page_cache import cached_page, fresh_until


def add_to(bp: Blueprint) -> None:
    """Give ``bp`` its routes."""
    bp.get("/people/<slug>")(person_detail)
    bp.get("/people/<slug>/", endpoint="person_slash")(person_detail)
    bp.get("/people/<slug>/<shot>.jpg")(portrait)


@cached_page()
@public
def person_detail(slug: str) -> ResponseReturnValue:
    """Show a person who is billed at a released event, or in a publication."""
    if request.path != person_href(slug.lower()):
        return redirect(person_href(slug.lower()), 301)
    at = now()
    fresh_until(queries.next_turn(at))
    person = queries.person_at(slug)
    appearances = queries.appearances_of(person, at) if person else []
    written = outputs_by(person) if person else []
    if person is None or not (appearances or written):
        return _led_on(slug, at)
    offices = present_offices(person, at)
    trail = [(person.display_name, person_href(person.slug))]
    return render_template(
        "archive/person.html",
        person=person,
        offices=[office.billed_as for office in offices],
        years=years_of(appearances),
        publications=[line_by(one) for one in written],
        biography=public_biography(person),
        linked_data=[described_person(person, offices), described_trail(trail)],
    )


def _led_on(slug: str, at: datetime) -> ResponseReturnValue:
    """Lead on to whom somebody was merged into, if that one has a page. Raises NotFound."""
    survivor = survivor_of_slug(slug.lower())
    if survivor is None or not has_page(survivor, at):
        raise NotFound
    return redirect(person_href(survivor.slug), 301)


def has_page(person: Person, at: datetime) -> bool:
    """Whether the person is billed anywhere in public."""
    return bool(queries.appearances_of(person, at) or outputs_by(person))


@public
def portrait(slug: str, shot: str) -> ResponseReturnValue:
    """Give the portrait of a person who has a page and agrees that it is shown.

    Nothing keeps it without asking: consent can be taken back at any moment.
    """
    person = queries.person_at(slug)
    head_shot = person.head_shot if person else None
    if person is None or head_shot is None or head_shot.key != shot:
        raise NotFound
    if not has_page(person, now()):
        raise NotFound
    answer = Response(head_shot.content, mimetype="image/jpeg")
    answer.headers["Cache-Control"] = "public, no-cache"
    answer.set_etag(head_shot.key)
    return answer.make_conditional(request)
