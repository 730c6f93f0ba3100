"""The page of a person for staff: features above add what they know as panels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Flask, current_app
from flask_babel.speaklater import LazyString

from app.access.enforcement import current_viewer
from app.access.roles import Permission
from app.people.models import Person

Facts = Mapping[str, object]


@dataclass(frozen=True)
class Panel:
    """One part of the page; its template finds ``person`` and what ``facts`` returns.

    ``order`` leaves room between the panels: events 10, needs 20, mails 30, merges 80, changes 90.
    It is left out for whoever holds ``permission`` for nothing at all, or where ``facts`` is None.
    """

    key: str
    label: LazyString
    template: str
    facts: Callable[[Person], Facts | None]
    order: int
    permission: Permission = Permission.READ


@dataclass(frozen=True)
class Shown:
    """A panel with what it shows."""

    key: str
    label: str
    template: str
    facts: Facts


def add_panel(app: Flask, *panels: Panel) -> None:
    """Add ``panels`` to the page of every person in ``app``."""
    kept: list[Panel] = app.extensions.setdefault("person_panels", [])
    kept.extend(panels)
    kept.sort(key=lambda panel: panel.order)


def panels_of(person: Person) -> Sequence[Shown]:
    """Return the panels that the viewer may read, with what they show of the person."""
    panels: list[Panel] = current_app.extensions.get("person_panels", [])
    viewer = current_viewer()
    return [
        Shown(panel.key, str(panel.label), panel.template, facts)
        for panel in panels
        if viewer.reach(panel.permission)
        if (facts := panel.facts(person)) is not None
    ]
