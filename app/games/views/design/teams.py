"""Teams, roles, and who plays them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.games.forms.design.roster import CastForm, RoleForm, SwitchForm, TeamForm
from app.games.models import Casting, Game, GameRole, GameTeam
from app.games.operations import design, roster
from app.games.queries.design import (
    casting_for,
    game_for,
    moves_of,
    role_for,
    roster_of,
    seats_in,
    secrets_of,
    team_for,
)
from app.games.rules import TEAM_KIND_LABELS, TeamKind
from app.games.views.design.blueprint import bp
from app.participation.queries import seat_for
from app.web.answers import answer_form, answer_once
from app.web.forms import Form

SECRETS = ("brief", "goals", "red_lines")


@bp.get("/teams/")
@staff(Permission.READ)
def teams(key: str) -> ResponseReturnValue:
    """Show the roster: teams in their order, their roles, and who plays them."""
    game = game_for(key)
    found = roster_of(game)
    cast = {one.participation_id for team in found for role in team.roles for one in role.castings}
    return render_template(
        "games/design/teams.html",
        event=game.event,
        game=game,
        teams=found,
        kinds={kind: _(label) for kind, label in TEAM_KIND_LABELS.items()},
        idle=[seat for seat in seats_in(game) if seat.id not in cast],
        secrets=secrets_of(game),
    )


@bp.get("/teams/new")
@staff(Permission.EDIT)
def new_team(key: str) -> ResponseReturnValue:
    """Ask for a team."""
    return _team_page(game_for(key, Permission.EDIT), TeamForm())


@bp.post("/teams/new")
@staff(Permission.EDIT)
def add_team(key: str) -> ResponseReturnValue:
    """Add the team after the others."""
    game = game_for(key, Permission.EDIT)
    form = TeamForm()

    def change() -> str:
        name = form.name.data or ""
        roster.require_free_name(game.event_id, name)
        team = design.add_team(
            game,
            name=name,
            kind=TeamKind(form.kind.data),
            public_brief=form.public_brief.data or "",
        )
        _keep_secret(form, team)
        return _saved(key)

    return answer_form(form, change=change, page=lambda: _team_page(game, form))


@bp.get("/teams/<team>")
@staff(Permission.EDIT)
def team(key: str, team: str) -> ResponseReturnValue:
    """Show a team for change."""
    game = game_for(key, Permission.EDIT)
    found = team_for(game, team)
    form = TeamForm(data=_team_values(game, found))
    form.opened_on(_team_values(game, found))
    return _team_page(game, form, found)


@bp.post("/teams/<team>")
@staff(Permission.EDIT)
def save_team(key: str, team: str) -> ResponseReturnValue:
    """Keep the team as typed."""
    game = game_for(key, Permission.EDIT)
    found = team_for(game, team)
    form = TeamForm()

    def change() -> str:
        roster.edit_team(
            found,
            name=form.name.data or "",
            kind=TeamKind(form.kind.data),
            public_brief=form.public_brief.data or "",
        )
        _keep_secret(form, found)
        return _saved(key)

    return answer_form(
        form,
        change=change,
        page=lambda: _team_page(game, form, found),
        standing=lambda: _team_values(game, found),
    )


@bp.post("/teams/<team>/<any(up, down):way>")
@staff(Permission.EDIT)
def move_team(key: str, team: str, way: str) -> ResponseReturnValue:
    """Let the team change places with its neighbour."""
    game = game_for(key, Permission.EDIT)

    def change() -> str:
        roster.move_team(team_for(game, team), up=way == "up")
        return url_for(".teams", key=key)

    return answer_once(request.form.get("once"), change)


@bp.post("/teams/<team>/delete")
@staff(Permission.EDIT)
def delete_team(key: str, team: str) -> ResponseReturnValue:
    """Take the team out of the game."""
    game = game_for(key, Permission.EDIT)
    found = team_for(game, team)
    form = Form()
    shown = TeamForm(formdata=None, data=_team_values(game, found))
    return _answer(
        form,
        lambda: roster.delete_team(team_for(game, team)),
        to=url_for(".teams", key=key),
        page=lambda: _team_page(game, shown, found, refused=form),
    )


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
        _keep_secret(form, found, role)
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
        _keep_secret(form, found.team, found)
        return _saved(key)

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
    return _answer(
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
        return _saved(key)

    return answer_form(form, change=change, page=lambda: _casting_page(game, found, form))


@bp.post("/castings/<casting>/end")
@staff(Permission.EDIT)
def end_casting(key: str, casting: str) -> ResponseReturnValue:
    """Take the role from whoever holds it."""
    game = game_for(key, Permission.EDIT)
    found = casting_for(game, casting)
    form = Form()
    return _answer(
        form,
        lambda: roster.end_role(game, casting_for(game, casting)),
        to=url_for(".teams", key=key),
        page=lambda: _casting_page(game, found, _switch_form(game, formdata=None), refused=form),
    )


def _answer(
    form: Form, act: Callable[[], object], *, to: str, page: Callable[[], str]
) -> ResponseReturnValue:
    """Do what a button asks for; what is refused is said on the page of the button."""

    def change() -> str:
        act()
        return to

    return answer_form(form, change=change, page=page)


def _saved(key: str) -> str:
    flash(_("The roster is saved."), "success")
    return url_for(".teams", key=key)


def _keep_secret(form: TeamForm | RoleForm, team: GameTeam, role: GameRole | None = None) -> None:
    roster.edit_brief(
        team,
        role,
        brief=form.brief.data or "",
        goals=form.goals.data or "",
        red_lines=form.red_lines.data or "",
    )


def _secret_values(game: Game, team: int, role: int | None) -> dict[str, object]:
    secret = secrets_of(game).get((team, role))
    return {name: getattr(secret, name) if secret else "" for name in SECRETS}


def _team_values(game: Game, team: GameTeam) -> dict[str, object]:
    return _secret_values(game, team.id, None) | {
        "name": team.name,
        "kind": team.kind.value,
        "public_brief": team.public_brief,
    }


def _role_values(game: Game, role: GameRole) -> dict[str, object]:
    return _secret_values(game, role.team_id, role.id) | {
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


def _switch_form(game: Game, **kwargs: Any) -> SwitchForm:
    return SwitchForm(
        teams=roster_of(game), moves=moves_of(game), present=game.move_number, **kwargs
    )


def _team_page(
    game: Game, form: TeamForm, team: GameTeam | None = None, refused: Form | None = None
) -> str:
    return render_template(
        "games/design/team.html", event=game.event, game=game, form=form, team=team, refused=refused
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
