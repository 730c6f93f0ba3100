"""The forms of a transcript: its text, one turn, and who is meant by each label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_wtf.file import FileField
from wtforms.validators import InputRequired, ValidationError

from app.core.errors import InvalidInput
from app.events.rules import seconds_in
from app.participation.models import Participation
from app.transcripts.reading import LONGEST_LABEL, LONGEST_TEXT, Turn, read_turns, text_of
from app.web.answers import EditForm
from app.web.choices import SelectField
from app.web.forms import Form, LineField, TextField
from app.web.forms import lazy_gettext as _


class TextForm(Form):
    """A transcript as a file or pasted; valid once it can be read."""

    file = FileField(
        _("File"),
        description=_("Plain text with the speakers in capitals, WebVTT or SubRip (.srt)."),
    )
    text = TextField(_("Or paste the text"), limit=LONGEST_TEXT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.turns: list[Turn] = []

    def validate_text(self, field: TextField) -> None:
        """Read the file, or else what was pasted."""
        try:
            sent = text_of(self.file.data.read()) if self.file.data else field.data or ""
            self.turns = read_turns(sent)
        except InvalidInput as refusal:
            raise ValidationError(gettext(refusal.message, **refusal.facts)) from None


class TurnForm(EditForm):
    """One turn."""

    speaker = LineField(_("Speaker"), limit=LONGEST_LABEL, description=_("As it is printed."))
    second = LineField(_("Begins at"), limit=12, description=_("Such as 1:02:33."))
    text = TextField(_("Words"), validators=[InputRequired(_("Write what was said."))])

    def validate_second(self, field: LineField) -> None:
        """Take a moment, or nothing."""
        try:
            seconds_in(field.data or "")
        except InvalidInput as refusal:
            raise ValidationError(gettext(refusal.message, **refusal.facts)) from None


class MatchForm(Form):
    """Whom each label means: a list for each, called ``label_0``, ``label_1``, …"""

    def chosen(
        self, labels: Sequence[str], seats: Sequence[Participation]
    ) -> dict[str, Participation | None]:
        """Return the seat that was chosen for each of ``labels``."""
        by_key = {seat.key: seat for seat in seats}
        return {
            label: by_key.get(self[f"label_{place}"].data or "")
            for place, label in enumerate(labels)
        }


def match_form(
    labels: Sequence[str],
    seats: Sequence[Participation],
    standing: Mapping[str, Participation],
    **options: Any,
) -> MatchForm:
    """Return a form that asks whom each of ``labels`` means, with ``standing`` chosen."""
    choices = [("", gettext("(nobody in particular)")), *((one.key, one.name) for one in seats)]
    fields = {
        f"label_{place}": SelectField(label, choices=choices) for place, label in enumerate(labels)
    }
    data = {
        f"label_{place}": standing[label].key if label in standing else ""
        for place, label in enumerate(labels)
    }
    made: MatchForm = type("MatchForm", (MatchForm,), dict(fields))(data=data, **options)
    return made
