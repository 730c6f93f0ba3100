"""What staff type about programmes and series."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext
from wtforms import FieldList, FormField, SubmitField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, ValidationError

from app.programmes.models import Programme
from app.programmes.rules import SERIES_KIND_LABELS
from app.web.answers import EditForm
from app.web.choices import SelectField
from app.web.forms import LineField, TextField
from app.web.forms import lazy_gettext as _

SPARE_STRANDS = 2
"""How many empty strands stand below the others, to be filled in."""


class StrandFields(PlainForm):
    """One line of work; without a title it is taken away."""

    title = LineField(_("Title"), limit=200)
    text = TextField(_("Text"))

    def validate_title(self, field: LineField) -> None:
        """Refuse a text that belongs to nothing."""
        if self.text.data and not field.data:
            raise ValidationError(gettext("Give this strand a title, or empty its text."))


class ProgrammeForm(EditForm):
    """The words of a programme's page, in Markdown."""

    name = LineField(_("Name"), limit=200, validators=[InputRequired(_("Name the programme."))])
    page_title = LineField(
        _("Title of its page"), limit=200, description=_("If it is not the name.")
    )
    standfirst = TextField(_("Standfirst"), description=_("One or two sentences, in Markdown."))
    situation = TextField(_("Current situation"), description=_("In Markdown."))
    work = TextField(_("Current work"), description=_("In Markdown; the strands stand below it."))
    strands = FieldList(FormField(StrandFields))
    preview = SubmitField(_("Preview"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not request.form:
            for _spare in range(SPARE_STRANDS):
                self.strands.append_entry()

    def strand_texts(self) -> list[tuple[str, str]]:
        """The strands that have a title, each with its text."""
        return [
            (entry.data["title"], entry.data["text"] or "")
            for entry in self.strands
            if entry.data["title"]
        ]


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
        self.kind.choices = [
            (kind.value, gettext(label)) for kind, label in SERIES_KIND_LABELS.items()
        ]
        first = [] if none is None else [("", none)]
        self.programme.choices = [*first, *((one.key, one.name) for one in within)]
