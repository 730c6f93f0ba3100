"""The page of a person: what they are, and where they spoke as what."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.access.doors import public
from app.archive import queries
from app.archive.lines import person_href
from app.archive.linked_data import described_person, described_trail
from app.archive.person_page import present_offices, years_of
from app.core.clock import now
from app.core.errors import NotFound
from app.web.page_cache import cached_page, fresh_until


def add_to(bp: Blueprint) -> None:
    """Give ``bp`` its routes."""
    bp.get("/people/<slug>")(person_detail)
    bp.get("/people/<slug>/", endpoint="person_slash")(person_detail)


@cached_page()
@public
def person_detail(slug: str) -> ResponseReturnValue:
    """Show a person who is billed at a released event."""
    if request.path != person_href(slug.lower()):
        return redirect(person_href(slug.lower()), 301)
    at = now()
    fresh_until(queries.next_turn(at))
    person = queries.person_at(slug)
    appearances = queries.appearances_of(person, at) if person else []
    if person is None or not appearances:
        raise NotFound
    offices = present_offices(person, at)
    trail = [(person.display_name, person_href(person.slug))]
    return render_template(
        "archive/person.html",
        person=person,
        offices=[office.billed_as for office in offices],
        years=years_of(appearances),
        linked_data=[described_person(person, offices), described_trail(trail)],
    )
