"""Where somebody who was merged away is met now."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select

from app.access.aside import rows_for_all
from app.extensions import db
from app.infra.models import AuditEntry
from app.people.models import Organisation, Person, PersonMerge

LONGEST_CHAIN = 50


def survivor_of_key(key: str) -> Person | None:
    """Return whom the person with ``key`` was merged into, if the viewer may see that one."""
    return _seen(_end_of_chain(Person.key == key))


def survivor_of_slug(slug: str) -> Person | None:
    """Likewise, by the name in the public address."""
    return _seen(_end_of_chain(Person.slug == slug))


def _end_of_chain(condition: ColumnElement[bool]) -> int | None:
    """The number of the last of those who were merged into one another; None if nobody was merged.

    Looked up past the viewer's bounds, who sees none of those in between.
    """
    asked = select(Person.merged_into_id).where(condition)
    found = rows_for_all(asked)
    last = found[0][0] if found else None
    for _step in range(LONGEST_CHAIN):
        if last is None:
            return None
        ((following,),) = rows_for_all(select(Person.merged_into_id).where(Person.id == last))
        if following is None:
            return int(last)
        last = following
    return None


def _seen(number: int | None) -> Person | None:
    return db.session.get(Person, number) if number is not None else None


def keys_of(person: Person) -> list[str]:
    """Return the keys under which the person is or was known: their own, and of all merged into them."""
    keys, numbers = [person.key], [person.id]
    while numbers:
        rows = rows_for_all(select(Person.key, Person.id).where(Person.merged_into_id.in_(numbers)))
        keys += [row[0] for row in rows]
        numbers = [row[1] for row in rows]
    return keys


def merges_of(person: Person) -> list[PersonMerge]:
    """Return who was merged into the person and not parted again, the latest first."""
    return list(
        db.session.scalars(
            select(PersonMerge)
            .where(PersonMerge.survivor_id == person.id, PersonMerge.undone_at.is_(None))
            .order_by(PersonMerge.merged_at.desc(), PersonMerge.id.desc())
        )
    )


CHANGES = 100
"""As many changes as a page shows; the audit trail has the rest."""


def changes_of(person: Person) -> tuple[Sequence[AuditEntry], bool]:
    """Return the latest changes of the person and of all merged into them, and whether there are more."""
    return _latest("person", keys_of(person))


def changes_of_organisation(organisation: Organisation) -> tuple[Sequence[AuditEntry], bool]:
    """Return the latest changes of the organisation, and whether there are more."""
    return _latest("organisation", [organisation.key])


def _latest(thing: str, keys: Sequence[str]) -> tuple[Sequence[AuditEntry], bool]:
    found = db.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.thing == thing, AuditEntry.thing_key.in_(keys))
        .order_by(AuditEntry.id.desc())
        .limit(CHANGES + 1)
    ).all()
    return found[:CHANGES], len(found) > CHANGES
