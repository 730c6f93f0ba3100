"""The page of a finished game, for visitors and, before anything is switched on, for staff."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import public, staff
from app.access.enforcement import current_viewer, viewing_as
from app.access.roles import Permission
from app.access.viewers import ANONYMOUS
from app.archive import queries
from app.archive.game_page import game_page
from app.archive.lines import event_href
from app.archive.linked_data import absolute, described_trail
from app.archive.queries.games import is_game_told
from app.core.errors import DomainError, NotFound
from app.events.queries import event_for
from app.events.rules import Publication
from app.games.forms.after import ReleaseForm
from app.games.operations import after
from app.games.queries import game_of
from app.infra.transaction import rehearsal
from app.web.navigation import stand_under
from app.web.page_cache import cached_page

preview = Blueprint(
    "game_preview", __name__, url_prefix="/staff/events/<key>/game/after/publication/preview"
)
preview.context_processor(
    lambda: {"absolute": absolute, "links_leave": current_viewer() is ANONYMOUS}
)


def add_to(bp: Blueprint) -> None:
    """Give ``bp`` its route."""
    bp.get("/events/<slug>/game")(game)


@cached_page()
@public
def game(slug: str) -> ResponseReturnValue:
    """Tell of a finished game what was switched on; else answer as if there had been none."""
    if slug != slug.lower():
        return redirect(f"{event_href(slug.lower())}/game", 301)
    return answer_at(slug)


def answer_at(slug: str) -> ResponseReturnValue:
    """Return what a visitor gets at the address of a game. Raises NotFound."""
    event = queries.event_at(slug)
    if event is None and (present := queries.moved_to(slug)) is not None:
        return redirect(f"{event_href(present)}/game", 301)
    if event is None or not is_game_told(event):
        raise NotFound
    stand_under("/archive/")
    trail = [
        (_("Archive"), "/archive/"),
        (event.title, event_href(event.slug)),
        (_("The game"), f"{event_href(event.slug)}/game"),
    ]
    return render_template(
        "archive/game.html", page=game_page(event), linked_data=[described_trail(trail)]
    )


@preview.get("/")
@staff(Permission.READ)
def page(key: str) -> ResponseReturnValue:
    """Answer as the public address of the game answers a visitor now."""
    slug = event_for(key).slug
    with viewing_as(ANONYMOUS):
        html = _shown(slug)
    return make_response(html or _nothing(key))


@preview.post("/")
@staff(Permission.RELEASE)
def rehearsed(key: str) -> ResponseReturnValue:
    """Show what a visitor would see by the switches as they stand in the form; nothing is kept."""
    event = event_for(key, Permission.RELEASE)
    form, slug = ReleaseForm(), event.slug
    if not form.validate():
        return make_response(_nothing(key), 422)
    html = None
    try:
        with rehearsal():
            game = game_of(event_for(key, Permission.RELEASE))
            if game.event.publication is Publication.UNPUBLISHED:
                # The switches are tried before the event itself goes out.
                game.event.publication = Publication.PUBLIC
            after.tell(
                game,
                players=form.players.data,
                castings=form.castings.data,
                decisions=form.decisions.data,
                injects=form.injects.data,
                messages=form.messages.data,
            )
            with viewing_as(ANONYMOUS):
                html = _shown(slug)
    except DomainError as refusal:
        return make_response(_nothing(key, _(refusal.message, **refusal.facts)), 422)
    return make_response(html or _nothing(key))


def _shown(slug: str) -> str | None:
    """Return the page at ``slug`` for the present viewer; None where it is not found."""
    try:
        answer = answer_at(slug)
    except NotFound:
        return None
    return answer if isinstance(answer, str) else None


def _nothing(key: str, why: str = "") -> str:
    return render_template("archive/game_preview.html", event=event_for(key), why=why)
