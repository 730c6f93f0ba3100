"""What a game is to find out, and on what terms it is played."""

from __future__ import annotations

from typing import Any

from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from app.events.forms.choices import labelled
from app.games.rules import TRAFFIC_LABELS
from app.web.answers import EditForm
from app.web.choices import RadioField
from app.web.forms import TextField
from app.web.forms import lazy_gettext as _


class PlanForm(EditForm):
    """Why the game is played."""

    purpose = TextField(_("Purpose"), description=_("What the game is for, in a few sentences."))
    questions = TextField(_("Questions"), description=_("What it is to find out. In Markdown."))
    objectives = TextField(_("Objectives"), description=_("One in each line; injects name them."))
    assumptions = TextField(_("Assumptions"), description=_("What is taken as given. In Markdown."))


class TermsForm(EditForm):
    """How messages travel, how fast the game's clock runs, how early scenarios are given."""

    traffic = RadioField(_("Messages between teams"))
    pace = IntegerField(
        _("Pace"),
        validators=[InputRequired(_("Give a number.")), NumberRange(min=1, max=1000)],
        description=_("How many hours pass in the game for one real hour."),
    )
    lead_hours = IntegerField(
        _("Hours between a scenario and its move"),
        validators=[InputRequired(_("Give a number.")), NumberRange(min=0, max=720)],
        description=_("So long at least do the teams have a scenario before it is played."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.traffic.choices = labelled(TRAFFIC_LABELS)
