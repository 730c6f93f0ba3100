"""What staff type about a person."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from wtforms import BooleanField
from wtforms.validators import InputRequired, ValidationError

from app.people.forms.choices import LANGUAGES, labelled
from app.people.rules import NAME_ORDER_LABELS
from app.web.answers import EditForm
from app.web.choices import SelectField
from app.web.forms import EmailField, LineField, TextField
from app.web.forms import lazy_gettext as _


class PersonForm(EditForm):
    """What a person is called, where they are reached, and what staff alone know."""

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
    pronunciation = LineField(
        _("Pronunciation"),
        limit=120,
        description=_(
            "As a moderator would read it out: “gim SOOK-hee”. Shown on the public page."
        ),
    )
    never_list = BooleanField(_("Never name this person in public, at any event"))
    email = TextField(
        _("E-mail addresses"),
        limit=2000,
        description=_("One to a line, the preferred one first. Never shown in public."),
    )
    phone = TextField(
        _("Telephone numbers"),
        limit=1000,
        description=_(
            "One to a line, with a word after a comma if it helps: “+1 202 555 0131, office”."
        ),
    )
    assistant_name = LineField(_("Assistant"), limit=200)
    assistant_email = EmailField(_("E-mail of the assistant"), limit=254)
    assistant_phone = LineField(_("Telephone of the assistant"), limit=60)
    invite_assistant = BooleanField(_("Invitations go to the assistant"))
    gender = LineField(
        _("Gender"),
        limit=40,
        description=_("As the person says; empty where nobody asked."),
    )
    country = LineField(_("Country or nationality"), limit=80)
    languages = LineField(_("Languages"), limit=200, description=_("“Korean, English”"))
    deceased = BooleanField(_("Has died"))
    notes = TextField(_("Notes"), limit=10_000, description=_("For staff alone."))
    somebody_else = BooleanField(_("This is somebody else than those named above"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_order.choices = [
            ("", gettext("As the name suggests")),
            *labelled(NAME_ORDER_LABELS),
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
