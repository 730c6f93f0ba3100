"""What a guest types, and what tells a person from a program."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import current_app
from flask_babel import gettext
from itsdangerous import BadSignature, URLSafeSerializer
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import InputRequired, ValidationError

from app.core.clock import now
from app.core.errors import InvalidInput
from app.registration.rules import check_name
from app.web.forms import EmailField, Form, LineField
from app.web.forms import lazy_gettext as _

QUICKEST = timedelta(seconds=1)
"""Nobody types a name and an address faster than this."""


def _stamp() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="registration opened")


class GuestForm(Form):
    """Who wants to come."""

    name = LineField(_("Name"), limit=200, validators=[InputRequired(_("Type your name."))])
    email = EmailField(
        _("E-mail address"), limit=254, validators=[InputRequired(_("Type your address."))]
    )
    organisation = LineField(_("Organisation"), limit=200)
    consent_listed = BooleanField(
        _("My name and organisation may stand on a list of guests that other guests can read.")
    )

    def validate_name(self, field: LineField) -> None:
        """Refuse what is no name."""
        try:
            check_name(field.data or "")
        except InvalidInput as refusal:
            raise ValidationError(gettext(refusal.message, **refusal.facts)) from None


class RegistrationForm(GuestForm):
    """The same, filled in by anyone.

    ``website`` is shown to programs alone, which fill in whatever they find; ``opened`` says,
    signed, when the form was given out.
    """

    website = StringField(_("Leave this field empty"))
    opened = HiddenField()

    def give_out(self) -> RegistrationForm:
        """Remember the time, unless the form has been given out before."""
        if not self.opened.data:
            self.opened.data = _stamp().dumps(now().isoformat())
        return self

    @property
    def filled_in_by_program(self) -> bool:
        """Whether the trap was walked into."""
        return bool(self.website.data)

    def validate_opened(self, field: HiddenField) -> None:
        """Refuse a form that we did not give out, or that was sent the moment it was."""
        try:
            given_out = datetime.fromisoformat(_stamp().loads(field.data or ""))
        except (BadSignature, ValueError, TypeError):
            field.data = _stamp().dumps(now().isoformat())
            raise ValidationError(gettext("Please send the form once more.")) from None
        if now() - given_out < QUICKEST:
            raise ValidationError(gettext("That was quick. Please send the form once more."))
