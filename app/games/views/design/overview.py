"""What the game is for, on what terms it is played, and what is missing before it starts."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import NotFound
from app.events.models import Event
from app.events.queries import event_for
from app.events.rules import EventKind
from app.games.forms.design.plan import PlanForm, TermsForm
from app.games.models import Game
from app.games.operations import design, redesign
from app.games.queries import game_of
from app.games.queries.design import game_for, has_game, missing_before_start, plan_for
from app.games.rules import PHASE_LABELS, TRAFFIC_LABELS, Phase, Traffic
from app.games.views.design.blueprint import bp
from app.web.answers import answer_form, answer_once

TEXTS = ("purpose", "questions", "objectives", "assumptions")


@bp.get("/")
@staff(Permission.READ)
def overview(key: str) -> ResponseReturnValue:
    """Show the game at a glance; of an event that has none yet, how to begin."""
    event = event_for(key)
    if not has_game(event):
        if event.kind is not EventKind.PEACE_GAME:
            raise NotFound
        return render_template("games/design/start.html", event=event)
    game = game_of(event)
    return render_template(
        "games/design/overview.html",
        event=event,
        game=game,
        plan=plan_for(game),
        phase=_(PHASE_LABELS[game.phase]),
        traffic=_(TRAFFIC_LABELS[game.traffic]),
        missing=[
            (_(one.message, **one.facts), _where(event, one.endpoint, **one.values))
            for one in missing_before_start(game)
        ]
        if game.phase is Phase.SCHEDULED
        else None,
    )


def _where(event: Event, endpoint: str, **values: Any) -> str:
    return url_for(f".{endpoint}", key=event.key, **values)


@bp.post("/start")
@staff(Permission.EDIT)
def start(key: str) -> ResponseReturnValue:
    """Begin the design, with control and observers in it."""
    event = event_for(key, Permission.EDIT)

    def change() -> str:
        if not has_game(event):
            design.start_design(event)
            flash(_("The game is begun. Say what it is for, then add teams."), "success")
        return url_for(".overview", key=key)

    return answer_once(request.form.get("once"), change)


@bp.get("/plan")
@staff(Permission.EDIT)
def plan(key: str) -> ResponseReturnValue:
    """Show purpose, questions, objectives and assumptions for change."""
    game = game_for(key, Permission.EDIT)
    form = PlanForm(data=_texts(game))
    form.opened_on(_texts(game))
    return _plan_page(game, form)


@bp.post("/plan")
@staff(Permission.EDIT)
def save_plan(key: str) -> ResponseReturnValue:
    """Keep them as typed."""
    game = game_for(key, Permission.EDIT)
    form = PlanForm()

    def change() -> str:
        design.set_plan(game, **{name: form[name].data or "" for name in TEXTS})
        flash(_("The plan of the game is saved."), "success")
        return url_for(".overview", key=key)

    return answer_form(
        form,
        change=change,
        page=lambda: _plan_page(game, form),
        standing=lambda: _texts(game),
    )


@bp.get("/terms")
@staff(Permission.EDIT)
def terms(key: str) -> ResponseReturnValue:
    """Show the terms of the game for change."""
    game = game_for(key, Permission.EDIT)
    form = TermsForm(data=_terms(game))
    form.opened_on(_terms(game))
    return _terms_page(game, form)


@bp.post("/terms")
@staff(Permission.EDIT)
def save_terms(key: str) -> ResponseReturnValue:
    """Keep the terms as chosen."""
    game = game_for(key, Permission.EDIT)
    form = TermsForm()

    def change() -> str:
        redesign.edit_terms(
            game,
            traffic=Traffic(form.traffic.data),
            pace=form.pace.data or 1,
            lead_hours=form.lead_hours.data or 0,
        )
        flash(_("The terms of the game are saved."), "success")
        return url_for(".overview", key=key)

    return answer_form(
        form, change=change, page=lambda: _terms_page(game, form), standing=lambda: _terms(game)
    )


def _texts(game: Game) -> dict[str, object]:
    plan = plan_for(game)
    return {name: getattr(plan, name) for name in TEXTS}


def _terms(game: Game) -> dict[str, object]:
    return {"traffic": game.traffic.value, "pace": game.pace, "lead_hours": game.lead_hours}


def _plan_page(game: Game, form: PlanForm) -> str:
    return render_template("games/design/plan.html", event=game.event, game=game, form=form)


def _terms_page(game: Game, form: TermsForm) -> str:
    return render_template("games/design/terms.html", event=game.event, game=game, form=form)
