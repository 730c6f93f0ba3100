"""Who may see programmes, series, topics and regions."""

from __future__ import annotations

from sqlalchemy import bindparam, false, select, true

from app.access.enforcement import visible
from app.access.roles import Permission
from app.access.viewers import Viewer
from app.core.clock import now
from app.infra.types import UTCDateTime
from app.programmes.models import Programme, ProgrammeText, Region, Series, Strand, Topic
from app.visibility.conditions import (
    Columns,
    Condition,
    event,
    on_staff,
    output,
    plain,
    programme,
    region_of_event,
    released,
    topic_of_event,
    topic_of_output,
    within,
)
from app.visibility.logic import and_, exists, or_


@visible(Programme)
def _(viewer: Viewer) -> Condition:
    return or_(Programme.public.is_(True), on_staff(viewer))


AT_THE_TIME = bindparam("at_the_time", callable_=now, type_=UTCDateTime())
"""The instant of reading: asked anew each time, for a predicate is made once."""


def _shown(t: Columns) -> Condition:
    """The text is out, no later one is, and its programme has a public page."""
    later = plain(ProgrammeText)
    of_public_programme = exists(
        select(programme.c.id)
        .where(programme.c.id == t.programme_id, programme.c.public.is_(True))
        .correlate_except(programme)
    )
    overtaken = exists(
        select(later.c.id)
        .where(
            later.c.programme_id == t.programme_id,
            later.c.id > t.id,
            later.c.live_at <= AT_THE_TIME,
        )
        .correlate_except(later)
    )
    return and_(t.live_at <= AT_THE_TIME, ~overtaken, of_public_programme)


@visible(ProgrammeText)
def _(viewer: Viewer) -> Condition:
    """Drafts, texts that wait and former ones are for staff; the public has the one that is out."""
    return or_(_shown(ProgrammeText), on_staff(viewer))


@visible(Strand)
def _(viewer: Viewer) -> Condition:
    text = plain(ProgrammeText, "shown_")
    of_shown_text = exists(
        select(text.c.id).where(text.c.id == Strand.text_id, _shown(text.c)).correlate_except(text)
    )
    return or_(of_shown_text, on_staff(viewer))


@visible(Series)
def _(viewer: Viewer) -> Condition:
    """A private dialogue's very name is private; staff see those whose meetings they may see."""
    reach = viewer.reach(Permission.READ)
    of_visible_event = exists(
        select(event.c.id)
        .where(event.c.series_id == Series.id, within(viewer, Permission.READ))
        .correlate_except(event)
    )
    holds_no_confidential = ~exists(
        select(event.c.id)
        .where(event.c.series_id == Series.id, event.c.confidential.is_(True))
        .correlate_except(event)
    )
    by_reach = (
        true()
        if reach.everywhere
        else Series.programme_id.in_(reach.programme_ids)
        if reach.programme_ids
        else false()
    )
    return or_(Series.public.is_(True), of_visible_event, and_(by_reach, holds_no_confidential))


@visible(Topic)
def _(viewer: Viewer) -> Condition:
    of_public_event = exists(
        select(topic_of_event.c.topic_id)
        .join(event, event.c.id == topic_of_event.c.event_id)
        .where(topic_of_event.c.topic_id == Topic.id, released())
        .correlate_except(topic_of_event, event)
    )
    of_public_output = exists(
        select(topic_of_output.c.topic_id)
        .join(output, output.c.id == topic_of_output.c.output_id)
        .where(topic_of_output.c.topic_id == Topic.id, output.c.public.is_(True))
        .correlate_except(topic_of_output, output)
    )
    return or_(of_public_event, of_public_output, on_staff(viewer))


@visible(Region)
def _(viewer: Viewer) -> Condition:
    of_public_event = exists(
        select(region_of_event.c.region_id)
        .join(event, event.c.id == region_of_event.c.event_id)
        .where(region_of_event.c.region_id == Region.id, released())
        .correlate_except(region_of_event, event)
    )
    return or_(of_public_event, on_staff(viewer))
