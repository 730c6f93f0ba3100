"""From private to public and back, and the public address."""

from __future__ import annotations

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.publications import operations
from app.publications.forms import AddressForm
from app.publications.queries import output_for
from app.publications.views.blueprint import bp
from app.publications.views.page import answer_button, page_of
from app.web.answers import answer_form


@bp.post("/<key>/<any(release, withdraw):way>")
@staff(Permission.RELEASE)
def release(key: str, way: str) -> ResponseReturnValue:
    """Show the publication to everyone, or take it back."""
    found = output_for(key, Permission.RELEASE)
    if way == "release":
        return answer_button(
            found, lambda: operations.release(found), said=_("The publication is public.")
        )
    return answer_button(
        found, lambda: operations.withdraw(found), said=_("The publication is withdrawn.")
    )


@bp.post("/<key>/address")
@staff(Permission.RELEASE)
def address(key: str) -> ResponseReturnValue:
    """Move the public page; the former address leads there."""
    found = output_for(key, Permission.RELEASE)
    form = AddressForm()

    def change() -> str:
        operations.change_slug(found, slug=form.slug.data or "")
        return url_for(".publication", key=key)

    return answer_form(form, change=change, page=lambda: page_of(found, addresses=form))
