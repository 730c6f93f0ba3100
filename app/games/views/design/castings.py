"""The page of a casting: whoever plays a role may play another one from a move on, or none."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.doors import staff
from app.access.roles import Permission
from app.games.forms.design.roster import SwitchForm
from app.games.models import Casting, Game
from app.games.operations import roster
from app.games.queries.design import casting_for, game_for, moves_of, role_for, roster_of
from app.games.views.design.blueprint import bp
from app.games.views.design.roster import answer_button, saved
from app.web.answers import answer_form
from app.web.forms import Form


@bp.get("/castings/<casting>")
@staff(Permission.EDIT)
def casting(key: str, casting: str) -> ResponseReturnValue:
    """Show how somebody may play another role from a move on, or none."""
    game = game_for(key, Permission.EDIT)
    return _casting_page(game, casting_for(game, casting), _switch_form(game))


@bp.post("/castings/<casting>")
@staff(Permission.EDIT)
def switch(key: str, casting: str) -> ResponseReturnValue:
    """Let somebody play another role from a move on."""
    game = game_for(key, Permission.EDIT)
    found = casting_for(game, casting)
    form = _switch_form(game)

    def change() -> str:
        roster.switch_role(
            game,
            found,
            role_for(game, form.role.data or ""),
            at_move=int(form.at_move.data or 0),
        )
        return saved(key)

    return answer_form(form, change=change, page=lambda: _casting_page(game, found, form))


@bp.post("/castings/<casting>/end")
@staff(Permission.EDIT)
def end_casting(key: str, casting: str) -> ResponseReturnValue:
    """Take the role from whoever holds it."""
    game = game_for(key, Permission.EDIT)
    found = casting_for(game, casting)
    form = Form()
    return answer_button(
        form,
        lambda: roster.end_role(game, casting_for(game, casting)),
        to=url_for(".teams", key=key),
        page=lambda: _casting_page(game, found, _switch_form(game, formdata=None), refused=form),
    )


def _switch_form(game: Game, **kwargs: Any) -> SwitchForm:
    return SwitchForm(
        teams=roster_of(game), moves=moves_of(game), present=game.move_number, **kwargs
    )


def _casting_page(
    game: Game, casting: Casting, form: SwitchForm, refused: Form | None = None
) -> str:
    return render_template(
        "games/design/casting.html",
        event=game.event,
        game=game,
        casting=casting,
        form=form,
        refused=refused,
    )
