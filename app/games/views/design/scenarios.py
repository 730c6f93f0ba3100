"""Scenarios: their text with its versions, and when each team is given them."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import NotFound
from app.games.forms.design.course import (
    BeforeMoveForm,
    ReleaseTimesForm,
    ScenarioForm,
    release_times_form,
)
from app.games.forms.design.times import fold_of, local
from app.games.models import Game, GameTeam, Scenario
from app.games.operations import design, redesign
from app.games.queries.design import game_for, moves_of, roster_of, scenario_for, scenarios_of
from app.games.rules import TeamKind
from app.games.views.design.blueprint import bp
from app.web.answers import answer_form
from app.web.forms import Form


@bp.get("/scenarios/")
@staff(Permission.READ)
def scenarios(key: str) -> ResponseReturnValue:
    """Show the scenarios in their order, with the times at which teams are given them."""
    game = game_for(key)
    return render_template(
        "games/design/scenarios.html",
        event=game.event,
        game=game,
        scenarios=scenarios_of(game),
        teams=_teams(game),
        moves=moves_of(game),
    )


@bp.get("/scenarios/new")
@staff(Permission.EDIT)
def new_scenario(key: str) -> ResponseReturnValue:
    """Ask for a scenario."""
    return _page(game_for(key, Permission.EDIT), ScenarioForm())


@bp.post("/scenarios/new")
@staff(Permission.EDIT)
def add_scenario(key: str) -> ResponseReturnValue:
    """Add the scenario after the others, or show how it reads."""
    game = game_for(key, Permission.EDIT)
    form = ScenarioForm()

    def change() -> str:
        scenario = design.add_scenario(game, title=form.title.data or "", text=form.text.data or "")
        flash(_("The scenario is added. Say when the teams are given it."), "success")
        return url_for(".scenario", key=key, scenario=scenario.key)

    if form.preview.data:
        return _page(game, form)
    return answer_form(form, change=change, page=lambda: _page(game, form))


@bp.get("/scenarios/<scenario>")
@staff(Permission.READ)
def scenario(key: str, scenario: str) -> ResponseReturnValue:
    """Show a scenario, for change where the viewer may."""
    game = game_for(key)
    found = scenario_for(game, scenario)
    form = ScenarioForm(data=_values(found))
    form.opened_on(_values(found))
    return _page(game, form, found)


@bp.post("/scenarios/<scenario>")
@staff(Permission.EDIT)
def save_scenario(key: str, scenario: str) -> ResponseReturnValue:
    """Keep the text as another version, or show how it reads."""
    game = game_for(key, Permission.EDIT)
    found = scenario_for(game, scenario)
    form = ScenarioForm()

    def change() -> str:
        design.edit_scenario(found, title=form.title.data or "", text=form.text.data or "")
        flash(_("The scenario is saved."), "success")
        return url_for(".scenario", key=key, scenario=scenario)

    if form.preview.data:
        return _page(game, form, found)
    return answer_form(
        form,
        change=change,
        page=lambda: _page(game, form, found),
        standing=lambda: _values(found),
    )


@bp.get("/scenarios/<scenario>/versions/<int:version>")
@staff(Permission.READ)
def scenario_version(key: str, scenario: str, version: int) -> ResponseReturnValue:
    """Show the text as it once was."""
    game = game_for(key)
    found = scenario_for(game, scenario)
    for one in found.versions:
        if one.version == version:
            return render_template(
                "games/design/version.html",
                event=game.event,
                game=game,
                scenario=found,
                version=one,
            )
    raise NotFound


@bp.post("/scenarios/<scenario>/times")
@staff(Permission.EDIT)
def save_times(key: str, scenario: str) -> ResponseReturnValue:
    """Keep when each team is given the scenario."""
    game = game_for(key, Permission.EDIT)
    found = scenario_for(game, scenario)
    form = _times_form(game)

    def change() -> str:
        for team in _teams(game):
            design.set_scenario_time(found, team, form.time_of(team))
        flash(_("The release times are saved."), "success")
        return url_for(".scenario", key=key, scenario=scenario, _anchor="times")

    return answer_form(
        form,
        change=change,
        page=lambda: _page(game, _shown(found), found, times=form),
        standing=lambda: _time_values(game, found),
    )


@bp.post("/scenarios/<scenario>/times/before")
@staff(Permission.EDIT)
def save_before(key: str, scenario: str) -> ResponseReturnValue:
    """Let all teams be given the scenario so many hours before its first move."""
    game = game_for(key, Permission.EDIT)
    found = scenario_for(game, scenario)
    form = BeforeMoveForm(prefix="before")

    def change() -> str:
        redesign.release_before_move(game, found, hours=form.hours.data or 0)
        flash(_("All teams are given it at the same time."), "success")
        return url_for(".scenario", key=key, scenario=scenario, _anchor="times")

    return answer_form(
        form, change=change, page=lambda: _page(game, _shown(found), found, before=form)
    )


@bp.post("/scenarios/<scenario>/delete")
@staff(Permission.EDIT)
def delete_scenario(key: str, scenario: str) -> ResponseReturnValue:
    """Take the scenario out of the game."""
    game = game_for(key, Permission.EDIT)
    found = scenario_for(game, scenario)
    form = Form()

    def change() -> str:
        redesign.delete_scenario(game, scenario_for(game, scenario))
        return url_for(".scenarios", key=key)

    return answer_form(
        form, change=change, page=lambda: _page(game, _shown(found), found, refused=form)
    )


def _teams(game: Game) -> list[GameTeam]:
    return [team for team in roster_of(game) if team.kind is TeamKind.TEAM]


def _values(found: Scenario) -> dict[str, object]:
    return {"title": found.title, "text": found.text}


def _shown(found: Scenario) -> ScenarioForm:
    form = ScenarioForm(formdata=None, data=_values(found))
    form.opened_on(_values(found))
    return form


def _time_values(game: Game, found: Scenario) -> dict[str, object]:
    zone = game.event.zone
    times = {one.team_id: one.release_at for one in found.times}
    values: dict[str, object] = {
        f"team_{team.key}": local(times.get(team.id), zone) for team in _teams(game)
    }
    return values | {"fold": fold_of(zone, *times.values())}


def _times_form(game: Game, **kwargs: object) -> ReleaseTimesForm:
    return release_times_form(_teams(game), zone=game.event.zone, prefix="times", **kwargs)


def _page(
    game: Game,
    form: ScenarioForm,
    found: Scenario | None = None,
    *,
    times: ReleaseTimesForm | None = None,
    before: BeforeMoveForm | None = None,
    refused: Form | None = None,
) -> str:
    if found is not None and times is None:
        times = _times_form(game, formdata=None, data=_time_values(game, found))
        times.opened_on(_time_values(game, found))
    return render_template(
        "games/design/scenario.html",
        event=game.event,
        game=game,
        form=form,
        scenario=found,
        times=times,
        before=before
        or BeforeMoveForm(prefix="before", formdata=None, data={"hours": game.lead_hours}),
        refused=refused,
        teams=_teams(game),
    )
