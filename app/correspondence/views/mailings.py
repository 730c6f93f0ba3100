"""The letters of one event: what was composed, what is to be sent, and every mail about it."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from app.access import audit
from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import NotFound
from app.core.messages import N_
from app.correspondence import queries
from app.correspondence.forms import AgainForm, MailForm, ScheduleForm, SendForm
from app.correspondence.labels import state_in_words
from app.correspondence.letters import preview
from app.correspondence.models import Mailing
from app.correspondence.operations import drafts, releasing
from app.correspondence.operations.drafts import OWN
from app.correspondence.rules import MAILING_STATE_LABELS, PURPOSE_LABELS, MailingState
from app.events.models import Event
from app.events.queries import event_for, may
from app.infra import outbox
from app.infra.models import MailState, OutboxMail
from app.web.answers import answer_form, answer_once
from app.web.asked import page_in, words_in
from app.web.forms import Form

bp = Blueprint("mailings", __name__, url_prefix="/staff/events/<key>/letters")


@bp.get("/")
@staff(Permission.GUESTS)
def index(key: str) -> ResponseReturnValue:
    """List what was composed for the event, the latest first, and its reminders."""
    event = event_for(key, Permission.GUESTS)
    found = queries.mailings_of(event)
    return render_template(
        "correspondence/mailings.html",
        event=event,
        mailings=found,
        counts=queries.counts_of_mailings(found),
        reminders=queries.reminders_of(event),
        purposes=PURPOSE_LABELS,
        states=MAILING_STATE_LABELS,
        may_edit=may(Permission.EDIT, event),
    )


@bp.get("/log")
@staff(Permission.GUESTS)
def log(key: str) -> ResponseReturnValue:
    """List every mail about the event, in one state or all."""
    event = event_for(key, Permission.GUESTS)
    states = {state.value: state for state in MailState}
    state = states.get(request.args.get("state", ""))
    words, page = words_in(request.args), page_in(request.args)
    found, more = queries.mails(state=state, words=words, about=event.key, page=page)
    return render_template(
        "correspondence/log.html",
        event=event,
        mails=found,
        words=words,
        state=state,
        tabs=_tabs(event, state),
        previous=_log_href(event, state, words, page - 1) if page > 1 else None,
        next=_log_href(event, state, words, page + 1) if more else None,
    )


@bp.get("/<mailing>")
@staff(Permission.GUESTS)
def show(key: str, mailing: str) -> ResponseReturnValue:
    """Show the letter as one reader after another gets it, and how far the mailing has come."""
    return _page(*_load(key, mailing, Permission.GUESTS))


@bp.post("/<mailing>/send")
@staff(Permission.EDIT)
def send(key: str, mailing: str) -> ResponseReturnValue:
    """Let the drafts go out, if they are as many as the button said."""
    event, found = _load(key, mailing, Permission.EDIT)
    form = SendForm()

    def change() -> str:
        count = releasing.release(found, expected=form.count)
        flash(
            ngettext("%(num)d mail is on its way.", "%(num)d mails are on their way.", count),
            "success",
        )
        return url_for("mailings.show", key=key, mailing=mailing)

    return answer_form(form, change=change, page=lambda: _page(event, found, send=form))


@bp.post("/<mailing>/schedule")
@staff(Permission.EDIT)
def schedule(key: str, mailing: str) -> ResponseReturnValue:
    """Let the drafts go out at a moment to come, on the clock of the event."""
    event, found = _load(key, mailing, Permission.EDIT)
    form = ScheduleForm()

    def change() -> str:
        releasing.schedule(found, form.instant(event.zone), expected=form.count)
        flash(_("It goes out by itself at that moment, unless the event is called off."), "success")
        return url_for("mailings.show", key=key, mailing=mailing)

    return answer_form(form, change=change, page=lambda: _page(event, found, schedule=form))


@bp.post("/<mailing>/unschedule")
@staff(Permission.EDIT)
def unschedule(key: str, mailing: str) -> ResponseReturnValue:
    """Make a scheduled mailing a draft again."""
    _event, found = _load(key, mailing, Permission.EDIT)

    def work() -> str:
        releasing.unschedule(found)
        flash(_("It waits as a draft again."), "success")
        return url_for("mailings.show", key=key, mailing=mailing)

    return answer_once(Form().once.data, work)


@bp.post("/<mailing>/discard")
@staff(Permission.EDIT)
def discard(key: str, mailing: str) -> ResponseReturnValue:
    """Let nothing of the mailing go out."""
    _event, found = _load(key, mailing, Permission.EDIT)

    def work() -> str:
        releasing.discard_mailing(found)
        flash(_("Discarded. Nobody was written to."), "success")
        return url_for("mailings.index", key=key)

    return answer_once(Form().once.data, work)


@bp.post("/<mailing>/retry")
@staff(Permission.EDIT)
def retry(key: str, mailing: str) -> ResponseReturnValue:
    """Try all mails again that failed."""
    event, found = _load(key, mailing, Permission.EDIT)

    def work() -> str:
        again = outbox.retry_failed(batch=found.key)
        audit.record(N_("sent failed mails again for"), "event", event.key, mails=str(again))
        flash(ngettext("%(num)d mail is tried again.", "%(num)d mails are tried again.", again))
        return url_for("mailings.show", key=key, mailing=mailing)

    return answer_once(Form().once.data, work)


@bp.get("/<mailing>/<mail>")
@staff(Permission.EDIT)
def one(key: str, mailing: str, mail: str) -> ResponseReturnValue:
    """Show a single draft, to be changed for this reader alone, or discarded."""
    event, found = _load(key, mailing, Permission.EDIT)
    draft = _mail_of(found, mail)
    form = MailForm(formdata=None, data=_values(draft, found))
    form.opened_on(_values(draft, found))
    return _mail_page(event, found, draft, form)


@bp.post("/<mailing>/<mail>")
@staff(Permission.EDIT)
def rewrite(key: str, mailing: str, mail: str) -> ResponseReturnValue:
    """Give one reader a letter of their own."""
    event, found = _load(key, mailing, Permission.EDIT)
    draft = _mail_of(found, mail)
    form = MailForm()

    def change() -> str:
        drafts.rewrite(draft, found, subject=form.subject.data or "", body=form.body.data or "")
        flash(_("Saved."), "success")
        return url_for("mailings.show", key=key, mailing=mailing)

    return answer_form(
        form,
        change=change,
        page=lambda: _mail_page(event, found, draft, form),
        standing=lambda: _values(draft, found),
    )


@bp.post("/<mailing>/<mail>/discard")
@staff(Permission.EDIT)
def discard_one(key: str, mailing: str, mail: str) -> ResponseReturnValue:
    """Let a single draft never go out; its reader will never know."""
    event, found = _load(key, mailing, Permission.EDIT)
    draft = _mail_of(found, mail)

    def work() -> str:
        releasing.discard_mail(draft)
        audit.record(N_("discarded a mail for"), "event", event.key, mail=draft.key)
        flash(_("Discarded. %(name)s is not written to.", name=draft.to_name), "success")
        return url_for("mailings.show", key=key, mailing=mailing)

    return answer_once(Form().once.data, work)


@bp.post("/mails/<mail>/again")
@staff(Permission.EDIT)
def again(key: str, mail: str) -> ResponseReturnValue:
    """Draft a mail that was sent once more, with a word before it."""
    event = event_for(key, Permission.EDIT)
    sent = queries.mail_for(mail)
    form = AgainForm()
    if sent.about != event.key:
        raise NotFound

    def work() -> str:
        made = drafts.draft_again(sent, event, preface=form.preface.data or "")
        return url_for("mailings.show", key=key, mailing=made.key)

    return answer_once(form.once.data, work)


def _load(key: str, mailing: str, permission: Permission) -> tuple[Event, Mailing]:
    event = event_for(key, permission)
    return event, queries.mailing_for(event, mailing)


def _mail_of(mailing: Mailing, key: str) -> OutboxMail:
    mail = queries.mail_for(key)
    if mail.batch != mailing.key:
        raise NotFound
    return mail


def _values(mail: OutboxMail, mailing: Mailing) -> dict[str, object]:
    return {"subject": mail.subject, "body": drafts.words_of(mail, mailing)}


def _page(
    event: Event,
    mailing: Mailing,
    *,
    send: SendForm | None = None,
    schedule: ScheduleForm | None = None,
) -> str:
    counts = queries.counts_of_mailings([mailing])[mailing.key]
    total = sum(counts.values()) - counts.get(MailState.DISCARDED, 0)
    place = min(page_in(request.args), max(1, total))
    found, more = queries.mails(state=None, batch=mailing.key, page=1)
    waiting = counts.get(MailState.DRAFT, 0)
    return render_template(
        "correspondence/mailing.html",
        event=event,
        mailing=mailing,
        counts=counts,
        total=total,
        waiting=waiting,
        place=place,
        reader=(reader := queries.draft_at(mailing, place - 1)),
        shown=_shown(mailing, reader),
        mails=found,
        more=more,
        lately=queries.written_to_lately(mailing) if waiting else 0,
        send=send or SendForm(formdata=None),
        schedule=schedule or ScheduleForm(formdata=None),
        is_open=mailing.state in {MailingState.DRAFT, MailingState.SCHEDULED},
        purposes=PURPOSE_LABELS,
        states=MAILING_STATE_LABELS,
        may_edit=may(Permission.EDIT, event),
    )


def _shown(mailing: Mailing, mail: OutboxMail | None) -> Markup:
    """The letter as its reader gets it, with what was filled in marked."""
    if mail is None:
        return Markup("")
    facts = mail.facts or {}
    link = _("(their own page)") if mail.token_seed else facts.get("link", "")
    return preview(facts.get(OWN) or mailing.body, {**facts, "link": link})


def _mail_page(event: Event, mailing: Mailing, mail: OutboxMail, form: MailForm) -> str:
    return render_template(
        "correspondence/draft.html",
        event=event,
        mailing=mailing,
        mail=mail,
        form=form,
        purposes=PURPOSE_LABELS,
    )


def _tabs(event: Event, current: MailState | None) -> list[dict[str, object]]:
    counts = queries.counts_about(event)
    every = {"label": _("All"), "href": _log_href(event, None), "count": sum(counts.values())}
    return [every | {"current": current is None}] + [
        {
            "label": state_in_words(state),
            "href": _log_href(event, state),
            "count": count,
            "current": state is current,
        }
        for state, count in counts.items()
        if count
    ]


def _log_href(event: Event, state: MailState | None, words: str = "", page: int = 1) -> str:
    return url_for(
        "mailings.log",
        key=event.key,
        state=state.value if state else None,
        q=words or None,
        page=page if page > 1 else None,
    )
