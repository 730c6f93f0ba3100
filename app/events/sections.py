"""The sections of an event's workspace; features above events add theirs to the rail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app, request, url_for
from flask_babel.speaklater import LazyString

from app.access.doors import may_open
from app.access.roles import Permission
from app.events.models import Event
from app.events.queries import may


@dataclass(frozen=True)
class Section:
    """One section: its page takes the event's ``key``; ``permission`` is asked for this very event.

    Without ``shown_for``, every event has it.
    ``order`` leaves room between the sections: overview 0, details 10, programme 20, agenda 30,
    game 35,
    people 40, rooms 50, dates 60, publication 70, registration 80, guests 85,
    attendance 86, documents 88, recordings 90,
    access 100, log 110.
    """

    label: LazyString
    endpoint: str
    order: int
    permission: Permission = Permission.READ
    shown_for: Callable[[Event], bool] | None = None


@dataclass(frozen=True)
class Shown:
    """A section as the rail needs it."""

    label: str
    href: str
    current: bool


def add_section(app: Flask, *sections: Section) -> None:
    """Add ``sections`` to the rail of every event in ``app``."""
    kept: list[Section] = app.extensions.setdefault("event_sections", [])
    kept.extend(sections)
    kept.sort(key=lambda section: section.order)


def sections_of(event: Event) -> list[Shown]:
    """Return the sections that the viewer may open for ``event``."""
    sections: list[Section] = current_app.extensions["event_sections"]
    return [
        _shown(section, event)
        for section in sections
        if (section.shown_for is None or section.shown_for(event))
        and may_open(section.endpoint)
        and may(section.permission, event)
    ]


def _shown(section: Section, event: Event) -> Shown:
    href = url_for(section.endpoint, key=event.key)
    here = request.path == href or (
        section.endpoint != "events.overview" and request.path.startswith(f"{href.rstrip('/')}/")
    )
    return Shown(label=str(section.label), href=href, current=here)
