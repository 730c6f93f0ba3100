"""What staff do to publications."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict, Unpack

from sqlalchemy import delete, select

from app.access import audit
from app.access.aside import free_slug
from app.core.clock import now
from app.core.errors import Conflict, InvalidInput
from app.core.messages import N_
from app.core.text import random_key, slugify
from app.events.models import Event
from app.extensions import db
from app.people.models import Person
from app.people.rules import checked_fuzzy_date
from app.programmes.models import Programme
from app.programmes.operations import find_or_add_topic
from app.publications.models import Output, OutputAuthor, OutputLink, OutputSlug
from app.publications.rules import AuthorRole, OutputKind, checked_doi, checked_isbn, first_day

THING = "publication"


class Facts(TypedDict, total=False):
    """What is printed on the cover and behind it. ``abstract`` and ``disclaimer`` are Markdown."""

    subtitle: str
    abstract: str
    series_title: str
    series_number: str
    parent: Output | None
    published_on: str
    languages: str
    isbn: str
    doi: str
    publisher: str
    disclaimer: str
    programme: Programme | None


def add_output(*, title: str, kind: OutputKind, **facts: Unpack[Facts]) -> Output:
    """Return a new publication, private as yet. Its very title is: the address does not tell it.

    Raises InvalidInput for a date, an ISBN or a DOI that cannot be.
    """
    key = random_key()
    output = Output(key=key, slug=key, title=title, kind=kind)
    _put(output, facts)
    db.session.add(output)
    db.session.flush()
    audit.record(N_("added"), THING, output.key)
    return output


def edit_output(output: Output, *, title: str, kind: OutputKind, **facts: Unpack[Facts]) -> Output:
    """Change what is said of the publication; its address stays. Raises InvalidInput."""
    output.title, output.kind = title, kind
    _put(output, facts)
    if output.public and not output.published_on:
        raise InvalidInput(N_("Say when it was published: a year is enough."))
    _changed(output, N_("changed"))
    return output


def _put(output: Output, facts: Facts) -> None:
    checks = {"published_on": checked_fuzzy_date, "isbn": checked_isbn, "doi": checked_doi}
    parent = facts.get("parent")
    if parent is not None and (parent is output or parent.kind is not OutputKind.ESSAY_SERIES):
        raise InvalidInput(N_("Only a series of essays has essays that belong to it."))
    for name, value in facts.items():
        check = checks.get(name)
        setattr(output, name, check(str(value)) if check else value)


def set_topics(output: Output, names: Iterable[str]) -> None:
    """Let the publication be about exactly the topics called ``names``; new ones are added."""
    topics = {topic.id: topic for topic in map(find_or_add_topic, names)}
    output.topics = list(topics.values())
    _changed(output, N_("changed the topics of"))


def relate_event(output: Output, event: Event) -> None:
    """Say that the publication and the event have to do with each other."""
    if event not in output.events:
        output.events.append(event)
        _changed(output, N_("related an event to"), event=event.key)


def part_event(output: Output, event: Event) -> None:
    """Say no longer that the publication and the event have to do with each other."""
    if event in output.events:
        output.events.remove(event)
        _changed(output, N_("took an event from"), event=event.key)


def add_author(
    output: Output,
    person: Person,
    *,
    role: AuthorRole = AuthorRole.AUTHOR,
    offices: str | None = None,
) -> OutputAuthor:
    """Bill a person after those who are billed already. Raises Conflict for one of them.

    ``offices`` has one office per line; without it those of the directory are copied on release.
    """
    if any(author.person_id == person.id for author in output.authors):
        raise Conflict(N_("This person is billed already."))
    author = OutputAuthor(
        person=person,
        role=role,
        position=max((one.position for one in output.authors), default=0) + 1,
        billing_name=person.billed_as,
        billing_native_name=person.native_name,
        billing_native_lang=person.native_lang,
        billing_offices=_lines(offices or ""),
        billed_at=now() if offices is not None else None,
    )
    output.authors.append(author)
    if output.public:
        _bill(author)
    db.session.flush()
    _changed(output, N_("added an author to"), person=person.key)
    return author


def set_billing(author: OutputAuthor, *, name: str, role: AuthorRole, offices: str) -> None:
    """Write the billing by hand, as it is printed; it stays whatever the directory says."""
    author.billing_name, author.role = name, role
    author.billing_offices = _lines(offices)
    author.billed_at = now()
    _changed(author.output, N_("changed an author of"))


def move_author(author: OutputAuthor) -> None:
    """Bill the author before the one who is billed before them."""
    order = author.output.authors
    place = order.index(author)
    if place:
        before = order[place - 1]
        before.position, author.position = author.position, before.position
        _changed(author.output, N_("changed the authors of"))


def remove_author(author: OutputAuthor) -> None:
    """Bill the person no longer."""
    output = author.output
    output.authors.remove(author)
    _changed(output, N_("took an author from"))


def add_link(output: Output, *, url: str, language: str = "", label: str = "") -> OutputLink:
    """Say where it can be read. Raises InvalidInput for anything but a web address."""
    if not url.startswith(("https://", "http://")):
        raise InvalidInput(N_("An address begins with https://."))
    link = OutputLink(url=url, language=language, label=label)
    output.links.append(link)
    db.session.flush()
    _changed(output, N_("added a link to"), url=url)
    return link


def remove_link(link: OutputLink) -> None:
    """Take a link away."""
    output = link.output
    output.links.remove(link)
    _changed(output, N_("took a link from"), url=link.url)


def release(output: Output) -> Output:
    """Let everyone read of the publication, its authors billed as on the day it appeared.

    Raises InvalidInput while nobody has said when that was.
    """
    if not output.published_on:
        raise InvalidInput(N_("Say when it was published: a year is enough."))
    if output.slug == output.key:
        base = slugify(output.title, "publication")
        output.slug = free_slug(base, Output.slug, OutputSlug.slug)
    else:
        _forget_withdrawal(output)
    for author in output.authors:
        _bill(author)
    output.public = True
    output.released_at = output.released_at or now()
    audit.record(N_("released"), THING, output.key)
    return output


def withdraw(output: Output) -> Output:
    """Take a released publication back: a short notice stays at its addresses."""
    if not output.public:
        raise Conflict(N_("It is not public."))
    output.public = False
    at = now()
    former = _former(output)
    for one in former:
        one.withdrawn_at = at
    if output.slug not in {one.slug for one in former}:
        db.session.add(OutputSlug(slug=output.slug, output_id=output.id, withdrawn_at=at))
    audit.record(N_("withdrew"), THING, output.key)
    return output


def change_slug(output: Output, *, slug: str) -> Output:
    """Move a released publication to another address; the former one leads there.

    Raises Conflict if something else is or was at the new one.
    """
    if not output.public:
        raise Conflict(N_("It gets an address when it is released."))
    slug = slugify(slug, "publication")
    if slug == output.slug:
        return output
    own = {one.slug: one for one in _former(output)}
    if slug in own:
        db.session.delete(own[slug])
    elif free_slug(slug, Output.slug, OutputSlug.slug) != slug:
        raise Conflict(N_("Something else is or was at this address."))
    db.session.add(OutputSlug(slug=output.slug, output_id=output.id))
    output.slug = slug
    _changed(output, N_("changed the address of"), slug=slug)
    return output


def _former(output: Output) -> list[OutputSlug]:
    return list(db.session.scalars(select(OutputSlug).where(OutputSlug.output_id == output.id)))


def _forget_withdrawal(output: Output) -> None:
    db.session.execute(delete(OutputSlug).where(OutputSlug.slug == output.slug))
    for one in _former(output):
        one.withdrawn_at = None


def _bill(author: OutputAuthor) -> None:
    """Copy the offices of the day, unless the billing stands already."""
    day = first_day(author.output.published_on)
    if author.billed_at is None and day is not None:
        author.billing_offices = "\n".join(author.person.offices_on(day))
        author.billed_at = now()


def _lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _changed(output: Output, action: str, **detail: str) -> None:
    output.updated_at = now()
    audit.record(action, THING, output.key, **detail)
