"""Who may see persons, their offices and addresses."""

from __future__ import annotations

from sqlalchemy import (
    and_,
    exists,
    or_,
    select,
)

from app.access.enforcement import visible
from app.access.viewers import Viewer
from app.people.models import Affiliation, EmailAddress, Organisation, Person
from app.visibility.conditions import (
    Column,
    Condition,
    at_the_door_of,
    event,
    in_directory_of,
    on_staff,
    participation,
    partner,
    plain,
    publicly_billed,
    released,
)


@visible(Person)
def _(viewer: Viewer) -> Condition:
    """The public meets a person in a public billing; staff who seat people know the directory.

    Someone who sat in events out of a member of staff's reach alone is a name in the
    directory to them; where that person sat, they do not learn. The desk knows the names of
    those it lets in.
    """
    billed = exists(
        select(participation.c.id)
        .where(participation.c.person_id == Person.id, publicly_billed())
        .correlate_except(participation)
    )
    return or_(
        and_(Person.never_list.is_(False), billed),
        in_directory_of(viewer, Person.id),
        _let_in_by(viewer, Person.id),
    )


def _let_in_by(viewer: Viewer, person_id: Column) -> Condition:
    """The viewer lets that person in at a door."""
    return exists(
        select(participation.c.id)
        .where(participation.c.person_id == person_id, at_the_door_of(viewer))
        .correlate_except(participation)
    )


@visible(Affiliation)
def _(viewer: Viewer) -> Condition:
    of_billed_person = exists(
        select(participation.c.id)
        .where(participation.c.person_id == Affiliation.person_id, publicly_billed())
        .correlate_except(participation)
    )
    return or_(
        and_(Affiliation.listed.is_(True), of_billed_person),
        in_directory_of(viewer, Affiliation.person_id),
        _let_in_by(viewer, Affiliation.person_id),
    )


@visible(Organisation)
def _(viewer: Viewer) -> Condition:
    """The public meets an organisation as a public partner or in a billed person's listed office."""
    affiliation = plain(Affiliation)
    partner_in_public = exists(
        select(partner.c.id)
        .join(event, event.c.id == partner.c.event_id)
        .where(partner.c.organisation_id == Organisation.id, released())
        .correlate_except(partner, event)
    )
    office_in_public = exists(
        select(affiliation.c.id)
        .join(participation, participation.c.person_id == affiliation.c.person_id)
        .where(
            affiliation.c.organisation_id == Organisation.id,
            affiliation.c.listed.is_(True),
            publicly_billed(),
        )
        .correlate_except(affiliation, participation)
    )
    office_at_the_door = exists(
        select(affiliation.c.id)
        .join(participation, participation.c.person_id == affiliation.c.person_id)
        .where(affiliation.c.organisation_id == Organisation.id, at_the_door_of(viewer))
        .correlate_except(affiliation, participation)
    )
    return or_(partner_in_public, office_in_public, office_at_the_door, on_staff(viewer))


@visible(EmailAddress)
def _(viewer: Viewer) -> Condition:
    return in_directory_of(viewer, EmailAddress.person_id)


NEVER_PUBLIC = frozenset({EmailAddress})
"""Of these a visitor sees no row."""
