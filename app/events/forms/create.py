"""The short form of a new event, and of one made after the pattern of another."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField
from wtforms.validators import InputRequired

from app.events.forms.choices import labelled, programmes
from app.events.forms.dates import DatesForm, GoAheadForm
from app.events.rules import EVENT_KIND_LABELS, FORMAT_LABELS, KIND_DEFAULTS, EventKind
from app.programmes.models import Programme
from app.web.choices import SelectField
from app.web.forms import LineField
from app.web.forms import lazy_gettext as _

KIND_HINT = _(
    "It decides what the event starts with: whether it is meant for the public, under which rule "
    "it is held, who may come, which roles are offered. All of it can be changed later."
)


class NewEventForm(DatesForm, GoAheadForm):
    """Title, kind, date, place and programme; everything else has its section in the workspace."""

    title = LineField(_("Title"), validators=[InputRequired(_("Give the event a title."))])
    kind = SelectField(_("Kind"), description=KIND_HINT)
    format = SelectField(_("Format"))
    place = LineField(
        _("Place"), description=_("As guests will read it. Rooms are booked in the workspace.")
    )
    programme = SelectField(_("Programme"))
    confidential = BooleanField(
        _("Confidential: only those named on the event can see that it exists")
    )
    needs_date = False

    def __init__(
        self, *args: Any, within: list[Programme], none: str | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = labelled(EVENT_KIND_LABELS)
        self.format.choices = labelled(FORMAT_LABELS)
        self.programme.choices = programmes(within, none=none)

    def usual_minutes(self) -> int:
        """How long an event of the chosen kind usually lasts."""
        return KIND_DEFAULTS[EventKind(self.kind.data)].minutes


class CopyForm(DatesForm, GoAheadForm):
    """The title and the date of an event that is made after the pattern of another."""

    title = LineField(_("Title"), validators=[InputRequired(_("Give the event a title."))])
    needs_date = False


class RoundForm(CopyForm):
    """Likewise for the next round of a series, with what the round is called."""

    ordinal = LineField(
        _("Round"),
        limit=40,
        description=_("In words or figures, as it will be printed: “6th”, “inaugural”."),
    )
