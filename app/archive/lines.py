"""What lists and billings print: rows for the components, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from app.archive.queries import Appearance, Listed
from app.core.clock import Span
from app.core.text import slugify
from app.events.models import Event
from app.events.rules import (
    EVENT_KIND_LABELS,
    FORMAT_LABELS,
    PHASE_LABELS,
    RECORDING_KIND_LABELS,
    Format,
    Phase,
    phase,
)
from app.participation.rules import ROLE_LABELS, SHOWN_AS_LABELS, Role, ShownAs, in_billing_order
from app.people.models import Organisation

NAMES_IN_A_LINE = 5
LEADS = (Role.MODERATOR, Role.CHAIR, Role.CO_CHAIR, Role.KEYNOTE)
SAID = frozenset({Phase.LIVE, Phase.SAVE_THE_DATE, Phase.POSTPONED, Phase.CANCELLED})
"""The phases that a list says in a word; the others follow from the list itself."""


@dataclass(frozen=True, kw_only=True)
class EventLine:
    """An event in a ruled list, as ``components/event_line.html`` takes it."""

    href: str
    title: str
    span: Span | None
    kind: str
    format: str
    people: str
    topics: Sequence[str]
    marks: Sequence[str]
    state: str
    state_label: str


@dataclass(frozen=True, kw_only=True)
class Billing:
    """A person as billed then, as ``components/person_line.html`` takes it."""

    name: str
    native_name: str
    native_lang: str
    offices: Sequence[str]
    href: str
    role: str
    note: str


def event_href(slug: str) -> str:
    """Return the address of the event at ``slug``; lists need too many for ``url_for``."""
    return f"/events/{slug}"


def output_href(slug: str) -> str:
    """Return the address of the publication at ``slug``."""
    return f"/publications/{slug}"


def organisation_href(organisation: Organisation) -> str:
    """Return the address of an organisation: its name, and the beginning of its key."""
    name = slugify(organisation.name, "organisation")
    return f"/organisations/{name}-{organisation.key[:8]}"


def series_href(slug: str) -> str:
    """Return the address of the series at ``slug``."""
    return f"/series/{slug}"


def person_href(slug: str) -> str:
    """Return the address of the person at ``slug``."""
    return f"/people/{slug}"


def event_line(listed: Listed, at: datetime) -> EventLine:
    """Return the row of an event."""
    event = listed.event
    now_is = phase(event.span, event.state, at)
    said = now_is in SAID
    return EventLine(
        href=event_href(event.slug),
        title=event.title,
        span=event.span,
        kind=_(EVENT_KIND_LABELS[event.kind]),
        format="" if event.format is Format.IN_PERSON else _(FORMAT_LABELS[event.format]),
        people=people_sentence(listed.people),
        topics=[topic.name for topic in event.topics],
        marks=[_(RECORDING_KIND_LABELS[kind]) for kind in listed.recordings],
        state=_mark(now_is, moved_online=event.moved_online),
        state_label=_(PHASE_LABELS[now_is]) if said else _moved(event, now_is),
    )


def _mark(now_is: Phase, *, moved_online: bool) -> str:
    if now_is is Phase.SAVE_THE_DATE:
        return "hold"
    return "moved_online" if moved_online and now_is is Phase.UPCOMING else now_is.value


def _moved(event: Event, now_is: Phase) -> str:
    return _("Moved online") if event.moved_online and now_is is Phase.UPCOMING else ""


def people_sentence(people: Sequence[Appearance]) -> str:
    """Return who speaks, in a sentence: who leads first, then some, then how many more.

    Only those who are sure to; who is merely invited stands on the page of the event.
    """
    speakers = {one.name: one for one in people if one.speaks}
    leads = [one for one in speakers.values() if one.roles[0] in LEADS]
    others = [one.name for one in speakers.values() if one.roles[0] not in LEADS]
    parts = [
        _("%(role)s: %(name)s", role=_(ROLE_LABELS[one.roles[0]]), name=one.name)
        for one in leads[:NAMES_IN_A_LINE]
    ]
    if others:
        parts.append(_("with %(names)s", names=_some(others)))
    return " · ".join(parts)


def _some(names: Sequence[str]) -> str:
    if len(names) <= NAMES_IN_A_LINE:
        return ", ".join(names)
    rest = len(names) - NAMES_IN_A_LINE + 1
    shown = ", ".join(names[: NAMES_IN_A_LINE - 1])
    return ngettext(
        "%(names)s and %(num)d other", "%(names)s and %(num)d others", rest, names=shown
    )


def once_each(people: Sequence[Appearance]) -> list[Appearance]:
    """Return each person once, with all their roles.

    Billed as for the event as a whole, or else as in the first session they are seated in.
    """
    merged: dict[str, Appearance] = {}
    for one in sorted(people, key=lambda one: one.session_id is not None):
        first = merged.setdefault(one.slug, one)
        merged[one.slug] = replace(first, roles=in_billing_order([*first.roles, *one.roles]))
    return list(merged.values())


def billing(appearance: Appearance) -> Billing:
    """Return the person as a programme prints them, with a word where they are not sure to come."""
    return Billing(
        name=appearance.name,
        native_name=appearance.native_name,
        native_lang=appearance.native_lang,
        offices=appearance.offices,
        href=person_href(appearance.slug),
        role=roles_in_words(appearance.roles),
        note=_note(appearance),
    )


def _note(appearance: Appearance) -> str:
    shown = appearance.shown
    said = "" if shown is ShownAs.CONFIRMED else _(SHOWN_AS_LABELS[shown])
    paper = _("“%(title)s”", title=appearance.paper_title) if appearance.paper_title else ""
    return " · ".join(part for part in (paper, said[:1].upper() + said[1:]) if part)


def roles_in_words(roles: Sequence[Role]) -> str:
    """Return the roles that are worth a word: that a participant takes part goes without saying."""
    return ", ".join(_(ROLE_LABELS[role]) for role in roles if role is not Role.PARTICIPANT)
