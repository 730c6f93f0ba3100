"""The pages of the public site. Whoever asks, they are made on behalf of a visitor."""

from __future__ import annotations

from flask import Blueprint, Flask
from flask_babel import lazy_gettext as _l

from app.access.enforcement import look_as
from app.access.viewers import ANONYMOUS
from app.archive import indexing
from app.archive.linked_data import absolute
from app.archive.views import (
    events,
    feeds,
    figures,
    lists,
    media,
    people,
    programmes,
    publications,
    search,
)
from app.web.navigation import Entry, add_to_menu

bp = Blueprint("archive", __name__)
bp.before_request(lambda: look_as(ANONYMOUS))
bp.context_processor(lambda: {"absolute": absolute})

for room in (lists, figures, search, events, media, people, programmes, publications, feeds):
    room.add_to(bp)


def init_app(app: Flask) -> None:
    """Add the public site to ``app``."""
    app.register_blueprint(bp)
    indexing.init_app()
    add_to_menu(
        app,
        "public",
        Entry(_l("Upcoming"), "archive.upcoming_list", 10),
        Entry(_l("Archive"), "archive.archive_list", 20),
        Entry(_l("Publications"), "archive.publication_list", 25),
        Entry(_l("Programmes"), "archive.programme_list", 30),
    )
