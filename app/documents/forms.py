"""What to print, on what, and for whom."""

from __future__ import annotations

from wtforms import BooleanField

from app.documents.content import Paper
from app.door.rules import POOL_LABELS, Pool
from app.web.choices import SelectField
from app.web.forms import Form, LineField
from app.web.forms import lazy_gettext as _


class PrintForm(Form):
    """The paper, and which of the guests; without a choice all of them."""

    paper = SelectField(
        _("Paper"),
        choices=[(Paper.A4.value, _("A4")), (Paper.LETTER.value, _("US Letter"))],
        default=Paper.A4.value,
    )
    pool = SelectField(
        _("Group"),
        choices=[("", _("Everybody")), *((pool.value, _(POOL_LABELS[pool])) for pool in Pool)],
        default="",
    )
    words = LineField(
        _("Only those found by"),
        limit=200,
        description=_("A part of a name, an organisation, or a ticket. Empty for all."),
    )
    anyway = BooleanField(_("Print an empty box where a character is missing"))
