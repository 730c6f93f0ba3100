"""One box for everything public: events, persons, publications and transcripts, found by words."""

from __future__ import annotations

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from app.access.doors import public
from app.archive.criteria import NAMES, Criteria
from app.archive.search_page import search_page, suggested
from app.web.asked import page_in, words_in
from app.web.navigation import stand_under
from app.web.page_cache import cached_page


def add_to(bp: Blueprint) -> None:
    """Give ``bp`` its routes."""
    bp.get("/search")(search)
    bp.get("/search/suggestions")(suggestions)


@cached_page(params=(*NAMES, "in", "page"))
@public
def search() -> ResponseReturnValue:
    """Show what answers to the words, titles and names first; without words, how to ask."""
    stand_under("/archive/")
    criteria, shelf = Criteria.from_args(request.args), words_in(request.args, "in")
    page = search_page(criteria, shelf, number=page_in(request.args))
    return render_template("archive/search.html", page=page, criteria=criteria)


@cached_page(params=("q",))
@public
def suggestions() -> ResponseReturnValue:
    """Give the titles and names that the words may be the beginning of, while they are typed."""
    return jsonify(suggested(words_in(request.args)))
