"""Indicators: what control keeps a value of, and who sees it."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.games.forms.design.course import IndicatorForm
from app.games.models import Game, GameTeam, Indicator
from app.games.operations import design, redesign
from app.games.queries.design import (
    game_for,
    indicator_for,
    indicators_of,
    roster_of,
    team_for,
)
from app.games.rules import SIGHT_LABELS, Sight, TeamKind
from app.games.views.design.blueprint import bp
from app.web.answers import answer_form
from app.web.forms import Form


@bp.get("/indicators/")
@staff(Permission.READ)
def indicators(key: str) -> ResponseReturnValue:
    """Show the indicators with their scales."""
    game = game_for(key)
    return render_template(
        "games/design/indicators.html",
        event=game.event,
        game=game,
        indicators=indicators_of(game),
        sights={sight: _(label) for sight, label in SIGHT_LABELS.items()},
    )


@bp.get("/indicators/new")
@staff(Permission.EDIT)
def new_indicator(key: str) -> ResponseReturnValue:
    """Ask for an indicator."""
    game = game_for(key, Permission.EDIT)
    return _page(game, _form(game))


@bp.post("/indicators/new")
@staff(Permission.EDIT)
def add_indicator(key: str) -> ResponseReturnValue:
    """Add the indicator after the others."""
    game = game_for(key, Permission.EDIT)
    form = _form(game)

    def change() -> str:
        typed = _typed(game, form)
        redesign.require_free_indicator(game, typed["name"])
        redesign.seen_by(typed["sight"], typed["team"])
        design.add_indicator(game, **typed)
        return _saved(key)

    return answer_form(form, change=change, page=lambda: _page(game, form))


@bp.get("/indicators/<indicator>")
@staff(Permission.EDIT)
def indicator(key: str, indicator: str) -> ResponseReturnValue:
    """Show an indicator for change."""
    game = game_for(key, Permission.EDIT)
    found = indicator_for(game, indicator)
    form = _form(game, data=_values(found))
    form.opened_on(_values(found))
    return _page(game, form, found)


@bp.post("/indicators/<indicator>")
@staff(Permission.EDIT)
def save_indicator(key: str, indicator: str) -> ResponseReturnValue:
    """Keep the indicator as typed."""
    game = game_for(key, Permission.EDIT)
    found = indicator_for(game, indicator)
    form = _form(game)

    def change() -> str:
        redesign.edit_indicator(game, found, **_typed(game, form))
        return _saved(key)

    return answer_form(
        form,
        change=change,
        page=lambda: _page(game, form, found),
        standing=lambda: _values(found),
    )


@bp.post("/indicators/<indicator>/delete")
@staff(Permission.EDIT)
def delete_indicator(key: str, indicator: str) -> ResponseReturnValue:
    """Take the indicator away."""
    game = game_for(key, Permission.EDIT)
    found = indicator_for(game, indicator)
    shown = _form(game, formdata=None, data=_values(found))
    form = Form()

    def change() -> str:
        redesign.delete_indicator(game, indicator_for(game, indicator))
        return _saved(key)

    return answer_form(form, change=change, page=lambda: _page(game, shown, found, refused=form))


def _saved(key: str) -> str:
    flash(_("The indicators are saved."), "success")
    return url_for(".indicators", key=key)


def _teams(game: Game) -> list[GameTeam]:
    return [team for team in roster_of(game) if team.kind is TeamKind.TEAM]


def _form(game: Game, **kwargs: Any) -> IndicatorForm:
    return IndicatorForm(teams=_teams(game), **kwargs)


def _typed(game: Game, form: IndicatorForm) -> dict[str, Any]:
    sight = Sight(form.sight.data)
    one_team = sight is Sight.TEAM and form.team.data
    return {
        "name": form.name.data or "",
        "low": form.low.data,
        "high": form.high.data,
        "start": form.start.data,
        "low_label": form.low_label.data or "",
        "high_label": form.high_label.data or "",
        "sight": sight,
        "team": team_for(game, form.team.data) if one_team else None,
    }


def _values(found: Indicator) -> dict[str, object]:
    return {
        "name": found.name,
        "low": found.low,
        "high": found.high,
        "start": found.start,
        "low_label": found.low_label,
        "high_label": found.high_label,
        "sight": found.sight.value,
        "team": found.team.key if found.team else "",
    }


def _page(
    game: Game,
    form: IndicatorForm,
    found: Indicator | None = None,
    *,
    refused: Form | None = None,
) -> str:
    return render_template(
        "games/design/indicator.html",
        event=game.event,
        game=game,
        form=form,
        indicator=found,
        refused=refused,
    )
