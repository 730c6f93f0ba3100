"""The steps of an event's life: what is asked before each."""

from __future__ import annotations

from app.events.forms.dates import DatesForm, GoAheadForm
from app.web.answers import EditForm
from app.web.forms import Form, TextField
from app.web.forms import lazy_gettext as _


class StepForm(Form):
    """A step that asks nothing: a button."""


class NoticeForm(Form):
    """A step that others hear of: what the public reads, and what only staff read."""

    notice = TextField(
        _("Public notice"),
        limit=2000,
        description=_("Stands on the event’s page with today’s date, as soon as it is public."),
    )
    private_reason = TextField(
        _("Private reason"), limit=5000, description=_("For staff alone. Never shown outside.")
    )


class SetDatesForm(DatesForm, GoAheadForm, EditForm):
    """The first date of an idea."""


class RescheduleForm(DatesForm, GoAheadForm, NoticeForm, EditForm):
    """Another date, and what to say about it."""
