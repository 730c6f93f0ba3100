"""What control puts before the players: injects of the list, others at need, scenarios."""

from __future__ import annotations

from collections.abc import Callable

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import NotFound
from app.events.queries import event_for
from app.games.forms.control import AdHocForm
from app.games.models import Game, GameMove, GameRole, GameTeam, Inject
from app.games.operations import control
from app.games.queries.control import inject_of, move_after, scenario_of
from app.games.rules import TeamKind, is_whole_team, reader_key, team_in
from app.games.views.control.blueprint import act_once, bp, controlled, room_at, typed
from app.web.answers import answer_form

PREFIX = "ad-hoc"


def _with(
    key: str, inject: str, work: Callable[[Game, Inject], object], done: str
) -> ResponseReturnValue:
    return act_once(
        key,
        lambda game: work(game, inject_of(game, inject)),
        done=done,
        anchor=f"inject-{inject}",
    )


@bp.post("/control/injects/<inject>/release")
@staff(Permission.EDIT)
def release(key: str, inject: str) -> ResponseReturnValue:
    """Release an inject now; ``despite`` that what it depends on is missing, if it is said so."""
    despite = request.form.get("despite") == "yes"
    return _with(
        key,
        inject,
        lambda game, found: control.release_inject(game, found, despite=despite),
        _("The inject is released."),
    )


@bp.post("/control/injects/<inject>/hold")
@staff(Permission.EDIT)
def hold(key: str, inject: str) -> ResponseReturnValue:
    """Keep an inject back."""
    return _with(key, inject, control.hold_inject, _("The inject is held."))


@bp.post("/control/injects/<inject>/skip")
@staff(Permission.EDIT)
def skip(key: str, inject: str) -> ResponseReturnValue:
    """Leave an inject out, for a reason."""
    return _with(
        key,
        inject,
        lambda game, found: control.skip_inject(game, found, reason=typed("reason")),
        _("The inject is skipped; it keeps its number."),
    )


@bp.post("/control/injects/<inject>/restore")
@staff(Permission.EDIT)
def restore(key: str, inject: str) -> ResponseReturnValue:
    """Put an inject back on the list."""
    return _with(key, inject, control.restore_inject, _("The inject is back on the list."))


@bp.get("/control/ad-hoc")
@staff(Permission.EDIT)
def ad_hoc(key: str) -> ResponseReturnValue:
    """Show the form for an inject that nobody planned, filled in where one is to be recalled."""
    game = controlled(key)
    recalled = request.args.get("recalls")
    values = _recall(inject_of(game, recalled)) if recalled else {}
    form = AdHocForm(formdata=None, prefix=PREFIX, data=values)
    form.offer(_teams(game))
    return _ad_hoc_page(key, form)


@bp.post("/control/ad-hoc")
@staff(Permission.EDIT)
def release_ad_hoc(key: str) -> ResponseReturnValue:
    """Put an inject on the list and release it, in one."""
    form = AdHocForm(prefix=PREFIX)
    form.offer(_teams(controlled(key)))

    def change() -> str:
        game = controlled(key)
        done = control.release_ad_hoc(
            game,
            title=form.title.data or "",
            to=_readers(game, form.to.data or []),
            body=form.body.data or "",
            sender=form.sender.data or "",
            medium=form.chosen_medium,
            move=_present_move(game),
            recalls=inject_of(game, form.recalls.data) if form.recalls.data else None,
        )
        return room_at(key, f"inject-{done.entry.data['inject']}")

    return answer_form(form, change=change, page=lambda: _ad_hoc_page(key, form))


def _recall(inject: Inject) -> dict[str, object]:
    """What the form holds at first where an inject is taken back: its readers, and a word about it."""
    return {
        "to": [reader_key(one.team, one.role) for one in inject.to],
        "title": _("Recalled: %(title)s", title=inject.title),
        "sender": inject.sender,
        "medium": inject.medium.value,
        "body": _("“%(title)s” is withdrawn. Do not rely on it.", title=inject.title),
        "recalls": inject.key,
    }


def _teams(game: Game) -> list[GameTeam]:
    return [team for team in game.teams if team.kind is TeamKind.TEAM]


def _readers(game: Game, keys: list[str]) -> list[GameTeam | GameRole]:
    """The teams and roles by the names that the form has for them; of a whole team no role by itself."""
    known: dict[str, GameTeam | GameRole] = {}
    for team in _teams(game):
        known[reader_key(team)] = team
        known |= {reader_key(team, role): role for role in team.roles}
    return [known[key] for key in keys if is_whole_team(key) or team_in(key) not in keys]


def _present_move(game: Game) -> GameMove | None:
    return move_after(game, game.move_number - 1) if game.move_number else None


def _ad_hoc_page(key: str, form: AdHocForm) -> str:
    return render_template(
        "games/control/ad_hoc.html", event=event_for(key, Permission.EDIT), ad_hoc_form=form
    )


@bp.post("/control/scenarios/<scenario>/release")
@staff(Permission.EDIT)
def release_scenario(key: str, scenario: str) -> ResponseReturnValue:
    """Give a scenario to the teams that are ticked."""
    to = request.form.getlist("to")

    def work(game: Game) -> None:
        if not {*to} <= {team.key for team in _teams(game)}:
            raise NotFound
        control.release_scenario(game, scenario_of(game, scenario), to=to)

    return act_once(key, work, done=_("The scenario is on their desks."), anchor="scenarios")
