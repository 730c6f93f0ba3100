"""What is done about a game that is over: the hot wash, its lessons, and what of it is public."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from app.core.errors import InvalidInput, Refused
from app.core.messages import N_
from app.events.operations.trail import changed
from app.extensions import db
from app.games.models import Game, GamePlan, GameRelease, Lesson
from app.games.rules import LessonState, Phase


class Told(TypedDict):
    """Which parts of a finished game are public."""

    players: bool
    castings: bool
    decisions: bool
    injects: bool
    messages: bool


def set_hot_wash(game: Game, text: str) -> None:
    """Keep what was said at once after the end."""
    db.session.get_one(GamePlan, game.event_id).hot_wash = text


def add_lesson(game: Game, *, text: str, owner: str = "", due_on: date | None = None) -> Lesson:
    """Write down what is to be done, by whom, until when."""
    if not text:
        raise InvalidInput(N_("Write what is to be done."))
    lesson = Lesson(event_id=game.event_id, text=text, owner=owner, due_on=due_on)
    db.session.add(lesson)
    db.session.flush()
    return lesson


def edit_lesson(
    lesson: Lesson, *, text: str, owner: str, due_on: date | None, state: LessonState
) -> None:
    """Write the lesson anew, and say what became of it."""
    if not text:
        raise InvalidInput(N_("Write what is to be done."))
    lesson.text, lesson.owner, lesson.due_on, lesson.state = text, owner, due_on, state


def remove_lesson(lesson: Lesson) -> None:
    """Take a lesson off the list, as if it had never been written."""
    db.session.delete(lesson)


def tell(game: Game, **told: Unpack[Told]) -> GameRelease:
    """Say which parts of the record are public; that it was held is the event's own publication.

    Raises Refused while the game is not finished, and InvalidInput where it would be told who
    played what of players who are not told of themselves.
    """
    if game.phase is not Phase.FINISHED and any(told.values()):
        raise Refused(N_("Nothing of a game is told before it is finished."))
    if told["castings"] and not told["players"]:
        raise InvalidInput(
            N_("Who played what also says who took part. Switch that on too, or both off.")
        )
    release = db.session.get_one(GameRelease, game.event_id)
    for part, is_public in told.items():
        setattr(release, part, is_public)
    parts = ", ".join(part for part, is_public in told.items() if is_public)
    changed(game.event, N_("changed what is public of the game of"), parts=parts)
    return release
