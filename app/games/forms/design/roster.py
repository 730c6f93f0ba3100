"""Teams, roles, and who plays them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from wtforms import BooleanField
from wtforms.validators import InputRequired

from app.events.forms.choices import labelled
from app.games.models import GameMove, GameTeam
from app.games.rules import TEAM_KIND_LABELS, TeamKind
from app.participation.models import Participation
from app.web.answers import EditForm
from app.web.choices import SelectField
from app.web.forms import Form, LineField, TextField
from app.web.forms import lazy_gettext as _


class BriefForm(EditForm):
    """What everybody may read, and what the readers alone may."""

    public_brief = TextField(
        _("Public brief"), description=_("Every player reads it. In Markdown.")
    )
    brief = TextField(_("Secret brief"))
    goals = TextField(_("Goals (secret)"), description=_("One in each line."))
    red_lines = TextField(_("Red lines (secret)"), description=_("One in each line."))


class TeamForm(BriefForm):
    """A team."""

    name = LineField(_("Name"), limit=80, validators=[InputRequired(_("Name the team."))])
    kind = SelectField(_("Kind"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = labelled(TEAM_KIND_LABELS)


class RoleForm(BriefForm):
    """A role in a team."""

    name = LineField(_("Name"), limit=120, validators=[InputRequired(_("Name the role."))])
    leads = BooleanField(_("Leads the team and hands in its decisions"))


class CastForm(Form):
    """Who plays a role, from which move to which."""

    seat = SelectField(_("Who"), validators=[InputRequired(_("Choose somebody."))])
    from_move = SelectField(_("From"))
    to_move = SelectField(_("To"))

    def __init__(
        self,
        *args: Any,
        seats: Sequence[Participation],
        moves: Sequence[GameMove],
        present: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seat.choices = [("", gettext("Choose …")), *((one.key, one.name) for one in seats)]
        named = _move_choices(moves, present)
        first = gettext("Now") if present else gettext("The beginning")
        self.from_move.choices = [(str(present), first), *named]
        self.to_move.choices = [("", gettext("The end")), *named]


class SwitchForm(Form):
    """Another role for somebody, from a move on."""

    role = SelectField(_("Plays instead"))
    at_move = SelectField(_("From"))

    def __init__(
        self,
        *args: Any,
        teams: Sequence[GameTeam],
        moves: Sequence[GameMove],
        present: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        # Who looks on comes last: a press too soon must not show somebody every team's desk.
        in_order = sorted(teams, key=lambda one: one.kind is not TeamKind.TEAM)
        self.role.choices = {
            team.name: [(role.key, role.name) for role in team.roles] for team in in_order
        }
        first = gettext("Now") if present else gettext("The beginning")
        self.at_move.choices = [(str(present), first), *_move_choices(moves, present)]


def _move_choices(moves: Sequence[GameMove], present: int) -> list[tuple[str, str]]:
    return [
        (str(one.number), gettext("Move %(number)s", number=one.number))
        for one in moves
        if one.number > present
    ]
