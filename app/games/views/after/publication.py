"""Which parts of a finished game are public."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.events.models import Event
from app.events.queries import may
from app.events.rules import PUBLICATION_LABELS, Publication, names_may_be_shown
from app.extensions import db
from app.games.forms.after import ReleaseForm
from app.games.models import Game, GameRelease
from app.games.operations import after
from app.games.rules import Phase
from app.games.views.after.blueprint import bp, opened
from app.web.answers import Values, answer_form


@bp.get("/publication/")
@staff(Permission.READ)
def publication(key: str) -> ResponseReturnValue:
    """Show the switches, and what a visitor sees by each."""
    event, game = opened(key)
    return _page(event, game, _form(game))


@bp.post("/publication/")
@staff(Permission.RELEASE)
def save_publication(key: str) -> ResponseReturnValue:
    """Keep the switches as they were set."""
    event, game = opened(key, Permission.RELEASE)
    form = _form(game)

    def change() -> str:
        after.tell(
            game,
            players=form.players.data,
            castings=form.castings.data,
            decisions=form.decisions.data,
            injects=form.injects.data,
            messages=form.messages.data,
        )
        flash(_("What the public sees of the game is kept."), "success")
        return url_for("game_after.publication", key=key)

    return answer_form(
        form,
        change=change,
        page=lambda: _page(event, game, form),
        standing=lambda: _switched(game),
    )


def _switched(game: Game) -> Values:
    release = db.session.get_one(GameRelease, game.event_id)
    return {
        "players": release.players,
        "castings": release.castings,
        "decisions": release.decisions,
        "injects": release.injects,
        "messages": release.messages,
    }


def _form(game: Game) -> ReleaseForm:
    form = ReleaseForm(data=dict(_switched(game)))
    form.opened_on(_switched(game))
    return form


def _page(event: Event, game: Game, form: ReleaseForm) -> str:
    return render_template(
        "games/after/publication.html",
        event=event,
        form=form,
        is_over=game.phase is Phase.FINISHED,
        names_covered=event.publication is Publication.WITHOUT_PEOPLE
        or not names_may_be_shown(event.attribution),
        standing=_(PUBLICATION_LABELS[event.publication]),
        may_release=may(Permission.RELEASE, event),
    )
