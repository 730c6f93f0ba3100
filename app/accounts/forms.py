"""What is typed to sign in, to set a password and to manage users."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField
from wtforms.validators import InputRequired

from app.web.forms import Form, LineField


class SignInForm(Form):
    """Address and password; ``next`` is where the reader was going."""

    email = LineField(_l("E-mail address"), validators=[InputRequired(_l("Type your address."))])
    password = PasswordField(_l("Password"), validators=[InputRequired(_l("Type your password."))])
    next = HiddenField()
