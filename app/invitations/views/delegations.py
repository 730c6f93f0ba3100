"""Asking focal points to name the members of their delegations."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access.doors import staff
from app.access.roles import Permission
from app.events.models import Event
from app.events.queries import event_for
from app.invitations import operations
from app.invitations.forms import NominationsForm
from app.invitations.queries import nomination_links, places_taken_of
from app.invitations.views.waves import mailing_href
from app.participation.models import Delegation
from app.participation.queries import delegation_for, delegations_of
from app.web.answers import answer_form, answer_once
from app.web.forms import Form

bp = Blueprint("nominating", __name__, url_prefix="/staff/events/<key>/invitations/delegations")


@bp.get("")
@staff(Permission.EDIT)
def index(key: str) -> ResponseReturnValue:
    """Show the delegations, whether their focal points were asked, and how many are named."""
    event = event_for(key, Permission.EDIT)
    sides = delegations_of(event)
    return _page(event, sides, NominationsForm(formdata=None, offered=sides, zone=event.zone))


@bp.post("")
@staff(Permission.EDIT)
def ask(key: str) -> ResponseReturnValue:
    """Draft a letter with a personal link to the focal point of each delegation chosen."""
    event = event_for(key, Permission.EDIT)
    sides = delegations_of(event)
    form = NominationsForm(offered=sides, zone=event.zone)

    def change() -> str:
        chosen = [side for side in delegations_of(event) if side.key in (form.sides.data or ())]
        mailing = operations.ask_for_names(
            chosen, deadline_at=form.deadline_at, sender=form.sender.data or ""
        )
        flash(
            ngettext("The letter waits as a draft.", "The letters wait as drafts.", len(chosen)),
            "success",
        )
        return mailing_href(mailing)

    return answer_form(form, change=change, page=lambda: _page(event, sides, form))


@bp.post("/<delegation>/revoke")
@staff(Permission.EDIT)
def revoke(key: str, delegation: str) -> ResponseReturnValue:
    """Let the link of a focal point lead nowhere."""
    event = event_for(key, Permission.EDIT)

    def work() -> str:
        link = nomination_links(event).get(delegation_for(event, delegation).id)
        if link is not None:
            operations.revoke(link)
        flash(_("The link leads nowhere now."), "success")
        return url_for("nominating.index", key=key)

    return answer_once(Form().once.data, work)


def _page(event: Event, sides: Sequence[Delegation], form: NominationsForm) -> str:
    return render_template(
        "invitations/delegations.html",
        event=event,
        sides=sides,
        links=nomination_links(event),
        taken=places_taken_of(sides),
        chosen=set(form.sides.data or ()),
        form=form,
    )
