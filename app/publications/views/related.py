"""Where it can be read, and which events have to do with it."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue

from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import InvalidInput, NotFound
from app.core.messages import N_
from app.publications import operations
from app.publications.forms import LinkForm, RelatedEventForm
from app.publications.models import Output, OutputLink
from app.publications.queries import event_called, output_for
from app.publications.views.blueprint import bp
from app.publications.views.page import page_of
from app.web.answers import answer_form, answer_once


@bp.post("/<key>/links")
@staff(Permission.EDIT)
def add_link(key: str) -> ResponseReturnValue:
    """Say where it can be read."""
    found = output_for(key, Permission.EDIT)
    form = LinkForm()

    def change() -> str:
        operations.add_link(
            found,
            url=form.url.data or "",
            language=form.language.data or "",
            label=form.label.data or "",
        )
        return url_for(".publication", key=key, _anchor="links")

    return answer_form(form, change=change, page=lambda: page_of(found, links=form))


@bp.post("/<key>/links/<link>/remove")
@staff(Permission.EDIT)
def remove_link(key: str, link: str) -> ResponseReturnValue:
    """Take a link away."""
    found = output_for(key, Permission.EDIT)

    def change() -> str:
        operations.remove_link(_link(found, link))
        return url_for(".publication", key=key, _anchor="links")

    return answer_once(request.form.get("once"), change)


@bp.post("/<key>/events")
@staff(Permission.EDIT)
def add_event(key: str) -> ResponseReturnValue:
    """Say that an event has to do with it."""
    found = output_for(key, Permission.EDIT)
    form = RelatedEventForm()

    def change() -> str:
        event = event_called(form.event.data or "")
        if event is None:
            raise InvalidInput(N_("There is no event of this title or address that you may see."))
        operations.relate_event(found, event)
        return url_for(".publication", key=key, _anchor="events")

    return answer_form(form, change=change, page=lambda: page_of(found, events=form))


@bp.post("/<key>/related/<event>/remove")
@staff(Permission.EDIT)
def remove_event(key: str, event: str) -> ResponseReturnValue:
    """Say so no longer."""
    found = output_for(key, Permission.EDIT)

    def change() -> str:
        for one in found.events:
            if one.key == event:
                operations.part_event(found, one)
                return url_for(".publication", key=key, _anchor="events")
        raise NotFound

    return answer_once(request.form.get("once"), change)


def _link(found: Output, key: str) -> OutputLink:
    for one in found.links:
        if one.key == key:
            return one
    raise NotFound
