"""The audit trail, for administrators."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.doors import staff
from app.access.roles import Permission
from app.accounts import trail
from app.accounts.forms import TrailForm
from app.config import current_settings
from app.infra.models import AuditEntry
from app.web.asked import page_in

bp = Blueprint("audit", __name__, url_prefix="/staff/audit")


@bp.get("/")
@staff(Permission.ADMINISTER)
def index() -> ResponseReturnValue:
    """List what was seen and changed, the latest first, as far as the viewer may know of it."""
    form = TrailForm(request.args)
    if not form.validate():
        return _page(form, []), 422
    page = page_in(request.args)
    entries, more = trail.entries(
        zone=current_settings().time_zone,
        who=form.who.data or "",
        thing=form.thing.data or "",
        key=form.key.data or "",
        since=form.since.data,
        until=form.until.data,
        page=page,
    )
    before = _address(page - 1) if page > 1 else None
    return _page(form, entries, before, _address(page + 1) if more else None)


def _page(
    form: TrailForm,
    entries: Sequence[AuditEntry],
    previous: str | None = None,
    following: str | None = None,
) -> str:
    return render_template(
        "accounts/audit.html",
        form=form,
        entries=entries,
        zone=current_settings().time_zone,
        previous=previous,
        next=following,
    )


def _address(page: int) -> str:
    """The address of another page of the same list."""
    asked: dict[str, object] = {
        name: value for name, value in request.args.items() if value and name != "page"
    }
    return f"{url_for('audit.index')}?{urlencode(asked | {'page': page})}"
