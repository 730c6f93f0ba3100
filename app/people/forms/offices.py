"""What a person is or was somewhere."""

from __future__ import annotations

from flask_babel import gettext
from wtforms import BooleanField
from wtforms.validators import InputRequired, ValidationError

from app.people.forms.choices import check_date
from app.web.answers import EditForm
from app.web.forms import LineField
from app.web.forms import lazy_gettext as _


class OfficeForm(EditForm):
    """What a person is or was somewhere."""

    title = LineField(
        _("Office"),
        validators=[InputRequired(_("Name the office."))],
        description=_("As it is billed: “Senior Expert, North Korea”."),
    )
    organisation = LineField(_("Organisation"), limit=200)
    unit = LineField(
        _("Department or unit"),
        limit=200,
        description=_("Between the office and the organisation."),
    )
    began = LineField(
        _("Since"), limit=10, description=_("2019, 2019-05 or 2019-05-03; empty if it is not known")
    )
    ended = LineField(_("Until"), limit=10, description=_("Likewise; empty while it is held."))
    former = BooleanField(_("Billed as “former …”, for as long as it stands here"))
    acting = BooleanField(_("Acting"))
    retired = BooleanField(_("Retired: billed with “(ret.)”"))
    is_main = BooleanField(_("The one that lists show first"))
    listed = BooleanField(_("May be named in public"))

    def validate_began(self, field: LineField) -> None:
        """Take a year, a month or a day."""
        check_date(field.data or "")

    def validate_ended(self, field: LineField) -> None:
        """Take a year, a month or a day, not before the beginning."""
        began, ended = self.began.data or "", field.data or ""
        check_date(ended)
        if began and ended and ended < began[: len(ended)]:
            raise ValidationError(gettext("The end is before the start."))
