"""The roles by the names that people read."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext

from app.access.roles import StaffRole
from app.accounts.models import Grant
from app.web.forms import lazy_gettext as _

ROLE_NAMES: dict[StaffRole, str] = {
    StaffRole.READER: _("Reader"),
    StaffRole.DESK: _("Desk"),
    StaffRole.EVENT_COORDINATOR: _("Event coordinator"),
    StaffRole.PROGRAMME_OFFICER: _("Programme officer"),
    StaffRole.ADMINISTRATOR: _("Administrator"),
}


def role_line(grant: Grant, titles: Mapping[tuple[str, int], str]) -> str:
    """What the user is and for what: "Reader, for everything", "Desk, for An Event"."""
    role = ROLE_NAMES[grant.role]
    for column in ("programme_id", "event_id"):
        if (bound := getattr(grant, column)) is not None:
            title = titles.get((column, bound), gettext("something you may not see"))
            return gettext("%(role)s, for %(title)s", role=role, title=title)
    return gettext("%(role)s, for everything", role=role)
