"""The roster, and the pages of a team."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.games.forms.design.roster import TeamForm
from app.games.models import Game, GameTeam
from app.games.operations import design, roster
from app.games.queries.design import game_for, roster_of, seats_in, secrets_of, team_for
from app.games.rules import TEAM_KIND_LABELS, TeamKind
from app.games.views.design.blueprint import bp
from app.games.views.design.roster import answer_button, keep_secret, saved, secret_values
from app.web.answers import answer_form, answer_once
from app.web.forms import Form


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
        keep_secret(form, team)
        return saved(key)

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
        keep_secret(form, found)
        return saved(key)

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
    return answer_button(
        form,
        lambda: roster.delete_team(team_for(game, team)),
        to=url_for(".teams", key=key),
        page=lambda: _team_page(game, shown, found, refused=form),
    )


def _team_values(game: Game, team: GameTeam) -> dict[str, object]:
    return secret_values(game, team.id, None) | {
        "name": team.name,
        "kind": team.kind.value,
        "public_brief": team.public_brief,
    }


def _team_page(
    game: Game, form: TeamForm, team: GameTeam | None = None, refused: Form | None = None
) -> str:
    return render_template(
        "games/design/team.html", event=game.event, game=game, form=form, team=team, refused=refused
    )
