"""The form that takes a file."""

from __future__ import annotations

from typing import Any

from flask_wtf.file import FileField, FileRequired

from app.programmes.models import Programme
from app.web.choices import SelectField
from app.web.forms import Form
from app.web.forms import lazy_gettext as _


class FileForm(Form):
    """A spreadsheet, and where its new events belong."""

    file = FileField(
        _("Spreadsheet"),
        description=_("CSV or XLSX, at most 8 MB: one row per person and session."),
        validators=[FileRequired(_("Choose a file."))],
    )
    programme = SelectField(
        _("Programme"), description=_("New events of the file will belong to it.")
    )

    def __init__(
        self, *args: Any, within: list[Programme], none: str | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.content = b""
        choices = [(programme.key, programme.name) for programme in within]
        self.programme.choices = [("", none), *choices] if none else choices
