"""An event after the pattern of another, and the next round of a series."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.doors import staff
from app.access.enforcement import current_user_id
from app.access.roles import Permission
from app.core.errors import NotFound
from app.events import operations
from app.events.checks import EventDraft, warnings_for
from app.events.forms.create import CopyForm, RoundForm
from app.events.forms.dates import fields_of
from app.events.models import Event
from app.events.queries import event_for, meetings_of
from app.events.rounds import next_round_of
from app.events.signals import clash_accepted
from app.events.views.blueprint import bp
from app.programmes.models import Series
from app.programmes.queries import may as may_in_programme
from app.programmes.queries import series_for
from app.web.answers import answer_form


@bp.get("/events/<key>/copy")
@staff(Permission.CREATE)
def copy(key: str) -> ResponseReturnValue:
    """Ask for the title and the date of the copy."""
    event = _source(key)
    return _copy_page(event, CopyForm(data={"title": event.title, "zone": event.zone}))


@bp.post("/events/<key>/copy")
@staff(Permission.CREATE)
def copy_now(key: str) -> ResponseReturnValue:
    """Make the copy."""
    event = _source(key)
    form = CopyForm()

    def change() -> str:
        made = operations.copy_event(
            event, owner_id=current_user_id(), title=form.title.data, **form.agreed()
        )
        return _made(made, form)

    return answer_form(
        form,
        change=change,
        page=lambda: _copy_page(event, form),
        stops=lambda: form.stops_at(_against(form, event)),
    )


@bp.get("/series/<key>/next")
@staff(Permission.CREATE)
def next_round(key: str) -> ResponseReturnValue:
    """Suggest what the next round is called and when it is held."""
    series, last = _series(key)
    suggested = next_round_of(meetings_of(series.id))
    values: dict[str, object] = {"title": suggested.title, "ordinal": suggested.ordinal}
    values.update(fields_of(suggested.local_start, suggested.local_end, last.zone))
    return _round_page(series, last, RoundForm(data=values))


@bp.post("/series/<key>/next")
@staff(Permission.CREATE)
def next_round_now(key: str) -> ResponseReturnValue:
    """Make the next round after the pattern of the last one."""
    series, last = _series(key)
    form = RoundForm()

    def change() -> str:
        made = operations.copy_event(
            last,
            owner_id=current_user_id(),
            ordinal=form.ordinal.data or "",
            title=form.title.data,
            **form.agreed(),
        )
        return _made(made, form)

    return answer_form(
        form,
        change=change,
        page=lambda: _round_page(series, last, form),
        stops=lambda: form.stops_at(_against(form, last)),
    )


def _source(key: str) -> Event:
    """Return the event to copy, if the viewer may also make events where it belongs."""
    event = event_for(key, Permission.EDIT)
    if not may_in_programme(Permission.CREATE, event.programme):
        raise NotFound
    return event


def _series(key: str) -> tuple[Series, Event]:
    series = series_for(key, Permission.CREATE)
    meetings = meetings_of(series.id)
    if not meetings:
        raise NotFound
    return series, _source(meetings[0].key)


def _against(form: CopyForm, source: Event) -> list[str]:
    """What keeps the people of ``source`` elsewhere at the new date."""
    if form.dates is None:
        return []
    return warnings_for(EventDraft(span=form.dates.span, copy_of=source))


def _made(event: Event, form: CopyForm) -> str:
    if form.clashes:
        clash_accepted.send(event, reason=form.go_ahead.data)
    return url_for("events.overview", key=event.key)


def _copy_page(event: Event, form: CopyForm) -> str:
    return render_template("events/copy.html", event=event, form=form)


def _round_page(series: Series, last: Event, form: RoundForm) -> str:
    return render_template("events/next_round.html", series=series, last=last, form=form)
