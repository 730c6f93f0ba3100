"""Where an event belongs: programme, series, topics, regions, and the organisations behind it."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.enforcement import current_viewer
from app.access.roles import Permission
from app.core.errors import NotFound
from app.events import operations
from app.events.forms.details import BelongingForm, PartnerForm
from app.events.models import Event
from app.events.queries import event_for, partner_of
from app.events.rules import PARTNER_ROLE_LABELS, PartnerRole
from app.events.views.blueprint import bp
from app.people.operations import find_or_add_organisation
from app.people.queries import organisations
from app.programmes.models import Programme, Series
from app.programmes.queries import all_regions, all_series, all_topics, programmes_within
from app.web.answers import answer_form, answer_once
from app.web.forms import Form


@bp.get("/events/<key>/programme")
@staff(Permission.EDIT)
def setting(key: str) -> ResponseReturnValue:
    """Show where the event belongs, and its partners."""
    return _page(event_for(key, Permission.EDIT))


@bp.post("/events/<key>/programme")
@staff(Permission.EDIT)
def save_setting(key: str) -> ResponseReturnValue:
    """Keep programme, series, round, topics and regions."""
    event = event_for(key, Permission.EDIT)
    form = _form(event)

    def change() -> str:
        operations.edit_event(
            event,
            programme=_programme(event, form.programme.data),
            series=_series(form.series.data),
            ordinal=form.ordinal.data or "",
        )
        if form.topic_names() != [topic.name for topic in event.topics]:
            operations.set_topics(event, form.topic_names())
        if form.region_names() != [region.name for region in event.regions]:
            operations.set_regions(event, form.region_names())
        return _saved(event)

    return answer_form(
        form,
        change=change,
        page=lambda: _page(event, form=form),
        standing=lambda: _standing(event),
    )


@bp.post("/events/<key>/partners")
@staff(Permission.EDIT)
def add_partner(key: str) -> ResponseReturnValue:
    """Name an organisation and its part; one that is not known yet is added."""
    event = event_for(key, Permission.EDIT)
    form = PartnerForm(prefix="partner")

    def change() -> str:
        operations.add_partner(
            event,
            organisation=find_or_add_organisation(form.organisation.data or ""),
            role=PartnerRole(form.role.data),
        )
        return _saved(event)

    return answer_form(form, change=change, page=lambda: _page(event, partner=form))


@bp.post("/events/<key>/partners/<organisation>/<role>/remove")
@staff(Permission.EDIT)
def remove_partner(key: str, organisation: str, role: str) -> ResponseReturnValue:
    """Take an organisation's part off the event."""
    event = event_for(key, Permission.EDIT)

    def change() -> str:
        operations.remove_partner(partner_of(event, organisation, role))
        return _saved(event)

    return answer_once(Form().once.data, change)


def _saved(event: Event) -> str:
    flash(_("Saved."), "success")
    return url_for("events.setting", key=event.key)


def _within(event: Event) -> list[Programme]:
    """The programmes to choose from: those in which the viewer may make events, and its own."""
    return programmes_within(Permission.CREATE, event.programme)


def _programme(event: Event, key: str | None) -> Programme | None:
    return next((programme for programme in _within(event) if programme.key == key), None)


def _series(key: str | None) -> Series | None:
    if not key:
        return None
    for series in all_series():
        if series.key == key:
            return series
    raise NotFound


def _standing(event: Event) -> dict[str, object]:
    return {
        "programme": event.programme.key if event.programme else "",
        "series": event.series.key if event.series else "",
        "ordinal": event.ordinal,
        "topics": ", ".join(topic.name for topic in event.topics),
        "regions": ", ".join(region.name for region in event.regions),
    }


def _form(event: Event, **options: Any) -> BelongingForm:
    everywhere = current_viewer().reach(Permission.CREATE).everywhere
    form = BelongingForm(
        within=_within(event),
        none=_("No programme") if everywhere or event.programme is None else None,
        known=list(all_series()),
        data=_standing(event),
        **options,
    )
    form.opened_on(_standing(event))
    return form


def _page(
    event: Event, *, form: BelongingForm | None = None, partner: PartnerForm | None = None
) -> str:
    return render_template(
        "events/setting.html",
        event=event,
        form=form or _form(event, formdata=None),
        partner=partner or PartnerForm(prefix="partner", formdata=None),
        roles={one.id: _(PARTNER_ROLE_LABELS[one.role]) for one in event.partners},
        known_organisations=[organisation.name for organisation in organisations()],
        known_topics=[topic.name for topic in all_topics()],
        known_regions=[region.name for region in all_regions()],
    )
