"""One invitation: what was said, on whose behalf, and what becomes of its link."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.events.models import Event
from app.events.queries import event_for, may
from app.invitations import operations, queries
from app.invitations.forms import DeadlineForm, OnBehalfForm
from app.invitations.forms.staff import deadline_values
from app.invitations.models import Invitation
from app.invitations.rules import ANSWER_LABELS, PROPOSAL_STATE_LABELS, SCOPE_LABELS, STANDING_WORDS
from app.invitations.views.waves import mailing_href
from app.participation.queries import companions_of, history_of
from app.participation.rules import (
    CHANNEL_LABELS,
    COMPANION_KIND_LABELS,
    SEAT_STATE_LABELS,
    Channel,
)
from app.web.answers import answer_form, answer_once
from app.web.forms import Form

bp = Blueprint("invitation", __name__, url_prefix="/staff/events/<key>/invitations/of/<invitation>")


@bp.get("")
@staff(Permission.READ)
def show(key: str, invitation: str) -> ResponseReturnValue:
    """Show what was asked and answered, and what the guest allows."""
    event = event_for(key)
    return _page(event, queries.invitation_of(event, invitation))


@bp.post("/answer")
@staff(Permission.EDIT)
def answer(key: str, invitation: str) -> ResponseReturnValue:
    """Write down an answer that came by telephone, through an assistant, or by mail."""
    event, found = _load(key, invitation)
    form = OnBehalfForm(prefix="reply")

    def change() -> str:
        teller = operations.Teller(Channel(form.channel.data), form.told_by.data or "")
        operations.reply(found, form.chosen, words=form.words.data or "", teller=teller)
        return _done(_("The answer is noted."), key, invitation)

    return answer_form(form, change=change, page=lambda: _page(event, found, reply=form))


@bp.post("/deadline")
@staff(Permission.EDIT)
def extend(key: str, invitation: str) -> ResponseReturnValue:
    """Give the guest more time, or all the time there is."""
    event, found = _load(key, invitation)
    form = DeadlineForm(prefix="deadline", zone=event.zone)

    def change() -> str:
        operations.extend(found, form.deadline_at)
        return _done(_("The time to answer is changed."), key, invitation)

    return answer_form(
        form,
        change=change,
        page=lambda: _page(event, found, deadline=form),
        standing=lambda: deadline_values(found.deadline_at, event.zone),
    )


@bp.post("/renew")
@staff(Permission.EDIT)
def renew(key: str, invitation: str) -> ResponseReturnValue:
    """Make another link, and draft a letter that brings it."""

    def work(found: Invitation) -> str:
        operations.renew(found)
        flash(
            _("The old link leads nowhere now. Release this letter, which has the new one."),
            "success",
        )
        return mailing_href(operations.draft_again(found))

    return _change(key, invitation, work)


@bp.post("/send-again")
@staff(Permission.EDIT)
def send_again(key: str, invitation: str) -> ResponseReturnValue:
    """Draft the invitation once more, with the same link."""

    def work(found: Invitation) -> str:
        flash(_("The letter waits as a draft."), "success")
        return mailing_href(operations.draft_again(found))

    return _change(key, invitation, work)


@bp.post("/revoke")
@staff(Permission.EDIT)
def revoke(key: str, invitation: str) -> ResponseReturnValue:
    """Let the link lead nowhere."""

    def work(found: Invitation) -> str:
        operations.revoke(found)
        return _done(_("The link leads nowhere now."), key, invitation)

    return _change(key, invitation, work)


def _change(key: str, invitation: str, work: Callable[[Invitation], str]) -> ResponseReturnValue:
    _event, found = _load(key, invitation)
    return answer_once(Form().once.data, lambda: work(found))


def _load(key: str, invitation: str) -> tuple[Event, Invitation]:
    event = event_for(key, Permission.EDIT)
    return event, queries.invitation_of(event, invitation)


def _done(said: str, key: str, invitation: str) -> str:
    flash(said, "success")
    return url_for("invitation.show", key=key, invitation=invitation)


def _page(
    event: Event,
    found: Invitation,
    *,
    reply: OnBehalfForm | None = None,
    deadline: DeadlineForm | None = None,
) -> str:
    if deadline is None:
        values = deadline_values(found.deadline_at, event.zone)
        deadline = DeadlineForm(formdata=None, prefix="deadline", zone=event.zone, data=values)
        deadline.opened_on(values)
    seat = found.seat
    sees_needs = may(Permission.GUESTS, event)
    return render_template(
        "invitations/invitation.html",
        event=event,
        invitation=found,
        seat=seat,
        words=_(STANDING_WORDS[queries.standing_of(found)]),
        replies=queries.replies_to(found),
        consents=queries.consents_of(seat),
        proposals=queries.proposals_for(seat),
        companions=companions_of(seat),
        history=history_of(seat),
        needs=seat.person.needs if sees_needs and seat.person else None,
        reply=reply or OnBehalfForm(formdata=None, prefix="reply"),
        deadline=deadline,
        may_edit=may(Permission.EDIT, event),
        answer_labels=ANSWER_LABELS,
        channel_labels=CHANNEL_LABELS,
        kind_labels=COMPANION_KIND_LABELS,
        proposal_labels=PROPOSAL_STATE_LABELS,
        scope_labels=SCOPE_LABELS,
        state_labels=SEAT_STATE_LABELS,
    )
