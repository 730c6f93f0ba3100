"""The base form: cleaned text, bounded length, and a key that makes a second sending harmless."""

from __future__ import annotations

from typing import Any, cast

import flask_babel
from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import EmailField as WTFormsEmailField
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from app.core.errors import InvalidInput
from app.core.text import LINE_LIMIT, TEXT_LIMIT, clean_line, clean_text, random_key


def lazy_gettext(text: str, **facts: object) -> str:
    """Flask-Babel's ``lazy_gettext``, typed as the text it becomes: WTForms asks for nothing else."""
    return cast("str", flask_babel.lazy_gettext(text, **facts))


class Form(FlaskForm):
    """A form of Parley. ``once`` is its idempotency key, see ``app.infra.once``."""

    once = HiddenField(default=random_key)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]  # Flask-WTF has no types.

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether everything can be used; a form that is not known to be ours says so in words."""
        valid = bool(super().validate(*args, **kwargs))
        if "csrf_token" in self.errors:
            self["csrf_token"].errors = [
                gettext(
                    "This page was open for too long, or your browser keeps no cookies. "
                    "Nothing was changed; please send it once more."
                )
            ]
        return valid


class LineField(StringField):
    """One line of text: normalised, without control characters, at most ``limit`` long."""

    def __init__(self, *args: Any, limit: int = LINE_LIMIT, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit = limit
        self.refusal: InvalidInput | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean what was sent; keep it as typed where it cannot be cleaned."""
        self.data = str(valuelist[0]) if valuelist else ""
        try:
            self.data = self.clean(self.data)
        except InvalidInput as refusal:
            self.refusal = refusal
        # InputRequired looks here, and spaces are no input.
        self.raw_data = [self.data]

    def clean(self, text: str) -> str:
        """Return ``text`` as it is to be stored. Raises InvalidInput."""
        return clean_line(text, self.limit)

    def pre_validate(self, form: Any) -> None:
        """Refuse what could not be cleaned, before any other rule."""
        del form
        if self.refusal is not None:
            raise ValidationError(gettext(self.refusal.message, **self.refusal.facts))


class TextField(LineField, TextAreaField):
    """Text of several lines, cleaned likewise."""

    def __init__(self, *args: Any, limit: int = TEXT_LIMIT, **kwargs: Any) -> None:
        super().__init__(*args, limit=limit, **kwargs)

    def clean(self, text: str) -> str:
        """Return ``text`` as it is to be stored. Raises InvalidInput."""
        return clean_text(text, self.limit)


class EmailField(LineField, WTFormsEmailField):
    """An address to which mail can be sent, as far as its form can tell; nobody is asked."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no address."""
        super().pre_validate(form)
        if not self.data:
            return
        # Imported where it is used: it costs a start more than most processes ever need of it.
        from email_validator import EmailNotValidError, validate_email

        try:
            self.data = validate_email(self.data, check_deliverability=False).normalized
        except EmailNotValidError:
            raise ValidationError(
                gettext("This is not an e-mail address. It should look like name@example.org.")
            ) from None
