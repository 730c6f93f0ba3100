"""The pages of a series, a topic, a region and an organisation: what is to come, and what was held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import public
from app.archive import queries
from app.archive.chips import list_href
from app.archive.criteria import Criteria
from app.archive.embedding import frame_of_coming
from app.archive.feeds import feed_hrefs
from app.archive.lines import EventLine, event_line, organisation_href
from app.archive.linked_data import (
    Described,
    described_organisation,
    described_series,
    described_trail,
)
from app.archive.output_page import output_line
from app.archive.queries import gatherings
from app.archive.queries.gatherings import Gathering
from app.core.clock import now
from app.core.errors import NotFound
from app.events.models import Event
from app.people.models import Organisation
from app.programmes.models import Series, Topic
from app.publications.queries import Asked, outputs_page
from app.web.markdown import markdown
from app.web.navigation import stand_under
from app.web.page_cache import cached_page, fresh_until


def add_to(bp: Blueprint) -> None:
    """Give ``bp`` its routes."""
    for kind in _FINDERS:
        for slash in ("", "/"):
            bp.get(f"/{kind}/<slug>{slash}", endpoint=f"{kind}{'_slash' if slash else ''}")(
                gathering
            )


@cached_page()
@public
def gathering(slug: str) -> ResponseReturnValue:
    """Show what belongs to a public series, is about a topic or a region, or has a partner."""
    kind = request.path.split("/")[1]
    found = _FINDERS[kind](slug.lower())
    if found is None:
        raise NotFound
    here = organisation_href(found) if isinstance(found, Organisation) else f"/{kind}/{found.slug}"
    if request.path != here:
        return redirect(here, 301)
    stand_under("/archive/")
    at = now()
    fresh_until(queries.next_turn(at))
    coming, past = gatherings.coming_of(found, at), gatherings.past_of(found, at)
    listed = queries.listed([*coming, *past], at)
    lines = [_numbered(one.event, event_line(one, at), found) for one in listed]
    name = found.title if isinstance(found, Series) else found.name
    text = found.description if isinstance(found, Series) else ""
    about = outputs_page(Asked(topic=slug)).outputs if isinstance(found, Topic) else ()
    narrowed = _narrowed(kind, slug)
    trail = [(_("Archive"), "/archive/"), (name, here)]
    return render_template(
        "archive/gathering.html",
        label=_label(kind),
        name=name,
        text=text,
        here=here,
        upcoming=lines[: len(coming)],
        past=lines[len(coming) :],
        more=list_href("/archive/", narrowed) if narrowed else None,
        feeds=feed_hrefs(narrowed) if narrowed else None,
        frame=frame_of_coming(narrowed) if narrowed else "",
        website=found.website if isinstance(found, Organisation) else "",
        publications=[output_line(one) for one in about],
        linked_data=[*_described(found, text, past), described_trail(trail)],
    )


_FINDERS: dict[str, Callable[[str], Gathering | None]] = {
    "series": gatherings.series_at,
    "topics": gatherings.topic_at,
    "regions": gatherings.region_at,
    "organisations": gatherings.organisation_at,
}


def _narrowed(kind: str, slug: str) -> Criteria | None:
    """Return what narrows lists and feeds to this; partners do not."""
    names = {"series": "series", "topics": "topic", "regions": "region"}
    return Criteria(**{names[kind]: slug.lower()}) if kind in names else None


def _label(kind: str) -> str:
    labels = {"series": _("Series"), "topics": _("Topic"), "regions": _("Region")}
    return labels.get(kind) or _("Organisation")


def _numbered(event: Event, line: EventLine, found: Gathering) -> EventLine:
    """Say of a meeting which round of its series it is."""
    if not isinstance(found, Series) or not event.ordinal:
        return line
    return replace(line, kind=f"{event.ordinal} · {line.kind}")


def _described(found: Gathering, text: str, events: Sequence[Event]) -> list[Described]:
    if isinstance(found, Organisation):
        return [described_organisation(found)]
    if not isinstance(found, Series):
        return []
    return [described_series(found, markdown(text).striptags(), events)]
