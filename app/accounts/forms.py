"""What is typed to sign in, to set a password and to manage users."""

from __future__ import annotations

from wtforms import HiddenField, PasswordField
from wtforms.validators import InputRequired

from app.web.forms import Form, LineField
from app.web.forms import lazy_gettext as _


class SignInForm(Form):
    """Address and password; ``next`` is where the reader was going."""

    email = LineField(_("E-mail address"), validators=[InputRequired(_("Type your address."))])
    password = PasswordField(_("Password"), validators=[InputRequired(_("Type your password."))])
    next = HiddenField()
