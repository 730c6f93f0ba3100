"""What an organisation is called, now and before."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext
from wtforms.validators import InputRequired, Regexp, ValidationError

from app.people.forms.choices import check_date, labelled
from app.people.rules import ORGANISATION_KIND_LABELS
from app.web.answers import EditForm
from app.web.choices import SelectField
from app.web.forms import LineField, TextField
from app.web.forms import lazy_gettext as _

_HELD = re.compile(r"(.+?)\s*\(([\d-]*)\s*[–—/]\s*([\d-]*)\)")
"""A name and when it was held: "National Unification Board (1969–1990)"."""


class OrganisationForm(EditForm):
    """What an organisation is called."""

    name = LineField(_("Name"), limit=200, validators=[InputRequired(_("Type the name."))])
    short_name = LineField(_("Short name"), limit=60)
    kind = SelectField(_("Kind"))
    country = LineField(_("Country"), limit=80)
    parent = LineField(
        _("Part of"),
        limit=200,
        description=_("A ministry for its institute, a university for its school."),
    )
    former_names = TextField(
        _("Names it had before"),
        limit=4000,
        description=_(
            "One to a line, with the years in brackets: “National Unification Board (1969–1990)”. "
            "An event of those years is billed with the name of then."
        ),
    )
    website = LineField(
        _("Website"),
        limit=300,
        validators=[
            Regexp(r"(?i)^$|^https?://\S+$", message=_("An address begins with https://."))
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = labelled(ORGANISATION_KIND_LABELS)

    def validate_former_names(self, field: TextField) -> None:
        """Refuse the first line whose years are none."""
        for _name, began, ended in former_names(field.data or ""):
            check_date(began)
            check_date(ended)
            if began and ended and ended < began[: len(ended)]:
                raise ValidationError(gettext("The end is before the start."))


def former_names(text: str) -> list[tuple[str, str, str]]:
    """Names with the dates between which they were held, of one line each; dates may be missing."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        held = _HELD.fullmatch(line)
        found.append((held[1], held[2], held[3]) if held else (line, "", ""))
    return found
