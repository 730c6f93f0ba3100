"""From private to public and back."""

from __future__ import annotations

from sqlalchemy import delete, select

from app.access.aside import free_slug
from app.core.clock import now
from app.core.messages import N_
from app.core.text import slugify
from app.events.models import Event, FormerSlug, Tombstone
from app.events.operations.trail import changed
from app.events.rules import Publication, PublicationAction, publication_after
from app.events.signals import event_published
from app.extensions import db


def publish(event: Event, *, without_people: bool = False) -> Event:
    """Show the event to everyone, with its people or without; at first, give it its address.

    Raises Refused for a confidential event, for a mere idea, for one that is public already, and
    for showing people under a rule that covers who took part.
    """
    action = (
        PublicationAction.PUBLISH_WITHOUT_PEOPLE if without_people else PublicationAction.PUBLISH
    )
    after = _after(event, action)
    if event.slug == event.key:
        base = slugify(event.title, "event")
        event.slug = free_slug(base, Event.slug, FormerSlug.slug, Tombstone.slug)
    _remove_tombstones(event)
    event.publication = after
    event.published_at = event.published_at or now()
    changed(event, N_("published without people") if without_people else N_("published"))
    event_published.send(event)
    return event


def unpublish(event: Event) -> Event:
    """Take the event back without a trace, as if it had never been public. Raises Refused."""
    event.publication = _after(event, PublicationAction.UNPUBLISH)
    event.published_at = None
    _remove_tombstones(event)
    changed(event, N_("unpublished"))
    return event


def withdraw(event: Event, *, notice: str) -> Event:
    """Take the event back and say so at each of its addresses, with ``notice``. Raises Refused."""
    event.publication = _after(event, PublicationAction.WITHDRAW)
    for slug in _slugs(event):
        db.session.add(Tombstone(slug=slug, notice=notice))
    changed(event, N_("withdrew"))
    return event


def _after(event: Event, action: PublicationAction) -> Publication:
    return publication_after(
        event.publication,
        action,
        state=event.state,
        rule=event.attribution,
        confidential=event.confidential,
    )


def _slugs(event: Event) -> list[str]:
    former = select(FormerSlug.slug).where(FormerSlug.event_id == event.id)
    return [event.slug, *db.session.scalars(former)]


def _remove_tombstones(event: Event) -> None:
    db.session.execute(delete(Tombstone).where(Tombstone.slug.in_(_slugs(event))))
