"""The outbox: what was written to whom, whether it went out, and sending it again."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import audit
from app.access.doors import staff
from app.access.roles import Permission
from app.config import current_settings
from app.core.errors import NotFound, Refused
from app.core.messages import N_
from app.correspondence.forms import AgainForm
from app.correspondence.labels import state_in_words
from app.correspondence.queries import event_of, mail_for, mails
from app.events.queries import may
from app.infra import outbox
from app.infra.models import MailState, OutboxMail
from app.infra.transaction import transaction
from app.web.asked import page_in, words_in
from app.web.forms import Form
from app.web.sandbox import sandboxed

bp = Blueprint("outbox", __name__, url_prefix="/staff/outbox")

ON_THEIR_WAY = frozenset(MailState) - {MailState.DRAFT, MailState.DISCARDED}


@bp.get("/")
@staff(Permission.GUESTS)
def index() -> ResponseReturnValue:
    """List the mails in one state, or all, the latest first."""
    states = {state.value: state for state in MailState}
    state = states.get(request.args.get("state", ""))
    words = words_in(request.args)
    page = page_in(request.args)
    found, more = mails(state=state, words=words, page=page)
    return render_template(
        "correspondence/outbox.html",
        mails=found,
        state=state,
        words=words,
        tabs=_tabs(state),
        previous=_href(state, words, page - 1) if page > 1 else None,
        next=_href(state, words, page + 1) if more else None,
        zone=current_settings().time_zone,
    )


@bp.get("/<key>")
@staff(Permission.GUESTS)
def mail(key: str) -> ResponseReturnValue:
    """Show one mail as text, with where it stands."""
    found = _seen(key)
    event = event_of(found)
    may_write = event is not None and may(Permission.EDIT, event) and not found.is_sealed
    return render_template(
        "correspondence/mail.html",
        mail=found,
        event=event,
        again=AgainForm(formdata=None) if may_write and found.state in ON_THEIR_WAY else None,
        form=Form(),
        zone=current_settings().time_zone,
        can_retry=found.state in {MailState.FAILED, MailState.QUEUED}
        and bool(may_write or not event),
    )


@bp.get("/<key>/html")
@staff(Permission.GUESTS)
def as_html(key: str) -> ResponseReturnValue:
    """Show the mail as its reader sees it, in a page that can do nothing and load nothing."""
    found = _seen(key)
    if found.is_sealed:
        raise NotFound
    return sandboxed(found.body_html)


@bp.get("/<key>/event.ics")
@staff(Permission.GUESTS)
def calendar(key: str) -> ResponseReturnValue:
    """Give the calendar entry that went along."""
    found = _seen(key)
    if not found.calendar:
        raise NotFound
    answer = Response(found.calendar, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="event.ics"'
    return answer


@bp.post("/<key>/retry")
@staff(Permission.GUESTS)
def retry(key: str) -> ResponseReturnValue:
    """Let the worker try again, at once."""
    with transaction():
        found = _seen(key)
        if not outbox.retry(found):
            raise Refused(N_("This mail has been sent, or is on its way."))
        if found.about:
            audit.record(N_("sent a mail again for"), "event", found.about, mail=found.key)
        else:
            audit.record(N_("sent again"), "mail", found.key)
    flash(_("It will be sent again in a moment."), "success")
    return redirect(url_for("outbox.mail", key=key), code=303)


def _seen(key: str) -> OutboxMail:
    """Load a mail; reading one about a confidential event goes into the event's trail."""
    found = mail_for(key)
    event = event_of(found)
    if event is not None and event.confidential:
        audit.note_seen("event", event.key)
    return found


def _tabs(current: MailState | None) -> list[dict[str, object]]:
    counts = outbox.counts()
    every = {"label": _("All"), "href": _href(None), "count": sum(counts.values())}
    return [every | {"current": current is None}] + [
        {
            "label": state_in_words(state),
            "href": _href(state),
            "count": count,
            "current": state is current,
        }
        for state, count in counts.items()
    ]


def _href(state: MailState | None, words: str = "", page: int = 1) -> str:
    return url_for(
        "outbox.index",
        state=state.value if state else None,
        q=words or None,
        page=page if page > 1 else None,
    )
