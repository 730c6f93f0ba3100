"""The entries of the two menus; features add theirs, and a viewer sees those they may open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, g, request, url_for
from flask_babel.speaklater import LazyString


@dataclass(frozen=True)
class Entry:
    """One entry of a menu."""

    label: LazyString
    endpoint: str
    order: int


@dataclass(frozen=True)
class Shown:
    """An entry as the template needs it."""

    label: str
    href: str
    current: bool


MayOpen = Callable[[str], bool]


def init_app(app: Flask, may_open: MayOpen) -> None:
    """Give the templates of ``app`` their menus; ``may_open(endpoint)`` asks the viewer's doors."""
    app.extensions["public_menu"] = []
    app.extensions["staff_menu"] = []

    def menus() -> dict[str, object]:
        return {
            "public_nav": [_shown(entry) for entry in app.extensions["public_menu"]],
            "staff_nav": [
                _shown(entry) for entry in app.extensions["staff_menu"] if may_open(entry.endpoint)
            ],
        }

    app.context_processor(menus)


def add_to_menu(app: Flask, menu: str, *entries: Entry) -> None:
    """Add ``entries`` to the "public" or "staff" menu of ``app``."""
    kept: list[Entry] = app.extensions[f"{menu}_menu"]
    kept.extend(entries)
    kept.sort(key=lambda entry: entry.order)


def stand_under(path: str) -> None:
    """Let the page being made stand under the entry for ``path``, whatever its own address is."""
    g.menu_path = path


def _shown(entry: Entry) -> Shown:
    href = url_for(entry.endpoint)
    path: str = g.get("menu_path", request.path)
    return Shown(
        label=str(entry.label),
        href=href,
        current=path == href or (href not in {"/", "/staff/"} and path.startswith(href)),
    )
