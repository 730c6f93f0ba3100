"""What control makes of what players did: traffic, rulings, indicators, corrections, observations."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.events.queries import event_for
from app.games.forms.control import CorrectionForm, OutcomeForm, RulingForm
from app.games.models import Game, GameEntry, GameTeam
from app.games.operations import control
from app.games.queries import state_of
from app.games.queries.control import Matter, indicator_of, matter_of
from app.games.rules import Method, TeamKind
from app.games.views.control.blueprint import act_once, bp, controlled, number_in, room_at, typed
from app.games.views.control.room import LABELS
from app.web.answers import answer_form


@bp.post("/control/messages/<int:seq>/forward")
@staff(Permission.EDIT)
def forward(key: str, seq: int) -> ResponseReturnValue:
    """Pass a held message on."""
    return act_once(
        key,
        lambda game: control.forward_message(game, message=seq),
        done=_("The message is passed on."),
        anchor="traffic",
    )


@bp.post("/control/messages/<int:seq>/block")
@staff(Permission.EDIT)
def block(key: str, seq: int) -> ResponseReturnValue:
    """Do not pass a held message on, for a reason."""
    return act_once(
        key,
        lambda game: control.block_message(game, message=seq, reason=typed("reason")),
        done=_("The message is not passed on."),
        anchor="traffic",
    )


@bp.post("/control/indicators/<indicator>/set")
@staff(Permission.EDIT)
def set_indicator(key: str, indicator: str) -> ResponseReturnValue:
    """Set an indicator to a value."""

    def work(game: Game) -> None:
        found, value = indicator_of(game, indicator), _number(typed("value"))
        control.set_indicator(game, found, value, reason=typed("reason"))

    return act_once(key, work, done=_("The indicator is set."), anchor="indicators")


def _number(text: str) -> int:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 7):
        raise InvalidInput(N_("Write a whole number."))
    return int(text)


@bp.post("/control/observe")
@staff(Permission.EDIT)
def observe(key: str) -> ResponseReturnValue:
    """Note an observation of this moment, or of the entry that the form names."""

    def work(game: Game) -> None:
        seq = number_in(request.form, "about")
        about = control.entry_of(game, seq).seq if seq else None
        control.observe(game, typed("text"), about=about)

    return act_once(key, work, done=_("Noted."), anchor="observe")


@bp.get("/control/items/<item>/correct")
@staff(Permission.EDIT)
def correct(key: str, item: str) -> ResponseReturnValue:
    """Show what was put before readers, and the form to correct it."""
    return _correction_page(key, item, CorrectionForm())


@bp.post("/control/items/<item>/correct")
@staff(Permission.EDIT)
def correct_now(key: str, item: str) -> ResponseReturnValue:
    """Put a correction before all whom it had reached."""
    form = CorrectionForm()

    def change() -> str:
        game = controlled(key)
        control.correct(game, control.item_of(game, item), text=form.text.data or "")
        return room_at(key, "log")

    return answer_form(form, change=change, page=lambda: _correction_page(key, item, form))


def _correction_page(key: str, item: str, form: CorrectionForm) -> str:
    event = event_for(key, Permission.EDIT)
    return render_template(
        "games/control/correct.html",
        event=event,
        item=control.item_of(controlled(key), item),
        form=form,
    )


@bp.get("/control/rule")
@staff(Permission.EDIT)
def rule(key: str) -> ResponseReturnValue:
    """Show what the teams handed in for a move side by side, and the form to rule on it."""
    shown, replaced = _matter(key), number_in(request.args, "supersedes")
    standing = control.entry_of(controlled(key), replaced) if replaced in shown.standing else None
    form = RulingForm(formdata=None, data=_as_ruled(standing) if standing else {})
    _offer(form, shown)
    return _ruling_page(key, form, shown)


def _as_ruled(entry: GameEntry) -> dict[str, object]:
    """What the form holds at first where a ruling is replaced; a die would have to be rolled anew."""
    ruled = entry.data
    votes_for, votes_against = ruled["votes"] or (None, None)
    return {
        "supersedes": str(entry.seq),
        "teams": ruled["teams"],
        "method": ruled["method"],
        "arguments_for": ruled["for"],
        "arguments_against": ruled["against"],
        "votes_for": votes_for,
        "votes_against": votes_against,
        "reasons": ruled["reasons"],
    }


@bp.post("/control/rule")
@staff(Permission.EDIT)
def rule_now(key: str) -> ResponseReturnValue:
    """Rule on that move; a die is rolled by the server at that moment, and what it showed is recorded."""
    form, shown = RulingForm(), _matter(key)
    _offer(form, shown)

    def change() -> str:
        game = controlled(key)
        sides = form.sides.data if form.chosen_method is Method.MATRIX else None
        done = control.adjudicate(
            game,
            move=shown.move,
            teams=form.teams.data or [],
            method=form.chosen_method,
            reasons=form.reasons.data or "",
            arguments_for=form.arguments_for.data or "",
            arguments_against=form.arguments_against.data or "",
            die=(sides, form.needed.data or 1, control.roll(sides)) if sides else None,
            votes=form.votes,
            supersedes=form.replaced,
        )
        return room_at(key, f"ruling-{done.entry.seq}")

    return answer_form(form, change=change, page=lambda: _ruling_page(key, form, _matter(key)))


def _matter(key: str) -> Matter:
    """What is ruled on: the move that the address names, or the present one. Raises NotFound."""
    game = controlled(key)
    state = state_of(game)
    return matter_of(game, state, number_in(request.args, "move") or state.move)


def _offer(form: RulingForm, shown: Matter) -> None:
    """Let the form name the teams, and the rulings on this move that stand."""
    form.teams.choices = [(team.key, team.name) for team in shown.teams]
    form.supersedes.choices = [
        ("", _("No earlier ruling")),
        *((str(seq), ruling_name(seq)) for seq in shown.standing),
    ]


def ruling_name(seq: int) -> str:
    """What a ruling is called: by the number of its entry in the log."""
    return _("Ruling %(number)s", number=seq)


def _ruling_page(key: str, form: RulingForm, shown: Matter) -> str:
    return render_template(
        "games/control/rule.html",
        event=event_for(key, Permission.EDIT),
        form=form,
        matter=shown,
    )


@bp.get("/control/rulings/<int:seq>/publish")
@staff(Permission.EDIT)
def publish(key: str, seq: int) -> ResponseReturnValue:
    """Show a ruling, and the form to tell of its outcome."""
    game = controlled(key)
    form = OutcomeForm(formdata=None)
    form.offer(_untold(game, seq), roles=False)
    all_untold = [value for value, *_rest in form.to.iter_choices()]
    form.to.data = list(control.entry_of(game, seq).data["teams"]) or all_untold
    return _outcome_page(key, seq, form)


@bp.post("/control/rulings/<int:seq>/publish")
@staff(Permission.EDIT)
def publish_now(key: str, seq: int) -> ResponseReturnValue:
    """Tell the teams that are ticked what came of it."""
    form = OutcomeForm()
    form.offer(_untold(controlled(key), seq), roles=False)

    def change() -> str:
        control.publish_outcome(
            controlled(key),
            ruling=seq,
            to=form.to.data or [],
            title=form.title.data or "",
            outcome=form.outcome.data or "",
        )
        return room_at(key, f"ruling-{seq}")

    return answer_form(form, change=change, page=lambda: _outcome_page(key, seq, form))


def _untold(game: Game, seq: int) -> list[GameTeam]:
    told = control.standing_ruling(state_of(game), seq).published_to
    return [team for team in game.teams if team.kind is TeamKind.TEAM and team.key not in told]


def _outcome_page(key: str, seq: int, form: OutcomeForm) -> str:
    game = controlled(key)
    return render_template(
        "games/control/publish.html",
        event=event_for(key, Permission.EDIT),
        entry=control.entry_of(game, seq),
        form=form,
        labels=LABELS,
    )
