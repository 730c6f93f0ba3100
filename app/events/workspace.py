"""What stands in the title bar and the rail of an event on every page of its workspace."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import Flask, url_for
from flask_babel import gettext as _

from app.access.roles import Permission
from app.events.models import Event
from app.events.next_step import next_step
from app.events.queries import may, seen_by
from app.events.rules import EVENT_KIND_LABELS, EVENT_STATE_LABELS, PUBLICATION_LABELS
from app.events.sections import Shown, sections_of
from app.web.filters import day


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """The frame around the pages of one event."""

    kind: str
    state: str
    state_label: str
    publication_label: str
    public_since: str | None
    seen_by: int
    access_href: str
    sections: list[Shown]
    next_label: str
    next_href: str
    may_edit: bool
    may_release: bool


def workspace_of(event: Event) -> Workspace:
    """Return the frame for ``event`` as the viewer sees it."""
    may_edit = may(Permission.EDIT, event)
    step = next_step(event) if may_edit else None
    released = event.is_released and event.published_at is not None
    return Workspace(
        kind=_(EVENT_KIND_LABELS[event.kind]),
        state=event.state.value,
        state_label=_(EVENT_STATE_LABELS[event.state]),
        publication_label=_(PUBLICATION_LABELS[event.publication]),
        public_since=_since(event) if released else None,
        seen_by=seen_by(event),
        access_href=url_for("events.access", key=event.key),
        sections=sections_of(event),
        next_label=_(step.message) if step else "",
        next_href=url_for(step.endpoint, key=event.key) if step else "",
        may_edit=may_edit,
        may_release=may(Permission.RELEASE, event),
    )


def _since(event: Event) -> str | None:
    if event.published_at is None:
        return None
    return day(event.published_at.astimezone(ZoneInfo(event.zone)), "long")


def init_app(app: Flask) -> None:
    """Let the templates of ``app`` ask for the frame, whichever feature's page they are."""
    app.jinja_env.globals["workspace_of"] = workspace_of
