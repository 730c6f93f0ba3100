"""Scenarios, moves and indicators."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext
from wtforms import IntegerField, SubmitField
from wtforms.validators import InputRequired, NumberRange, Optional

from app.events.forms.choices import labelled
from app.games.forms.design.times import GameTimeField, RealTimeField, TimesForm
from app.games.models import GameTeam, Scenario
from app.games.rules import SIGHT_LABELS
from app.web.answers import EditForm
from app.web.choices import SelectField
from app.web.forms import LineField, TextField
from app.web.forms import lazy_gettext as _


class ScenarioForm(EditForm):
    """The text of a scenario."""

    title = LineField(_("Title"), limit=200, validators=[InputRequired(_("Give it a title."))])
    text = TextField(_("Text"), description=_("In Markdown. Each saving keeps the version before."))
    preview = SubmitField(_("Preview"))


class ReleaseTimesForm(TimesForm):
    """When each team is given a scenario: a field for each, called ``team_`` and its key."""

    def time_of(self, team: GameTeam) -> datetime | None:
        """The instant at which ``team`` is given it."""
        field = self[f"team_{team.key}"]
        return field.instant if isinstance(field, RealTimeField) else None


def release_times_form(teams: Sequence[GameTeam], *, zone: str, **kwargs: Any) -> ReleaseTimesForm:
    """A form that asks for the time of each of ``teams``."""
    fields = {f"team_{team.key}": RealTimeField(team.name) for team in teams}
    form: ReleaseTimesForm = type("ReleaseTimesForm", (ReleaseTimesForm,), fields)(
        zone=zone, **kwargs
    )
    return form


class BeforeMoveForm(EditForm):
    """So many hours before the move, for all teams."""

    hours = IntegerField(
        _("Hours before its first move"),
        validators=[InputRequired(_("Give a number.")), NumberRange(min=0, max=720)],
    )


class MoveForm(TimesForm):
    """A move: what is played, when, and what is asked."""

    title = LineField(_("Title"), limit=200, validators=[InputRequired(_("Give it a title."))])
    scenario = SelectField(_("Scenario"))
    starts_at = RealTimeField(_("Planned start"))
    ends_at = RealTimeField(_("Planned end"))
    situation_at = GameTimeField(
        _("Situation date"),
        description=_("In the game’s own time, which may jump forward or back."),
    )
    situation = TextField(
        _("Situation"), description=_("Every team reads it when the move opens. In Markdown.")
    )
    ask = TextField(_("What is asked"), description=_("What each team is to decide. In Markdown."))
    due_minutes = IntegerField(
        _("Due after minutes"),
        validators=[Optional(), NumberRange(min=1, max=60 * 24 * 60)],
        description=_(
            "From the opening of the move. What comes later is accepted and marked late."
        ),
    )

    def __init__(self, *args: Any, scenarios: Sequence[Scenario], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scenario.choices = [
            ("", gettext("None")),
            *((one.key, f"{one.number}. {one.title}") for one in scenarios),
        ]


class IndicatorForm(EditForm):
    """Something of which control keeps a value."""

    name = LineField(_("Name"), limit=80, validators=[InputRequired(_("Name the indicator."))])
    low = IntegerField(
        _("Lowest"),
        default=0,
        validators=[InputRequired(_("Give a number.")), NumberRange(min=-1000, max=1000)],
    )
    high = IntegerField(
        _("Highest"),
        default=10,
        validators=[InputRequired(_("Give a number.")), NumberRange(min=-1000, max=1000)],
    )
    start = IntegerField(
        _("At the start"),
        default=5,
        validators=[InputRequired(_("Give a number.")), NumberRange(min=-1000, max=1000)],
    )
    low_label = LineField(_("The lowest means"), limit=80)
    high_label = LineField(_("The highest means"), limit=80)
    sight = SelectField(_("Who sees it"))
    team = SelectField(_("Which team, if one"))

    def __init__(self, *args: Any, teams: Sequence[GameTeam], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sight.choices = labelled(SIGHT_LABELS)
        self.team.choices = [("", gettext("None")), *((one.key, one.name) for one in teams)]
