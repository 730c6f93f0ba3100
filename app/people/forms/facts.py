"""What staff type about a person beside name and office: other names, bios, the portrait."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_wtf.file import FileField
from wtforms import BooleanField
from wtforms.validators import InputRequired, ValidationError

from app.core.errors import InvalidInput
from app.people.forms.choices import LANGUAGES, check_date, labelled
from app.people.portraits import Portrait, read_portrait
from app.people.rules import ROMANISATION_LABELS, VARIANT_KIND_LABELS
from app.web.answers import EditForm
from app.web.choices import SelectField
from app.web.forms import LineField, TextField
from app.web.forms import lazy_gettext as _


class VariantForm(EditForm):
    """How else a person is written."""

    text = LineField(
        _("Name as it is written there"),
        limit=200,
        validators=[InputRequired(_("Type the name."))],
        description=_("The person is found by it. It is never shown in public."),
    )
    kind = SelectField(_("What it is"))
    system = SelectField(_("Romanisation"))
    lang = SelectField(_("Language of the script"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = labelled(VARIANT_KIND_LABELS)
        self.system.choices = labelled(ROMANISATION_LABELS)
        self.lang.choices = list(LANGUAGES.items())


class BiographyForm(EditForm):
    """Who the person is, as told on a day."""

    as_of = LineField(
        _("As of"), limit=10, description=_("2019, 2019-05 or 2019-05-03; the latest one is shown.")
    )
    short = TextField(
        _("Short"), limit=1000, description=_("Two or three sentences, for a programme.")
    )
    long = TextField(_("Long"), limit=10_000)
    public = BooleanField(_("May stand on the public page of the person"))

    def validate_as_of(self, field: LineField) -> None:
        """Take a year, a month or a day."""
        check_date(field.data or "")


class PortraitForm(EditForm):
    """A picture of the person, and who allowed what."""

    file = FileField(
        _("Picture"),
        description=_(
            "JPEG, PNG or WebP, at most 8 MB. It is made smaller, and what the camera wrote into it is left out."
        ),
    )
    credit = LineField(
        _("Credit"), limit=200, description=_("The photographer, as they want to be named.")
    )
    licence = LineField(
        _("Licence"), limit=120, description=_("“CC BY 4.0”, “courtesy of the person”")
    )
    consent = BooleanField(
        _("The person agrees that it is shown in public"),
        description=_("Without consent it is for staff alone."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.portrait: Portrait | None = None

    def validate_file(self, field: FileField) -> None:
        """Read the picture now, before any transaction begins."""
        if not field.data:
            return
        try:
            self.portrait = read_portrait(field.data.read())
        except InvalidInput as refusal:
            raise ValidationError(gettext(refusal.message, **refusal.facts)) from None
