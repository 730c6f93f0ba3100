"""What players write at their desks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from wtforms import HiddenField
from wtforms.validators import InputRequired, Optional, ValidationError
from wtforms.widgets import ListWidget

from app.core.messages import N_
from app.games.engine import CONTROL
from app.games.models import GameRole, GameTeam
from app.games.rules import TeamKind, Traffic, reader_name, reader_names
from app.web.answers import EditForm, Stale, Values
from app.web.choices import BoxOfMany, SelectField, SelectMultipleField
from app.web.forms import Form, LineField, TextField
from app.web.forms import lazy_gettext as _

TITLE_LIMIT = 200
MESSAGE_LIMIT = 20_000
DECISION_LIMIT = 50_000

Choice = tuple[str, str]


def addressees(teams: Sequence[GameTeam], own: GameTeam | None, traffic: Traffic) -> list[Choice]:
    """Return to whom a player may write: control, and where the game allows it the other teams and roles."""
    found = [(CONTROL, gettext("Control"))]
    if traffic is Traffic.TO_CONTROL_ONLY:
        return found
    for team in teams:
        if team.kind is not TeamKind.TEAM or team is own:
            continue
        found += reader_names([team]).items()
    return found


class MessageForm(Form):
    """A message to other teams, to single roles, or to control."""

    to = SelectMultipleField(
        _("To"),
        widget=ListWidget(prefix_label=False),
        option_widget=BoxOfMany(),
        validators=[InputRequired(_("Say to whom it goes."))],
    )
    role = SelectField(_("From"), validators=[Optional()])
    title = LineField(
        _("Subject"), limit=TITLE_LIMIT, validators=[InputRequired(_("Give it a subject."))]
    )
    text = TextField(
        _("Message"),
        limit=MESSAGE_LIMIT,
        validators=[InputRequired(_("There is nothing to send yet: write your message."))],
    )
    answers = HiddenField()

    def __init__(
        self,
        *args: Any,
        to: Sequence[Choice] = (),
        team: GameTeam | None = None,
        roles: Sequence[GameRole] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.to.choices = to
        whole = [("", team.name)] if team else []
        self.role.choices = [
            *whole,
            *((role.key, reader_name(role.team, role)) for role in roles),
        ]


class DecisionForm(EditForm):
    """What the team decides in this move. Saved as a draft, it may still be empty."""

    text = TextField(_("What we decide"), limit=DECISION_LIMIT)
    rationale = TextField(
        _("Why"), limit=DECISION_LIMIT, description=_("Read by control, and in the report.")
    )
    move = HiddenField(_("Move"))
    do = HiddenField()

    @property
    def hands_in(self) -> bool:
        """Whether it is to be handed in, and not just kept."""
        return str(self.do.data) == "hand-in"

    def refuse_if_stale(self, values: Values) -> None:
        """Raise Stale also where another move was opened since; sending again then is for that one."""
        meant, self.move.data = str(self.move.data), str(values["move"])
        try:
            super().refuse_if_stale(values)
        except Stale:
            if meant == self.move.data:
                raise
            raise Stale(
                N_(
                    "Move %(number)s has been opened meanwhile, so nothing was saved or handed in. "
                    "All you wrote stands below; send it again if it is meant for move %(number)s."
                ),
                number=self.move.data,
            ) from None

    def validate_text(self, field: TextField) -> None:
        """Refuse to hand in nothing."""
        if self.hands_in and not field.data:
            raise ValidationError(gettext("Write what your team decides."))
