"""A session of the agenda."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField
from wtforms.validators import InputRequired

from app.events.forms.choices import NOTHING, labelled
from app.events.forms.dates import DatesForm
from app.events.rules import ATTRIBUTION_LABELS, SESSION_KIND_LABELS
from app.web.answers import EditForm
from app.web.choices import SelectField
from app.web.forms import LineField, TextField
from app.web.forms import lazy_gettext as _


class SessionForm(DatesForm, EditForm):
    """What is said of one session. Its times are on the clock of the event's own zone."""

    title = LineField(_("Title"), validators=[InputRequired(_("Give the session a title."))])
    kind = SelectField(_("Kind"))
    place = LineField(_("Place"), description=_("If it is not the place of the event."))
    attribution = SelectField(_("Attribution rule"))
    public = BooleanField(
        _("Public once the event is; otherwise it is closed, and leaves no trace on public pages")
    )
    text = TextField(_("Text"), description=_("In Markdown."))
    needs_date = False
    needs_start = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = labelled(SESSION_KIND_LABELS)
        self.attribution.choices = [
            (NOTHING, _("As the event")),
            *labelled(ATTRIBUTION_LABELS),
        ]
