"""The pages of a role, and how it is given to somebody."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.games.forms.design.roster import CastForm, RoleForm
from app.games.models import Game, GameRole, GameTeam
from app.games.operations import design, roster
from app.games.queries.design import game_for, moves_of, role_for, seats_in, team_for
from app.games.views.design.blueprint import bp
from app.games.views.design.roster import answer_button, keep_secret, saved, secret_values
from app.participation.queries import seat_for
from app.web.answers import answer_form, answer_once
from app.web.forms import Form


@bp.get("/teams/<team>/roles/new")
@staff(Permission.EDIT)
def new_role(key: str, team: str) -> ResponseReturnValue:
    """Ask for a role."""
    game = game_for(key, Permission.EDIT)
    return _role_page(game, RoleForm(), team_for(game, team))


@bp.post("/teams/<team>/roles/new")
@staff(Permission.EDIT)
def add_role(key: str, team: str) -> ResponseReturnValue:
    """Add the role to its team."""
    game = game_for(key, Permission.EDIT)
    found = team_for(game, team)
    form = RoleForm()

    def change() -> str:
        name = form.name.data or ""
        roster.require_free_role(found, name)
        role = design.add_role(
            found,
            name=name,
            leads=bool(form.leads.data),
            public_brief=form.public_brief.data or "",
        )
        keep_secret(form, found, role)
        flash(_("The role is added. Choose who plays it."), "success")
        return url_for(".role", key=key, role=role.key)

    return answer_form(form, change=change, page=lambda: _role_page(game, form, found))


@bp.get("/roles/<role>")
@staff(Permission.EDIT)
def role(key: str, role: str) -> ResponseReturnValue:
    """Show a role and its castings for change."""
    game = game_for(key, Permission.EDIT)
    found = role_for(game, role)
    form = RoleForm(data=_role_values(game, found))
    form.opened_on(_role_values(game, found))
    return _role_page(game, form, found.team, found)


@bp.post("/roles/<role>")
@staff(Permission.EDIT)
def save_role(key: str, role: str) -> ResponseReturnValue:
    """Keep the role as typed."""
    game = game_for(key, Permission.EDIT)
    found = role_for(game, role)
    form = RoleForm()

    def change() -> str:
        roster.edit_role(
            found,
            name=form.name.data or "",
            leads=bool(form.leads.data),
            public_brief=form.public_brief.data or "",
        )
        keep_secret(form, found.team, found)
        return saved(key)

    return answer_form(
        form,
        change=change,
        page=lambda: _role_page(game, form, found.team, found),
        standing=lambda: _role_values(game, found),
    )


@bp.post("/roles/<role>/<any(up, down):way>")
@staff(Permission.EDIT)
def move_role(key: str, role: str, way: str) -> ResponseReturnValue:
    """Let the role change places with its neighbour."""
    game = game_for(key, Permission.EDIT)

    def change() -> str:
        roster.move_role(role_for(game, role), up=way == "up")
        return url_for(".teams", key=key)

    return answer_once(request.form.get("once"), change)


@bp.post("/roles/<role>/delete")
@staff(Permission.EDIT)
def delete_role(key: str, role: str) -> ResponseReturnValue:
    """Take the role out of its team."""
    game = game_for(key, Permission.EDIT)
    found = role_for(game, role)
    form = Form()
    shown = RoleForm(formdata=None, data=_role_values(game, found))
    return answer_button(
        form,
        lambda: roster.delete_role(role_for(game, role)),
        to=url_for(".teams", key=key),
        page=lambda: _role_page(game, shown, found.team, found, refused=form),
    )


@bp.post("/roles/<role>/castings")
@staff(Permission.EDIT)
def cast(key: str, role: str) -> ResponseReturnValue:
    """Give the role to somebody who has a seat."""
    game = game_for(key, Permission.EDIT)
    found = role_for(game, role)
    form = _cast_form(game)

    def change() -> str:
        roster.give_role(
            game,
            found,
            seat_for(game.event, form.seat.data or ""),
            from_move=int(form.from_move.data or 0),
            to_move=int(form.to_move.data) if form.to_move.data else None,
        )
        return url_for(".role", key=key, role=role, _anchor="castings")

    shown = RoleForm(formdata=None, data=_role_values(game, found))
    return answer_form(
        form, change=change, page=lambda: _role_page(game, shown, found.team, found, cast=form)
    )


def _role_values(game: Game, role: GameRole) -> dict[str, object]:
    return secret_values(game, role.team_id, role.id) | {
        "name": role.name,
        "leads": role.leads,
        "public_brief": role.public_brief,
    }


def _cast_form(game: Game, **kwargs: Any) -> CastForm:
    return CastForm(
        seats=seats_in(game),
        moves=moves_of(game),
        present=game.move_number,
        prefix="cast",
        **kwargs,
    )


def _role_page(
    game: Game,
    form: RoleForm,
    team: GameTeam,
    role: GameRole | None = None,
    *,
    cast: CastForm | None = None,
    refused: Form | None = None,
) -> str:
    return render_template(
        "games/design/role.html",
        event=game.event,
        game=game,
        form=form,
        team=team,
        role=role,
        cast=cast or _cast_form(game, formdata=None),
        refused=refused,
    )
