"""Publication: what would become visible, what stays hidden and why, and the steps between."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.core.states import actions_from
from app.events import operations
from app.events.forms.admission import WithdrawForm
from app.events.models import Event
from app.events.queries import event_for
from app.events.rules import (
    PUBLICATION_LABELS,
    PUBLICATION_TRANSITIONS,
    PublicationAction,
    names_may_be_shown,
)
from app.events.showing import showing_of
from app.events.views.blueprint import bp
from app.web.answers import answer_form
from app.web.forms import Form


@bp.get("/events/<key>/publication")
@staff(Permission.READ)
def publication(key: str) -> ResponseReturnValue:
    """Show what the public sees, would see and will not see."""
    return _page(event_for(key))


@bp.post("/events/<key>/publish")
@staff(Permission.RELEASE)
def publish(key: str) -> ResponseReturnValue:
    """Show the event to everyone, with its people."""
    event = event_for(key, Permission.RELEASE)
    return _release(event, _("The event is public."), without_people=False)


@bp.post("/events/<key>/publish-without-people")
@staff(Permission.RELEASE)
def publish_without_people(key: str) -> ResponseReturnValue:
    """Show the event to everyone, and nobody who takes part."""
    event = event_for(key, Permission.RELEASE)
    return _release(event, _("The event is public, without its people."), without_people=True)


@bp.post("/events/<key>/unpublish")
@staff(Permission.RELEASE)
def unpublish(key: str) -> ResponseReturnValue:
    """Take the event back without a trace."""
    event = event_for(key, Permission.RELEASE)
    form = Form()

    def change() -> str:
        operations.unpublish(event)
        flash(_("The event is no longer public."), "success")
        return url_for("events.publication", key=key)

    return answer_form(form, change=change, page=lambda: _page(event, form))


@bp.post("/events/<key>/withdraw")
@staff(Permission.RELEASE)
def withdraw(key: str) -> ResponseReturnValue:
    """Take the event back, and say so at its address."""
    event = event_for(key, Permission.RELEASE)
    form = WithdrawForm(prefix="withdraw")

    def change() -> str:
        operations.withdraw(event, notice=form.notice.data or "")
        flash(_("The event is withdrawn; its address says so."), "success")
        return url_for("events.publication", key=key)

    return answer_form(form, change=change, page=lambda: _page(event, withdrawal=form))


def _release(event: Event, said: str, *, without_people: bool) -> ResponseReturnValue:
    form = Form()

    def change() -> str:
        operations.publish(event, without_people=without_people)
        flash(said, "success")
        return url_for("events.publication", key=event.key)

    return answer_form(form, change=change, page=lambda: _page(event, form))


def _steps(event: Event) -> set[str]:
    """The steps that make sense now; the domain still refuses what must not be."""
    possible = set(actions_from(PUBLICATION_TRANSITIONS, event.publication))
    if not names_may_be_shown(event.attribution):
        possible.discard(PublicationAction.PUBLISH)
    if event.confidential:
        possible -= {PublicationAction.PUBLISH, PublicationAction.PUBLISH_WITHOUT_PEOPLE}
    return {action.value for action in possible}


def _page(event: Event, form: Form | None = None, *, withdrawal: WithdrawForm | None = None) -> str:
    return render_template(
        "events/publication.html",
        event=event,
        form=form or Form(formdata=None),
        withdrawal=withdrawal or WithdrawForm(prefix="withdraw", formdata=None),
        standing=_(PUBLICATION_LABELS[event.publication]),
        released=event.is_released,
        steps=_steps(event),
        showing=showing_of(event),
    )
