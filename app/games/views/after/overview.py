"""Hot wash, lessons and observations."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import NotFound
from app.events.models import Event
from app.events.queries import event_for, may
from app.extensions import db
from app.games.forms.after import EditLessonForm, HotWashForm, LessonForm
from app.games.models import Game, GamePlan, Lesson
from app.games.operations import after
from app.games.queries import game_of
from app.games.queries.after import lessons_of, observations_of
from app.games.rules import LESSON_STATE_LABELS, LessonState
from app.games.views.after.blueprint import bp, opened
from app.web.answers import Values, answer_form


@bp.get("/")
@staff(Permission.READ)
def overview(key: str) -> ResponseReturnValue:
    """Show what was said, what is to be done, and what was observed."""
    event, game = opened(key)
    return _page(event, game)


@bp.post("/hot-wash")
@staff(Permission.EDIT)
def save_hot_wash(key: str) -> ResponseReturnValue:
    """Keep the notes as typed."""
    event, game = opened(key, Permission.EDIT)
    form = _hot_wash(game)

    def change() -> str:
        after.set_hot_wash(game, form.hot_wash.data or "")
        flash(_("The notes are kept."), "success")
        return url_for("game_after.overview", key=key)

    return answer_form(
        form,
        change=change,
        page=lambda: _page(event, game, hot_wash=form),
        standing=lambda: _noted(game),
    )


@bp.post("/lessons")
@staff(Permission.EDIT)
def add_lesson(key: str) -> ResponseReturnValue:
    """Write down a lesson."""
    event, game = opened(key, Permission.EDIT)
    form = LessonForm(prefix="lesson")

    def change() -> str:
        after.add_lesson(
            game,
            text=form.text.data or "",
            owner=form.owner.data or "",
            due_on=form.due_on.data,
        )
        flash(_("The lesson is on the list."), "success")
        return url_for("game_after.overview", key=key, _anchor="lessons")

    return answer_form(form, change=change, page=lambda: _page(event, game, lesson=form))


@bp.get("/lessons/<lesson>")
@staff(Permission.EDIT)
def lesson(key: str, lesson: str) -> ResponseReturnValue:
    """Show a lesson for change."""
    event, found = _lesson(key, lesson)
    return _lesson_page(event, found, _lesson_form(found))


@bp.post("/lessons/<lesson>")
@staff(Permission.EDIT)
def save_lesson(key: str, lesson: str) -> ResponseReturnValue:
    """Keep the lesson as typed, or take it off the list."""
    event, found = _lesson(key, lesson)
    form = _lesson_form(found)

    def change() -> str:
        after.edit_lesson(
            found,
            text=form.text.data or "",
            owner=form.owner.data or "",
            due_on=form.due_on.data,
            state=LessonState(form.state.data),
        )
        flash(_("The lesson is kept."), "success")
        return url_for("game_after.overview", key=key, _anchor="lessons")

    return answer_form(
        form,
        change=change,
        page=lambda: _lesson_page(event, found, form),
        standing=lambda: _written(found),
    )


@bp.post("/lessons/<lesson>/remove")
@staff(Permission.EDIT)
def remove_lesson(key: str, lesson: str) -> ResponseReturnValue:
    """Take a lesson off the list."""
    event, found = _lesson(key, lesson)
    form = LessonForm()
    del form.text

    def change() -> str:
        after.remove_lesson(found)
        flash(_("The lesson is off the list."), "success")
        return url_for("game_after.overview", key=key, _anchor="lessons")

    return answer_form(form, change=change, page=lambda: _page(event, game_of(event)))


def _lesson(key: str, lesson: str) -> tuple[Event, Lesson]:
    event = event_for(key, Permission.EDIT)
    found = db.session.scalar(
        select(Lesson).where(Lesson.event_id == event.id, Lesson.key == lesson)
    )
    if found is None:
        raise NotFound
    return event, found


def _written(lesson: Lesson) -> Values:
    return {
        "text": lesson.text,
        "owner": lesson.owner,
        "due_on": lesson.due_on,
        "state": lesson.state.value,
    }


def _lesson_form(lesson: Lesson) -> EditLessonForm:
    form = EditLessonForm(data=dict(_written(lesson)))
    form.opened_on(_written(lesson))
    return form


def _lesson_page(event: Event, lesson: Lesson, form: EditLessonForm) -> str:
    return render_template("games/after/lesson.html", event=event, lesson=lesson, form=form)


def _noted(game: Game) -> Values:
    return {"hot_wash": db.session.get_one(GamePlan, game.event_id).hot_wash}


def _hot_wash(game: Game) -> HotWashForm:
    form = HotWashForm(prefix="after", data=dict(_noted(game)))
    form.opened_on(_noted(game))
    return form


def _page(
    event: Event,
    game: Game,
    *,
    hot_wash: HotWashForm | None = None,
    lesson: LessonForm | None = None,
) -> str:
    return render_template(
        "games/after/overview.html",
        event=event,
        game=game,
        may_edit=may(Permission.EDIT, event),
        notes=_noted(game)["hot_wash"],
        hot_wash=hot_wash or _hot_wash(game),
        lesson=lesson or LessonForm(prefix="lesson", formdata=None),
        lessons=[(one, _(LESSON_STATE_LABELS[one.state])) for one in lessons_of(game)],
        observations=observations_of(game),
    )
