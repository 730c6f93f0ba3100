"""The words of an event, its join link, its notices and its address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.accounts.models import User
from app.events import operations
from app.events.forms.details import DetailsForm, JoinLinkForm, NoticeTextForm, SlugForm
from app.events.models import Event
from app.events.queries import colleagues, event_for, require_release
from app.events.rules import AttributionRule, EventKind, Format, Track, lays_open
from app.events.views.blueprint import bp
from app.web.answers import answer_form

PLAIN = (
    "title",
    "subtitle",
    "place",
    "attribution_wording",
    "language",
    "hashtag",
    "summary_upcoming",
    "summary_past",
    "highlighted",
)
"""The fields that the form and the event have by the same name and in the same form."""


@bp.get("/events/<key>/details")
@staff(Permission.EDIT)
def details(key: str) -> ResponseReturnValue:
    """Show the words of the event for change."""
    event = event_for(key, Permission.EDIT)
    return _page(event, details=_details_form(event))


@bp.post("/events/<key>/details")
@staff(Permission.EDIT)
def save_details(key: str) -> ResponseReturnValue:
    """Keep the words as typed."""
    event = event_for(key, Permission.EDIT)
    form = _details_form(event)

    def change() -> str:
        rule = AttributionRule(form.attribution.data)
        if lays_open(was_public=True, public=True, was=event.attribution, rule=rule):
            require_release(event)
        operations.edit_event(
            event,
            kind=EventKind(form.kind.data),
            format=Format(form.format.data),
            attribution=rule,
            track=Track(form.track.data) if form.track.data else None,
            owner_id=_user_id(form.owner.data),
            title=form.title.data or "",
            subtitle=form.subtitle.data or "",
            place=form.place.data or "",
            attribution_wording=form.attribution_wording.data or "",
            language=form.language.data or "",
            hashtag=form.hashtag.data or "",
            summary_upcoming=form.summary_upcoming.data or "",
            summary_past=form.summary_past.data or "",
            highlighted=bool(form.highlighted.data),
        )
        return _saved(event)

    return answer_form(
        form,
        change=change,
        page=lambda: _page(event, details=form),
        standing=lambda: _details_of(event, colleagues()),
    )


@bp.post("/events/<key>/join-link")
@staff(Permission.EDIT)
def save_join_link(key: str) -> ResponseReturnValue:
    """Keep where the event is joined."""
    event = event_for(key, Permission.EDIT)
    form = _link_form(event)

    def change() -> str:
        operations.set_join_link(
            event, url=form.url.data or "", instructions=form.instructions.data or ""
        )
        return _saved(event)

    return answer_form(
        form,
        change=change,
        page=lambda: _page(event, link=form),
        standing=lambda: _link_of(event),
    )


@bp.post("/events/<key>/notices")
@staff(Permission.EDIT)
def give_notice(key: str) -> ResponseReturnValue:
    """Put a dated word on the page of the event."""
    event = event_for(key, Permission.EDIT)
    form = NoticeTextForm(prefix="notice")

    def change() -> str:
        operations.add_notice(event, text=form.text.data or "")
        return _saved(event)

    return answer_form(form, change=change, page=lambda: _page(event, notice=form))


@bp.post("/events/<key>/address")
@staff(Permission.RELEASE)
def change_address(key: str) -> ResponseReturnValue:
    """Give the event another address on the public site."""
    event = event_for(key, Permission.RELEASE)
    form = _slug_form(event)

    def change() -> str:
        operations.change_slug(event, slug=form.slug.data or "")
        return _saved(event)

    return answer_form(
        form,
        change=change,
        page=lambda: _page(event, slug=form),
        standing=lambda: {"slug": event.slug},
    )


def _saved(event: Event) -> str:
    flash(_("Saved."), "success")
    return url_for("events.details", key=event.key)


def _user_id(key: str | None) -> int | None:
    return next((user.id for user in colleagues() if user.key == key), None)


def _details_of(event: Event, users: Sequence[User]) -> dict[str, object]:
    owner = next((user.key for user in users if user.id == event.owner_id), "")
    plain: dict[str, object] = {name: getattr(event, name) for name in PLAIN}
    return plain | {
        "kind": event.kind.value,
        "format": event.format.value,
        "attribution": event.attribution.value,
        "track": event.track.value if event.track else "",
        "owner": owner,
    }


def _details_form(event: Event, **options: Any) -> DetailsForm:
    users = colleagues()
    standing = _details_of(event, users)
    form = DetailsForm(users=users, data=standing, **options)
    form.opened_on(standing)
    return form


def _link_of(event: Event) -> dict[str, object]:
    link = event.join_link
    return {"url": link.url if link else "", "instructions": link.instructions if link else ""}


def _link_form(event: Event, **options: Any) -> JoinLinkForm:
    form = JoinLinkForm(data=_link_of(event), prefix="link", **options)
    form.opened_on(_link_of(event))
    return form


def _slug_form(event: Event, **options: Any) -> SlugForm:
    form = SlugForm(data={"slug": event.slug}, prefix="address", **options)
    form.opened_on({"slug": event.slug})
    return form


def _page(
    event: Event,
    *,
    details: DetailsForm | None = None,
    link: JoinLinkForm | None = None,
    notice: NoticeTextForm | None = None,
    slug: SlugForm | None = None,
) -> str:
    """The page with its forms; those that were not sent show what stands."""
    return render_template(
        "events/details.html",
        event=event,
        form=details or _details_form(event, formdata=None),
        link=link or _link_form(event, formdata=None),
        notice=notice or NoticeTextForm(prefix="notice", formdata=None),
        slug=slug or _slug_form(event, formdata=None),
    )
