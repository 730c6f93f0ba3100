"""What is said of an event: words, partners, topics, links, and how one gets in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict, Unpack

from sqlalchemy import select

from app.access.aside import free_slug
from app.core.errors import InvalidInput, Refused
from app.core.messages import N_
from app.core.text import slugify
from app.events.models import Event, EventNotice, EventPartner, FormerSlug, JoinLink, Tombstone
from app.events.operations.trail import changed, dossier_of, give_notice, tell_calendars
from app.events.rules import (
    AttributionRule,
    EventKind,
    Format,
    PartnerRole,
    Publication,
    RegistrationMode,
    Track,
    names_may_be_shown,
)
from app.events.signals import admission_changed
from app.extensions import db
from app.people.models import Organisation
from app.programmes.models import Programme, Series
from app.programmes.operations import find_or_add_region, find_or_add_topic


class EventFields(TypedDict, total=False):
    """What can be changed about an event at any time and in any order."""

    kind: EventKind
    title: str
    subtitle: str
    programme: Programme | None
    series: Series | None
    ordinal: str
    owner_id: int | None
    attribution: AttributionRule
    attribution_wording: str
    track: Track | None
    format: Format
    place: str
    language: str
    hashtag: str
    summary_upcoming: str
    summary_past: str
    highlighted: bool


SHOWN_IN_CALENDARS = ("title", "format", "place", "summary_upcoming")


def edit_event(event: Event, **fields: Unpack[EventFields]) -> Event:
    """Change the ``fields`` that are given; the others stay.

    A rule that covers who took part takes the people off a public page at once.
    """
    before = {name: getattr(event, name) for name in fields}
    for name, value in fields.items():
        setattr(event, name, value)
    different = [name for name in fields if getattr(event, name) != before[name]]
    if not different:
        return event
    if any(name in SHOWN_IN_CALENDARS for name in different):
        tell_calendars(event)
    if event.publication is Publication.PUBLIC and not names_may_be_shown(event.attribution):
        event.publication = Publication.WITHOUT_PEOPLE
    changed(event, N_("changed"), fields=", ".join(different))
    return event


def set_registration(event: Event, *, mode: RegistrationMode) -> Event:
    """Say who may come. How many, and until when, the feature that registers them keeps."""
    event.registration = mode
    changed(event, N_("changed the registration of"), mode=mode.value)
    admission_changed.send(event)
    return event


def set_topics(event: Event, names: Iterable[str]) -> Event:
    """Let the event be about exactly the topics called ``names``; new ones are added."""
    topics = {topic.id: topic for topic in map(find_or_add_topic, names)}
    event.topics = list(topics.values())
    changed(event, N_("changed the topics of"))
    return event


def set_regions(event: Event, names: Iterable[str]) -> Event:
    """Let the event be about exactly the regions called ``names``; new ones are added."""
    regions = {region.id: region for region in map(find_or_add_region, names)}
    event.regions = list(regions.values())
    changed(event, N_("changed the regions of"))
    return event


def add_partner(event: Event, *, organisation: Organisation, role: PartnerRole) -> EventPartner:
    """Name an organisation and its part; one that has this part already keeps it."""
    for partner in event.partners:
        if partner.organisation_id == organisation.id and partner.role is role:
            return partner
    position = max((partner.position for partner in event.partners), default=0) + 1
    partner = EventPartner(organisation=organisation, role=role, position=position)
    event.partners.append(partner)
    db.session.flush()
    changed(event, N_("added a partner to"), partner=organisation.name)
    return partner


def remove_partner(partner: EventPartner) -> None:
    """Take an organisation's part off the event."""
    changed(partner.event, N_("removed a partner from"), partner=partner.organisation.name)
    partner.event.partners.remove(partner)


def add_notice(event: Event, *, text: str) -> EventNotice:
    """Show a dated word on the page of the event."""
    if not text:
        raise InvalidInput(N_("Say what the notice is to tell."))
    give_notice(event, text)
    db.session.flush()
    changed(event, N_("gave notice of"))
    return event.notices[-1]


def set_join_link(event: Event, *, url: str, instructions: str = "") -> JoinLink | None:
    """Keep where the event is joined; an empty ``url`` takes it away. Raises InvalidInput."""
    if url and not url.startswith("https://"):
        raise InvalidInput(N_("An address begins with https://."))
    if not url:
        event.join_link = None
    elif event.join_link is None:
        event.join_link = JoinLink(url=url, instructions=instructions)
    else:
        event.join_link.url, event.join_link.instructions = url, instructions
    tell_calendars(event)
    changed(event, N_("changed the join link of"))
    return event.join_link


def set_notes(event: Event, *, notes: str) -> Event:
    """Keep what staff write down for each other."""
    dossier_of(event).notes = notes
    changed(event, N_("changed the notes of"))
    return event


def change_slug(event: Event, *, slug: str) -> Event:
    """Give an event that was published another address; the old one leads to it for ever.

    Raises Refused before it was published, lest the address tell what is private, and
    InvalidInput for an address that another event has or had.
    """
    if event.slug == event.key:
        raise Refused(N_("This event gets its address when it is published."))
    slug = slugify(slug, "event")
    if slug == event.slug:
        return event
    own = db.session.scalar(
        select(FormerSlug).where(FormerSlug.slug == slug, FormerSlug.event_id == event.id)
    )
    if own is not None:
        db.session.delete(own)
        db.session.flush()
    elif free_slug(slug, Event.slug, FormerSlug.slug, Tombstone.slug) != slug:
        raise InvalidInput(N_("Another event has or had this address. Choose another one."))
    db.session.add(FormerSlug(slug=event.slug, event_id=event.id))
    event.slug = slug
    changed(event, N_("changed the address of"), slug=slug)
    return event
