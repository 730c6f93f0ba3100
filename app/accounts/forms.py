"""What is typed to sign in, to set a password and to manage users."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    PasswordField,
)
from wtforms import Form as Filters
from wtforms.validators import InputRequired, Optional, ValidationError

from app.access.roles import StaffRole
from app.accounts import scopes, trail
from app.accounts.role_names import ROLE_NAMES
from app.accounts.rules import check_password
from app.core.clock import OutOfRange, in_range
from app.core.errors import InvalidInput
from app.web.choices import SelectField
from app.web.forms import EmailField, Form, LineField
from app.web.forms import lazy_gettext as _


class SignInForm(Form):
    """Address and password; ``next`` is where the reader was going."""

    # Not an EmailField: what cannot be an address is no user's, which is said in one way.
    email = LineField(_("E-mail address"), validators=[InputRequired(_("Type your address."))])
    password = PasswordField(_("Password"), validators=[InputRequired(_("Type your password."))])
    next = HiddenField()


class AskForLinkForm(Form):
    """The address to which a link shall be mailed."""

    email = EmailField(_("E-mail address"), validators=[InputRequired(_("Type your address."))])


class NewPasswordForm(Form):
    """A password to be set; ``owner_email`` must not be it."""

    new_password = PasswordField(
        _("New password"), validators=[InputRequired(_("Type the new password."))]
    )

    owner_email = ""

    def validate_new_password(self, field: PasswordField) -> None:
        """Apply the rules for passwords."""
        try:
            check_password(field.data or "", email=self.owner_email)
        except InvalidInput as refusal:
            raise ValidationError(gettext(refusal.message, **refusal.facts)) from None


class ChangePasswordForm(NewPasswordForm):
    """The same, proved by the present password."""

    password = PasswordField(
        _("Present password"), validators=[InputRequired(_("Type your present password."))]
    )


class UserForm(Form):
    """Name and standing of a user."""

    name = LineField(_("Name"), limit=200, validators=[InputRequired(_("Type a name."))])
    active = BooleanField(_("May sign in"))


class RoleForm(Form):
    """A role and its bounds."""

    role = SelectField(
        _("Role"),
        choices=[(role.value, name) for role, name in ROLE_NAMES.items()],
        description=_(
            "A reader sees private events. The desk checks guests in. A coordinator changes events, "
            "an officer also starts and releases them, an administrator also makes users."
        ),
    )
    scope = SelectField(
        _("For"),
        choices=scopes.choices,
        description=_("A confidential event is seen only by those who are named on it."),
    )

    @property
    def chosen_role(self) -> StaffRole:
        """The role that was chosen."""
        return StaffRole(self.role.data)


class NewUserForm(RoleForm):
    """A user and the first role."""

    name = LineField(_("Name"), limit=200, validators=[InputRequired(_("Type a name."))])
    email = EmailField(_("E-mail address"), validators=[InputRequired(_("Type an address."))])


def _kinds_of_things() -> list[tuple[str, str]]:
    return [("", gettext("Everything")), *((kind, gettext(kind)) for kind in trail.things())]


class TrailForm(Filters):
    """Which entries of the audit trail are shown."""

    who = LineField(_("Whose address has"))
    thing = SelectField(_("What"), choices=_kinds_of_things, default="")
    key = LineField(_("Key"))
    since = DateField(_("From"), validators=[Optional()])
    until = DateField(_("To"), validators=[Optional()])

    def validate_since(self, field: DateField) -> None:
        """Refuse a day that lies further off than days are counted here."""
        _check_day(field.data)

    def validate_until(self, field: DateField) -> None:
        """Likewise."""
        _check_day(field.data)


def _check_day(day: date | None) -> None:
    if day is not None and not in_range(day):
        refusal = OutOfRange()
        raise ValidationError(gettext(refusal.message, **refusal.facts))
