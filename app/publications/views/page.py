"""The page of one publication: what stands on it, and what its buttons come back to."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.people.queries import find_people
from app.publications.forms import AddressForm, LinkForm, RelatedEventForm
from app.publications.models import Output
from app.publications.queries import may, output_for
from app.publications.rules import AUTHOR_ROLE_LABELS, OUTPUT_KIND_LABELS
from app.publications.views.blueprint import bp
from app.web.answers import answer_form
from app.web.asked import words_in
from app.web.forms import Form

MOST_FOUND = 10


@bp.get("/<key>/")
@staff(Permission.READ)
def publication(key: str) -> ResponseReturnValue:
    """Show a publication, its authors, links and events, for change where the viewer may."""
    return page_of(output_for(key))


def page_of(
    found: Output,
    *,
    links: LinkForm | None = None,
    events: RelatedEventForm | None = None,
    addresses: AddressForm | None = None,
    button: Form | None = None,
) -> str:
    """Return the page of a publication, each of its forms as it was sent or empty."""
    who = words_in(request.args, "who")
    may_edit = may(Permission.EDIT, found)
    return render_template(
        "publications/publication.html",
        output=found,
        kind=_(OUTPUT_KIND_LABELS[found.kind]),
        roles={role: _(label) for role, label in AUTHOR_ROLE_LABELS.items()},
        who=who,
        people=find_people(who).people[:MOST_FOUND] if who and may_edit else (),
        may_edit=may_edit,
        may_release=may(Permission.RELEASE, found),
        link_form=links or LinkForm(formdata=None),
        event_form=events or RelatedEventForm(formdata=None),
        address_form=addresses or AddressForm(formdata=None, data={"slug": found.slug}),
        button_form=button or Form(formdata=None),
    )


def answer_button(
    found: Output, act: Callable[[], object], anchor: str = "", said: str = ""
) -> ResponseReturnValue:
    """Do what a button asks for, and come back to the publication."""
    form = Form()

    def change() -> str:
        act()
        if said:
            flash(said, "success")
        return url_for(".publication", key=found.key) + anchor

    return answer_form(form, change=change, page=lambda: page_of(found, button=form))
