"""What is typed after a game: the hot wash, lessons, and what of it is public."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, DateField
from wtforms.validators import InputRequired, Optional

from app.games.rules import LESSON_STATE_LABELS
from app.web.answers import EditForm
from app.web.choices import SelectField
from app.web.forms import Form, LineField, TextField
from app.web.forms import lazy_gettext as _


class HotWashForm(EditForm):
    """What was said at once after the end."""

    hot_wash = TextField(
        _("Notes of the hot wash"),
        description=_(
            "What surprised whom, what to do again and what not; in Markdown. Name roles, not persons."
        ),
    )


class LessonForm(Form):
    """What is to be done, by whom, until when."""

    text = TextField(
        _("What is to be done"),
        limit=2000,
        validators=[InputRequired(_("Write what is to be done."))],
    )
    owner = LineField(_("Who sees to it"), limit=200)
    due_on = DateField(_("Until"), validators=[Optional()])


class EditLessonForm(LessonForm, EditForm):
    """A lesson, and what became of it."""

    state = SelectField(_("State"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state.choices = [
            (state.value, _(label)) for state, label in LESSON_STATE_LABELS.items()
        ]


class ReleaseForm(EditForm):
    """Which parts of the record a visitor sees."""

    players = BooleanField(
        _("Who took part"),
        description=_(
            "The event’s page lists the players by name, without their teams. Whoever refused to be "
            "listed, or sits there under a rule that covers who took part, is left out."
        ),
    )
    castings = BooleanField(
        _("Who played what"),
        description=_(
            "The game’s page shows the roles of every team, and beside each the players who said that "
            "they may be listed. It needs “Who took part”."
        ),
    )
    decisions = BooleanField(
        _("Decisions"),
        description=_(
            "For each move, what every team decided and why, in all versions, and the outcomes that "
            "were published. Rulings and their reasons stay in the report."
        ),
    )
    injects = BooleanField(
        _("Injects"),
        description=_(
            "The scenarios, the moves with their situations, and each inject that was released, to "
            "whom. What was never released stays unknown."
        ),
    )
    messages = BooleanField(
        _("Messages"),
        description=_(
            "What teams wrote to one another, word for word. What went to control alone, or was not "
            "passed on, stays unknown."
        ),
    )
