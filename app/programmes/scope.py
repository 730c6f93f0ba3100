"""A role can be held for one programme."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.accounts.scopes import Scope, Thing
from app.extensions import db
from app.programmes.models import Programme


def _programmes(ids: Collection[int] | None) -> Sequence[Thing]:
    asked = select(Programme.id, Programme.key, Programme.name).order_by(Programme.name)
    if ids is not None:
        asked = asked.where(Programme.id.in_(ids))
    return [Thing(*row) for row in db.session.execute(asked)]


PROGRAMMES = Scope("programme_id", _("A programme"), _programmes)
