"""What staff type about programmes and series."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import request
from flask_babel import gettext
from wtforms import DateField, FieldList, FormField, SubmitField, TimeField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Optional, ValidationError

from app.config import current_settings
from app.core.clock import now, to_instant, zones
from app.core.errors import InvalidInput
from app.programmes.models import Programme, Series
from app.programmes.rules import SERIES_KIND_LABELS, StrandWords, Words
from app.web.answers import EditForm
from app.web.choices import RadioField, SelectField, SelectMultipleField
from app.web.forms import LineField, TextField
from app.web.forms import lazy_gettext as _

SPARE_STRANDS = 2
"""How many empty strands stand below the others, to be filled in."""


def kinds_of_series() -> list[tuple[str, str]]:
    """Every kind of series, with its word."""
    return [(kind.value, gettext(label)) for kind, label in SERIES_KIND_LABELS.items()]


def zone_choices() -> list[tuple[str, str]]:
    """All time zones, the one of the institute first."""
    own = current_settings().time_zone
    return [(zone, zone.replace("_", " ")) for zone in dict.fromkeys((own, *zones()))]


class StrandFields(PlainForm):
    """One line of work; without a title it is taken away."""

    title = LineField(_("Title"), limit=200)
    text = TextField(_("Text"))
    kinds = SelectMultipleField(
        _("Every public series of these kinds"), choices=kinds_of_series, validators=[Optional()]
    )
    series = SelectMultipleField(_("And these series"), validators=[Optional()])

    def validate_title(self, field: LineField) -> None:
        """Refuse a text that belongs to nothing."""
        if self.text.data and not field.data:
            raise ValidationError(gettext("Give this strand a title, or empty its text."))


class ProgrammeForm(EditForm):
    """The words of a programme's page, in Markdown."""

    name = LineField(
        _("Name"),
        limit=200,
        validators=[InputRequired(_("Name the programme."))],
        description=_("The name and the title change at once, whatever is chosen for the text."),
    )
    page_title = LineField(
        _("Title of its page"), limit=200, description=_("If it is not the name.")
    )
    standfirst = TextField(_("Standfirst"), description=_("One or two sentences, in Markdown."))
    situation = TextField(_("Current situation"), description=_("In Markdown."))
    work = TextField(_("Current work"), description=_("In Markdown; the strands stand below it."))
    strands = FieldList(FormField(StrandFields))
    out = RadioField(
        _("When it goes out"),
        choices=[
            ("now", _("At once")),
            ("draft", _("Not yet: keep it as a draft")),
            ("then", _("On a day and at a time")),
        ],
        default="now",
    )
    date = DateField(_("Day"), validators=[Optional()])
    time = TimeField(_("Time"), validators=[Optional()])
    zone = SelectField(_("Time zone"), choices=zone_choices)
    preview = SubmitField(_("Preview"))

    def __init__(self, *args: Any, series: Sequence[Series] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.live_at: datetime | None = None
        if not request.form:
            for _spare in range(SPARE_STRANDS):
                self.strands.append_entry()
        for entry in self.strands:
            entry.form.series.choices = [(one.key, one.title) for one in series]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Check each field, then whether the hour exists and is still to come."""
        valid = super().validate(*args, **kwargs)
        return self._agree() and valid

    def _agree(self) -> bool:
        if self.out.data == "now":
            self.live_at = now()
        if self.out.data != "then" or self.zone.errors:
            return True
        if self.date.data is None or self.time.data is None:
            return self._refuse(gettext("Give a day and a time."))
        try:
            typed = datetime.combine(self.date.data, self.time.data)
            # Of a time that comes twice the first is meant: so late a correction hurts nobody.
            self.live_at = to_instant(typed, str(self.zone.data), fold=0)
        except InvalidInput as refusal:
            return self._refuse(gettext(refusal.message, **refusal.facts))
        if self.live_at <= now():
            return self._refuse(gettext("This time has gone by. Choose a later one, or “At once”."))
        return True

    def _refuse(self, reason: str) -> bool:
        self.date.errors = [*self.date.errors, reason]
        return False

    def words(self) -> Words:
        """What the page is to say: of the strands those that have a title."""
        strands = (
            StrandWords(
                entry.data["title"],
                entry.data["text"] or "",
                tuple(entry.data["kinds"] or ()),
                tuple(entry.data["series"] or ()),
            )
            for entry in self.strands
            if entry.data["title"]
        )
        return Words(
            self.standfirst.data or "",
            self.situation.data or "",
            self.work.data or "",
            tuple(strands),
        )


class SeriesForm(EditForm):
    """What a series is called and where it belongs."""

    title = LineField(_("Title"), limit=200, validators=[InputRequired(_("Name the series."))])
    kind = SelectField(_("Kind"))
    programme = SelectField(_("Programme"))
    description = TextField(_("Description"), description=_("In Markdown."))

    def __init__(
        self, *args: Any, within: list[Programme], none: str | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = kinds_of_series()
        first = [] if none is None else [("", none)]
        self.programme.choices = [*first, *((one.key, one.name) for one in within)]
