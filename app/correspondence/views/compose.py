"""Writing a letter to many: whom it is for stands in the address, its words are typed below."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.enforcement import current_user_id, current_viewer
from app.access.roles import Permission
from app.access.viewers import StaffMember
from app.correspondence.audiences import Audience, Found, audiences
from app.correspondence.facts import facts_of
from app.correspondence.forms import ComposeForm, chosen_of
from app.correspondence.letters import preview
from app.correspondence.operations.composing import compose
from app.correspondence.operations.templates import words_for
from app.correspondence.queries import mailing_for
from app.correspondence.rules import PLACEHOLDERS, PURPOSE_LABELS, TemplatePurpose
from app.correspondence.whom import OF, audience_of, kept, link_url_of
from app.events.models import Event
from app.events.queries import event_for
from app.web.answers import answer_form

bp = Blueprint("letters", __name__, url_prefix="/staff/events/<key>/letters/new")


@bp.get("")
@staff(Permission.EDIT)
def new(key: str) -> ResponseReturnValue:
    """Ask whom the letter is for and what it says; nothing is written before it is sent on."""
    event = event_for(key, Permission.EDIT)
    purpose = _purpose()
    subject, body = words_for(purpose, event)
    if copied := request.args.get("copy", ""):
        source = mailing_for(event, copied)
        subject, body = source.subject, source.body
    values = {"subject": subject, "body": body}
    return _page(event, ComposeForm(formdata=None, purpose=purpose, data=values))


@bp.post("")
@staff(Permission.EDIT)
def draft(key: str) -> ResponseReturnValue:
    """Put a draft for each reader into the outbox, to be read before it goes out."""
    event = event_for(key, Permission.EDIT)
    form = ComposeForm(purpose=_purpose())

    def change() -> str:
        of, chosen = _whom(event)
        found = _found(event, form)
        values = kept(of, chosen)
        mailing = compose(
            event,
            purpose=form.purpose,
            title=form.title.data or "",
            subject=form.subject.data or "",
            body=form.body.data or "",
            recipients=found.recipients,
            left_out=found.left_out,
            link_url=link_url_of(values),
            audience=values,
            sender=_sender()[0],
            reply_to=_sender()[1],
            created_by=current_user_id(),
        )
        flash(_("The drafts are written. Read them, then send them."), "success")
        return url_for("mailings.show", key=key, mailing=mailing.key)

    return answer_form(form, change=change, page=lambda: _page(event, form))


def _purpose() -> TemplatePurpose:
    purposes = {purpose.value: purpose for purpose in TemplatePurpose}
    return purposes.get(request.args.get("purpose", ""), TemplatePurpose.FREE)


def _whom(event: Event) -> tuple[Audience, dict[str, list[str]]]:
    of = audience_of({OF: [request.args.get(OF, "")]})
    return of, chosen_of(list(of.filters(event)), request.args)


def _found(event: Event, form: ComposeForm) -> Found:
    """Whom the letter is for, each with the sentence that was typed for this letter."""
    of, chosen = _whom(event)
    found = of.find(event, chosen)
    if not (word := form.word.data or ""):
        return found
    readers = [replace(reader, facts={**reader.facts, "word": word}) for reader in found.recipients]
    return Found(readers, found.left_out)


def _sender() -> tuple[str, str]:
    """The name under a letter, and the address where answers go: whoever writes it."""
    viewer = current_viewer()
    return (viewer.name, viewer.email) if isinstance(viewer, StaffMember) else ("", "")


def _page(event: Event, form: ComposeForm) -> str:
    of, chosen = _whom(event)
    found = _found(event, form)
    first = found.recipients[0] if found.recipients else None
    link = _("https://… (a page of their own)") if of.link_page else ""
    facts = {**facts_of(event, sender=_sender()[0]), "link": link}
    if first is not None:
        facts.update(name=first.name, **first.facts)
    return render_template(
        "correspondence/compose.html",
        event=event,
        form=form,
        audiences=audiences(),
        of=of,
        filters=of.filters(event),
        chosen=chosen,
        purposes=PURPOSE_LABELS,
        found=found,
        first=first,
        shown_subject=preview(form.subject.data or "", facts),
        shown_body=preview(form.body.data or "", facts),
        placeholders=PLACEHOLDERS.values(),
        sent_to=url_for("letters.draft", key=event.key) + "?" + request.query_string.decode(),
    )
