"""The pages of the public site. Whoever asks, they are made on behalf of a visitor."""

from __future__ import annotations

from flask import Blueprint, Flask
from flask_babel import lazy_gettext as _l

from app.access.enforcement import look_as
from app.access.viewers import ANONYMOUS
from app.archive import indexing
from app.archive.embedding import oembed_href
from app.archive.linked_data import absolute
from app.archive.views import (
    embedded,
    events,
    feeds,
    figures,
    games,
    gatherings,
    lists,
    media,
    people,
    pictures,
    preview,
    programmes,
    publications,
    search,
)
from app.web.navigation import Entry, add_to_menu

bp = Blueprint("archive", __name__)
bp.before_request(lambda: look_as(ANONYMOUS))

for room in (
    lists,
    search,
    events,
    media,
    people,
    programmes,
    publications,
    gatherings,
    feeds,
    embedded,
    pictures,
    figures,
    games,
):
    room.add_to(bp)


def init_app(app: Flask) -> None:
    """Add the public site to ``app``."""
    app.jinja_env.globals |= {"absolute": absolute, "oembed_href": oembed_href}
    app.register_blueprint(bp)
    app.register_blueprint(preview.bp)
    app.register_blueprint(games.preview)
    indexing.init_app()
    add_to_menu(
        app,
        "public",
        Entry(_l("Upcoming"), "archive.upcoming_list", 10),
        Entry(_l("Archive"), "archive.archive_list", 20),
        Entry(_l("Publications"), "archive.publication_list", 25),
        Entry(_l("Programmes"), "archive.programme_list", 30),
    )
