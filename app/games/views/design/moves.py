"""Moves: when each is planned, its situation, and what is asked."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.games.forms.design.course import MoveForm
from app.games.forms.design.times import fold_of, local
from app.games.models import Game, GameMove
from app.games.operations import design, redesign
from app.games.queries.design import game_for, move_for, moves_of, scenario_for, scenarios_of
from app.games.views.design.blueprint import bp
from app.web.answers import answer_form
from app.web.forms import Form


@bp.get("/moves/")
@staff(Permission.READ)
def moves(key: str) -> ResponseReturnValue:
    """Show the moves in their order."""
    game = game_for(key)
    return render_template(
        "games/design/moves.html", event=game.event, game=game, moves=moves_of(game)
    )


@bp.get("/moves/new")
@staff(Permission.EDIT)
def new_move(key: str) -> ResponseReturnValue:
    """Ask for a move."""
    game = game_for(key, Permission.EDIT)
    return _page(game, _form(game))


@bp.post("/moves/new")
@staff(Permission.EDIT)
def add_move(key: str) -> ResponseReturnValue:
    """Add the move after the others."""
    game = game_for(key, Permission.EDIT)
    form = _form(game)

    def change() -> str:
        typed = _typed(game, form)
        redesign.require_order(typed["starts_at"], typed["ends_at"])
        design.add_move(game, **typed)
        return _saved(key)

    return answer_form(form, change=change, page=lambda: _page(game, form))


@bp.get("/moves/<move>")
@staff(Permission.READ)
def move(key: str, move: str) -> ResponseReturnValue:
    """Show a move, for change where the viewer may and it was not opened yet."""
    game = game_for(key)
    found = move_for(game, move)
    form = _form(game, data=_values(found, game))
    form.opened_on(_values(found, game))
    return _page(game, form, found)


@bp.post("/moves/<move>")
@staff(Permission.EDIT)
def save_move(key: str, move: str) -> ResponseReturnValue:
    """Keep the move as typed."""
    game = game_for(key, Permission.EDIT)
    found = move_for(game, move)
    form = _form(game)

    def change() -> str:
        redesign.edit_move(game, found, **_typed(game, form))
        return _saved(key)

    return answer_form(
        form,
        change=change,
        page=lambda: _page(game, form, found),
        standing=lambda: _values(found, game),
    )


@bp.post("/moves/<move>/delete")
@staff(Permission.EDIT)
def delete_move(key: str, move: str) -> ResponseReturnValue:
    """Take the last move out of the game."""
    game = game_for(key, Permission.EDIT)
    found = move_for(game, move)
    form = Form()
    shown = _form(game, formdata=None, data=_values(found, game))

    def change() -> str:
        redesign.delete_move(game, move_for(game, move))
        return _saved(key)

    return answer_form(form, change=change, page=lambda: _page(game, shown, found, refused=form))


def _saved(key: str) -> str:
    flash(_("The moves are saved."), "success")
    return url_for(".moves", key=key)


def _form(game: Game, **kwargs: Any) -> MoveForm:
    return MoveForm(zone=game.event.zone, scenarios=scenarios_of(game), **kwargs)


def _typed(game: Game, form: MoveForm) -> dict[str, Any]:
    return {
        "title": form.title.data or "",
        "scenario": scenario_for(game, form.scenario.data) if form.scenario.data else None,
        "starts_at": form.starts_at.instant,
        "ends_at": form.ends_at.instant,
        "situation_at": form.situation_at.data,
        "situation": form.situation.data or "",
        "ask": form.ask.data or "",
        "due_minutes": form.due_minutes.data,
    }


def _values(found: GameMove, game: Game) -> dict[str, object]:
    zone = game.event.zone
    return {
        "title": found.title,
        "scenario": found.scenario.key if found.scenario else "",
        "starts_at": local(found.starts_at, zone),
        "ends_at": local(found.ends_at, zone),
        "situation_at": found.situation_at,
        "situation": found.situation,
        "ask": found.ask,
        "due_minutes": found.due_minutes,
        "fold": fold_of(zone, found.starts_at, found.ends_at),
    }


def _page(
    game: Game, form: MoveForm, found: GameMove | None = None, *, refused: Form | None = None
) -> str:
    return render_template(
        "games/design/move.html",
        event=game.event,
        game=game,
        form=form,
        move=found,
        refused=refused,
        opened=found is not None and found.number <= game.move_number,
    )
