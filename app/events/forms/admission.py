"""Who may look, and what the public is told when an event is taken back."""

from __future__ import annotations

from typing import Any

from wtforms.validators import InputRequired

from app.access.roles import StaffRole
from app.accounts.models import User
from app.web.choices import SelectField
from app.web.forms import Form, TextField
from app.web.forms import lazy_gettext as _

ROLES_FOR_ONE_EVENT = {
    StaffRole.PROGRAMME_OFFICER: _("Officer: may do everything, and let others in"),
    StaffRole.EVENT_COORDINATOR: _(
        "Coordinator: may change everything, but not lay open what is closed"
    ),
    StaffRole.READER: _("Reader: may look"),
    StaffRole.DESK: _("Desk: may check guests in"),
}


class LetInForm(Form):
    """A colleague and what they may do."""

    user = SelectField(_("Colleague"), validators=[InputRequired(_("Choose a colleague."))])
    role = SelectField(_("As"))

    def __init__(self, *args: Any, users: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user.choices = [(user.key, f"{user.name} ({user.email})") for user in users]
        self.role.choices = [(role.value, words) for role, words in ROLES_FOR_ONE_EVENT.items()]


class WithdrawForm(Form):
    """What stands where the event was."""

    notice = TextField(
        _("Notice in its place"),
        limit=2000,
        description=_("Everyone who follows an old link reads it."),
    )
