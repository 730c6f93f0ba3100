"""The after-action report as the press reads it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from html import unescape
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from app.config import current_settings
from app.documents.faces import printable
from app.events.models import Event
from app.events.rules import ATTRIBUTION_LABELS
from app.games.report import Report
from app.games.report.times import game_time
from app.web.filters import moment, span_date
from app.web.markdown import markdown

PROSE = frozenset(
    {
        "text", "situation", "ask", "decision", "rationale", "reasons", "arguments_for",
        "arguments_against", "expected", "brief", "hot_wash",
    }
)  # fmt: skip
"""What was written in Markdown; on paper it is paragraphs."""


def data_of(event: Event, report: Report) -> str:
    """Return all that the report says, as JSON."""
    told = _plain(asdict(report), event.zone)
    told["plan"] = [[term, _paragraphs(text)] for term, text in report.plan]
    told["lessons"] = [
        [_paragraphs(text), printable(owner), due, state]
        for text, owner, due, state in report.lessons
    ]
    told["injects"] = [
        {**row, "observed": [_paragraphs(text) for text in one.observed]}
        for row, one in zip(told["injects"], report.injects, strict=True)
    ]
    return json.dumps(
        {
            "title": f"{_('After-action report')}: {printable(event.title)}",
            "institute": current_settings().institute_name,
            "language": str(get_locale() or "en")[:2],
            "paper": "a4",
            "rule": _(ATTRIBUTION_LABELS[event.attribution]),
            "event": {
                "title": printable(event.title),
                "when": span_date(event.span) if event.span else "",
            },
            "words": words(),
            "report": told,
        }
    )


def words() -> dict[str, str]:
    """Return what the sheet itself says."""
    return {
        "report": _("After-action report"),
        "contents": _("Contents"),
        "parts": _("Purpose and parts"),
        "roles": _(
            "This report names roles. A person is named only where they said that they may be listed."
        ),
        "moves": _("Moves"),
        "scenario": _("Scenario"),
        "opened": _("Opened"),
        "closed": _("Submissions closed"),
        "game_time": _("Game time"),
        "not_played": _("Not played."),
        "ask": _("Asked of the teams"),
        "submissions": _("Submissions"),
        "version": _("version"),
        "replaced": _("replaced by the next"),
        "late": _("late"),
        "why": _("Why"),
        "nothing": _("Nothing was submitted."),
        "ruling": _("Ruling"),
        "superseded": _("superseded by ruling"),
        "instead": _("takes the place of ruling"),
        "for": _("For"),
        "against": _("Against"),
        "reasons": _("Reasons"),
        "told": _("told to"),
        "indicators": _("Indicators"),
        "move": _("Move"),
        "when": _("When"),
        "value": _("Value"),
        "injects": _("Injects, planned and released"),
        "inject": _("Inject"),
        "planned": _("Planned"),
        "released": _("Released"),
        "by_hand": _("by hand"),
        "became": _("What became of it"),
        "expected": _("Expected and observed"),
        "expected_action": _("Expected action"),
        "observed": _("What was observed"),
        "not_noted": _("Nothing was noted."),
        "observations": _("Observations"),
        "hot_wash": _("Hot wash and lessons"),
        "lesson": _("What is to be done"),
        "owner": _("Who sees to it"),
        "until": _("Until"),
        "state": _("State"),
        "timeline": _("Timeline"),
        "real_time": _("Real time"),
        "happened": _("What happened"),
    }


def _plain(value: Any, zone: str, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _plain(one, zone, key) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one, zone) for one in value]
    if isinstance(value, datetime):
        return game_time(value) if value.tzinfo is None else moment(value, zone)
    if isinstance(value, str):
        return _paragraphs(value) if name in PROSE else printable(value)
    return value


def _paragraphs(text: str) -> list[str]:
    """Return the words of ``text`` in paragraphs, points of lists with a dot before them."""
    html = str(markdown(text)).replace("<li>", "</p>• ").replace("<br>", " ")
    parts = (_words(one) for one in _cut(html))
    return [printable(one) for one in parts if one]


def _cut(html: str) -> Iterable[str]:
    for end in ("</li>", "</h2>", "</h3>", "</h4>", "</blockquote>"):
        html = html.replace(end, "</p>")
    return html.split("</p>")


def _words(html: str) -> str:
    return unescape(Markup(html).striptags())  # noqa: S704 - only to take its tags off.
