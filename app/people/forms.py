"""What staff type about persons, their offices and organisations."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from flask_babel import gettext
from wtforms import BooleanField
from wtforms.validators import InputRequired, Regexp, ValidationError

from app.core.errors import InvalidInput
from app.people.rules import NAME_ORDER_LABELS, ORGANISATION_KIND_LABELS, checked_fuzzy_date
from app.web.answers import EditForm
from app.web.choices import SelectField
from app.web.forms import LineField, TextField
from app.web.forms import lazy_gettext as _

Kind = TypeVar("Kind", bound=StrEnum)

LANGUAGES = {
    "": _("(not said)"),
    "ko": _("Korean"),
    "ja": _("Japanese"),
    "zh": _("Chinese, simplified"),
    "zh-Hant": _("Chinese, traditional"),
    "ru": _("Russian"),
    "mn": _("Mongolian"),
    "vi": _("Vietnamese"),
    "th": _("Thai"),
    "ar": _("Arabic"),
    "fa": _("Persian"),
    "uk": _("Ukrainian"),
}
"""Languages in whose script names stand beside the Latin one; browsers read and hyphenate by it."""


def _labelled(labels: Mapping[Kind, str]) -> list[tuple[str, str]]:
    return [(value.value, gettext(label)) for value, label in labels.items()]


class PersonForm(EditForm):
    """What a person is called, and where they are reached."""

    display_name = LineField(
        _("Name as it is written"),
        limit=200,
        validators=[InputRequired(_("Type the name."))],
        description=_("Without title or rank: “Kim Sook”, “Charles W. Freeman, Jr.”."),
    )
    honorific = LineField(
        _("Title or rank before the name"), limit=80, description=_("“Ambassador”, “Dr.”")
    )
    given_name = LineField(_("Given name"), limit=120)
    family_name = LineField(
        _("Family name"),
        limit=120,
        description=_("Lists are sorted by it. Leave both empty to have them read from the name."),
    )
    suffix = LineField(_("After the name"), limit=60, description=_("“Jr.”, “(ret.)”, “PhD”"))
    name_order = SelectField(_("Order"))
    native_name = LineField(_("Name in its own script"), limit=120)
    native_lang = SelectField(_("Language of that script"))
    never_list = BooleanField(_("Never name this person in public, at any event"))
    email = TextField(
        _("E-mail addresses"), limit=2000, description=_("One to a line. Never shown in public.")
    )
    somebody_else = BooleanField(_("This is somebody else than those named above"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_order.choices = [
            ("", gettext("As the name suggests")),
            *_labelled(NAME_ORDER_LABELS),
        ]
        self.native_lang.choices = list(LANGUAGES.items())

    def validate_email(self, field: TextField) -> None:
        """Refuse the first line that is no address, and say which it is."""
        # Imported where it is used, as in ``app.web.forms``.
        from email_validator import EmailNotValidError, validate_email

        for line in (field.data or "").splitlines():
            try:
                validate_email(line.strip(), check_deliverability=False)
            except EmailNotValidError:
                raise ValidationError(
                    gettext("“%(line)s” is not an e-mail address.", line=line)
                ) from None


class OfficeForm(EditForm):
    """What a person is or was somewhere."""

    title = LineField(
        _("Office"),
        validators=[InputRequired(_("Name the office."))],
        description=_("As it is billed: “Senior Expert, North Korea”."),
    )
    organisation = LineField(_("Organisation"), limit=200)
    began = LineField(_("Since"), limit=10, description=_("2019, 2019-05 or 2019-05-03"))
    ended = LineField(_("Until"), limit=10, description=_("Likewise; empty while it is held."))
    former = BooleanField(_("Billed as “former …”, for as long as it stands here"))
    acting = BooleanField(_("Acting"))
    listed = BooleanField(_("May be named in public"))

    def validate_began(self, field: LineField) -> None:
        """Take a year, a month or a day."""
        _check_date(field.data or "")

    def validate_ended(self, field: LineField) -> None:
        """Take a year, a month or a day, not before the beginning."""
        began, ended = self.began.data or "", field.data or ""
        _check_date(ended)
        if began and ended and ended < began[: len(ended)]:
            raise ValidationError(gettext("The end is before the start."))


def _check_date(text: str) -> None:
    try:
        checked_fuzzy_date(text)
    except InvalidInput as refusal:
        raise ValidationError(gettext(refusal.message, **refusal.facts)) from None


class OrganisationForm(EditForm):
    """What an organisation is called."""

    name = LineField(_("Name"), limit=200, validators=[InputRequired(_("Type the name."))])
    short_name = LineField(_("Short name"), limit=60)
    kind = SelectField(_("Kind"))
    country = LineField(_("Country"), limit=80)
    website = LineField(
        _("Website"),
        limit=300,
        validators=[
            Regexp(r"(?i)^$|^https?://\S+$", message=_("An address begins with https://."))
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = _labelled(ORGANISATION_KIND_LABELS)
