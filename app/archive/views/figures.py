"""The archive in pictures."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import public
from app.archive import queries
from app.archive.countries import world
from app.archive.figures_page import figures_page
from app.archive.linked_data import described_trail
from app.core.clock import now
from app.core.errors import NotFound
from app.web.asked import words_in
from app.web.page_cache import cached_page, fresh_until


def add_to(bp: Blueprint) -> None:
    """Give ``bp`` its routes."""
    bp.get("/archive/figures")(figures)


@cached_page(params=("programme",))
@public
def figures() -> ResponseReturnValue:
    """Draw past events by year and kind, and where those come from who made them."""
    slug = words_in(request.args, "programme")
    programme = queries.programme_at(slug) if slug else None
    if slug and programme is None:
        raise NotFound
    at = now()
    fresh_until(queries.next_turn(at))
    page = figures_page(programme, at)
    trail = [(_("Archive"), "/archive/"), (_("The archive in pictures"), page.href)]
    return render_template(
        "archive/figures.html", page=page, world=world(), linked_data=[described_trail(trail)]
    )
