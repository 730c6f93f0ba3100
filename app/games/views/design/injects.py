"""The list of injects (MSEL), and each of its lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import NotFound
from app.extensions import db
from app.games.engine import GameState
from app.games.forms.design.injects import BulkForm, InjectForm
from app.games.forms.design.times import fold_of, local
from app.games.models import Game, GameFile, GameRole, GameTeam, Inject
from app.games.msel.words import minutes_read, minutes_written
from app.games.operations import design, redesign
from app.games.queries import state_of
from app.games.queries.design import (
    file_for,
    game_for,
    inject_for,
    injects_of,
    move_for,
    moves_of,
    roster_of,
)
from app.games.rules import (
    INJECT_KIND_LABELS,
    MEDIUM_LABELS,
    READINESS_LABELS,
    STANDING_LABELS,
    InjectKind,
    Medium,
    Readiness,
    Standing,
    TeamKind,
    number_after,
    reader_key,
    reader_name,
)
from app.games.views.design.blueprint import bp
from app.web.answers import answer_form
from app.web.forms import Form

FILTERS = ("move", "team", "kind", "readiness")


@bp.get("/injects/")
@staff(Permission.READ)
def injects(key: str) -> ResponseReturnValue:
    """Show the list in its order, narrowed to what is asked for."""
    return _list_page(game_for(key), BulkForm())


@bp.post("/injects/ready")
@staff(Permission.EDIT)
def set_readiness(key: str) -> ResponseReturnValue:
    """Approve, schedule or take back those that are ticked."""
    game = game_for(key, Permission.EDIT)
    form = BulkForm()

    def change() -> str:
        done, left = redesign.set_readiness(game, request.form.getlist("inject"), form.chosen)
        flash(ngettext("%(num)s inject changed.", "%(num)s injects changed.", done), "success")
        if left:
            flash(
                _(
                    "Not changed, because they were released, go to nobody, or have no move and time: %(numbers)s.",
                    numbers=", ".join(left),
                ),
                "warning",
            )
        return url_for(".injects", key=key, **_asked())

    return answer_form(form, change=change, page=lambda: _list_page(game, form))


@bp.get("/injects/new")
@staff(Permission.EDIT)
def new_inject(key: str) -> ResponseReturnValue:
    """Ask for an inject; after another one it gets the number in between, such as 12a."""
    game = game_for(key, Permission.EDIT)
    values: dict[str, object] = {}
    if after := request.args.get("after", ""):
        before = inject_for(game, after)
        values = {
            "number": number_after(before.number, design.numbers_taken(game)),
            "move": before.move.key if before.move else "",
        }
    return _page(game, _form(game, data=values))


@bp.post("/injects/new")
@staff(Permission.EDIT)
def add_inject(key: str) -> ResponseReturnValue:
    """Put the inject on the list, or show how it reads."""
    game = game_for(key, Permission.EDIT)
    form = _form(game)

    def change() -> str:
        typed = _typed(game, form)
        redesign.check_inject(game, inject=None, **_checked(typed))
        inject = design.add_inject(game, **typed)
        redesign.attach(inject, state_of(game), _files(game, form))
        return _saved(key, inject)

    if form.preview.data:
        return _page(game, form)
    return answer_form(form, change=change, page=lambda: _page(game, form))


@bp.get("/injects/<inject>")
@staff(Permission.READ)
def inject(key: str, inject: str) -> ResponseReturnValue:
    """Show an inject, for change where the viewer may and it was not released."""
    game = game_for(key)
    found = inject_for(game, inject)
    form = _form(game, found, data=_values(found, game))
    form.opened_on(_standing_values(found, game))
    return _page(game, form, found)


@bp.post("/injects/<inject>")
@staff(Permission.EDIT)
def save_inject(key: str, inject: str) -> ResponseReturnValue:
    """Keep the inject as typed, or show how it reads."""
    game = game_for(key, Permission.EDIT)
    found = inject_for(game, inject)
    form = _form(game, found)

    def change() -> str:
        state = state_of(game)
        typed = _typed(game, form)
        typed["number"] = typed["number"] or found.number
        redesign.edit_inject(game, found, state=state, **typed)
        redesign.attach(found, state, _files(game, form))
        return _saved(key, found)

    if form.preview.data:
        return _page(game, form, found)
    return answer_form(
        form,
        change=change,
        page=lambda: _page(game, form, found),
        standing=lambda: _standing_values(found, game),
    )


@bp.post("/injects/<inject>/copy")
@staff(Permission.EDIT)
def copy_inject(key: str, inject: str) -> ResponseReturnValue:
    """Put a draft that says the same after the inject, and open it."""
    game = game_for(key, Permission.EDIT)

    def act(found: Inject) -> str:
        copy = redesign.copy_inject(game, found)
        flash(_("This copy is a draft."), "success")
        return url_for(".inject", key=key, inject=copy.key)

    return _answer(game, inject, act)


@bp.post("/injects/<inject>/delete")
@staff(Permission.EDIT)
def delete_inject(key: str, inject: str) -> ResponseReturnValue:
    """Take the inject off the list."""
    game = game_for(key, Permission.EDIT)

    def act(found: Inject) -> str:
        redesign.delete_inject(game, found)
        return url_for(".injects", key=key)

    return _answer(game, inject, act)


@bp.post("/injects/<inject>/files/<file>/remove")
@staff(Permission.EDIT)
def remove_file(key: str, inject: str, file: str) -> ResponseReturnValue:
    """Let a file go with the inject no longer."""
    game = game_for(key, Permission.EDIT)

    def act(found: Inject) -> str:
        attached = next((one for one in found.files if one.key == file), None)
        if attached is None:
            raise NotFound
        redesign.detach(found, state_of(game), attached)
        return url_for(".inject", key=key, inject=inject)

    return _answer(game, inject, act)


@bp.get("/files/<file>")
@staff(Permission.READ)
def file(key: str, file: str) -> ResponseReturnValue:
    """Give a file that goes with an inject, to be kept and never shown as a page."""
    found = file_for(game_for(key), file)
    answer = Response(found.content, mimetype=found.mime_type)
    answer.headers.set("Content-Disposition", "attachment", filename=found.name)
    return answer


def _answer(game: Game, key: str, act: Callable[[Inject], str]) -> ResponseReturnValue:
    """Do what a button on the page of an inject asks for; what is refused is said there."""
    found = inject_for(game, key)
    form = Form()

    def page() -> str:
        shown = _form(game, found, formdata=None, data=_values(found, game))
        return _page(game, shown, found, refused=form)

    return answer_form(form, change=lambda: act(inject_for(game, key)), page=page)


def _saved(key: str, inject: Inject) -> str:
    flash(_("Inject %(number)s is saved.", number=inject.number), "success")
    return url_for(".injects", key=key, _anchor=f"inject-{inject.key}")


def _asked() -> dict[str, Any]:
    return {name: text for name in FILTERS if (text := request.args.get(name, ""))}


def _list_page(game: Game, form: BulkForm) -> str:
    asked = _asked()
    state = state_of(game)
    found = injects_of(
        game,
        move=asked.get("move", ""),
        team=asked.get("team", ""),
        kind=_word(InjectKind, asked.get("kind", "")),
        readiness=_word(Readiness, asked.get("readiness", "")),
    )
    teams = [team for team in roster_of(game) if team.kind is TeamKind.TEAM]
    return render_template(
        "games/design/injects.html",
        event=game.event,
        game=game,
        form=form,
        asked=asked,
        rows=[_row(one, state, game.event.zone) for one in found],
        move_choices=[
            *((one.key, f"{one.number}. {one.title}") for one in moves_of(game)),
            ("none", _("No move")),
        ],
        team_choices=[(team.key, team.name) for team in teams],
        kinds={kind.value: _(label) for kind, label in INJECT_KIND_LABELS.items()},
        readinesses={one.value: _(label) for one, label in READINESS_LABELS.items()},
    )


def _word(words: Any, text: str) -> Any:
    return words(text) if text in set(words) else None


def _row(one: Inject, state: GameState, zone: str) -> dict[str, object]:
    standing = state.standing_of(one.key)
    in_play = one.key in state.injects
    return {
        "inject": one,
        "to": [reader_name(to.team, to.role) for to in one.to],
        "offset": minutes_written(one.offset_seconds),
        "planned": local(one.planned_at, zone),
        "medium": _(MEDIUM_LABELS[one.medium]),
        "kind": _(INJECT_KIND_LABELS[one.kind]),
        "state": standing.value if in_play else one.readiness.value,
        "state_label": _(STANDING_LABELS[standing])
        if in_play
        else _(READINESS_LABELS[one.readiness]),
        "released": standing is Standing.RELEASED,
    }


def _form(game: Game, found: Inject | None = None, **kwargs: Any) -> InjectForm:
    return InjectForm(
        zone=game.event.zone,
        teams=roster_of(game),
        moves=moves_of(game),
        injects=[one for one in injects_of(game) if one is not found],
        **kwargs,
    )


def _typed(game: Game, form: InjectForm) -> dict[str, Any]:
    return {
        "title": form.title.data or "",
        "number": form.number.data or "",
        "to": _readers(game, form.to.data or []),
        "move": move_for(game, form.move.data) if form.move.data else None,
        "kind": InjectKind(form.kind.data),
        "readiness": Readiness(form.readiness.data),
        "medium": Medium(form.medium.data),
        "planned_at": form.planned_at.instant,
        "offset_seconds": minutes_read(form.offset.data or ""),
        "game_at": form.game_at.data,
        "sender": form.sender.data or "",
        "body": form.body.data or "",
        "controller": form.controller.data or "",
        "expected": form.expected.data or "",
        "objective": form.objective.data or "",
        "depends_on": inject_for(game, form.depends_on.data) if form.depends_on.data else None,
    }


def _checked(typed: Mapping[str, Any]) -> dict[str, Any]:
    checked = ("move", "planned_at", "offset_seconds", "depends_on", "readiness", "to")
    return {name: typed[name] for name in checked}


def _readers(game: Game, chosen: list[str]) -> list[GameTeam | GameRole]:
    """The teams and roles that are ticked; a role is left out where its whole team reads."""
    readers: list[GameTeam | GameRole] = []
    for team in roster_of(game):
        if reader_key(team) in chosen:
            readers.append(team)
        else:
            readers += [role for role in team.roles if reader_key(team, role) in chosen]
    return readers


def _files(game: Game, form: InjectForm) -> list[GameFile]:
    files = [
        GameFile(
            event_id=game.event_id, name=one.name, mime_type=one.media_type, content=one.content
        )
        for one in form.taken
    ]
    db.session.add_all(files)
    return files


def _standing_values(found: Inject, game: Game) -> dict[str, Any]:
    values = _values(found, game)
    values["to"] = sorted(str(one) for one in values["to"])
    return values


def _values(found: Inject, game: Game) -> dict[str, Any]:
    return {
        "number": found.number,
        "title": found.title,
        "move": found.move.key if found.move else "",
        "kind": found.kind.value,
        "readiness": found.readiness.value,
        "planned_at": local(found.planned_at, game.event.zone),
        "offset": minutes_written(found.offset_seconds),
        "game_at": found.game_at,
        "to": [reader_key(one.team, one.role) for one in found.to],
        "sender": found.sender,
        "medium": found.medium.value,
        "body": found.body,
        "depends_on": found.depends_on.key if found.depends_on else "",
        "controller": found.controller,
        "expected": found.expected,
        "objective": found.objective,
        "fold": fold_of(game.event.zone, found.planned_at),
    }


def _page(
    game: Game, form: InjectForm, found: Inject | None = None, *, refused: Form | None = None
) -> str:
    standing = state_of(game).standing_of(found.key) if found else Standing.WAITING
    return render_template(
        "games/design/inject.html",
        event=game.event,
        game=game,
        form=form,
        inject=found,
        refused=refused,
        released=standing is Standing.RELEASED,
    )
