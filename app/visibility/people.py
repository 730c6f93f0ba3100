"""Who may see persons, their offices and addresses."""

from __future__ import annotations

from sqlalchemy import select

from app.access.enforcement import visible
from app.access.roles import Permission
from app.access.viewers import Viewer
from app.people.models import (
    Affiliation,
    Biography,
    DistinctPair,
    DuplicateSuggestion,
    EmailAddress,
    HeadShot,
    MergeRecord,
    NameVariant,
    Organisation,
    OrganisationName,
    Person,
    PersonDossier,
    PersonMerge,
    PersonNeeds,
    PersonSearch,
    Phone,
)
from app.visibility.conditions import (
    Column,
    Condition,
    at_the_door_of,
    event,
    everywhere,
    in_directory_of,
    invitation,
    never,
    of_event,
    on_staff,
    own_seat,
    participation,
    partner,
    plain,
    publicly_billed,
    released,
    within,
    wrote_in_public,
)
from app.visibility.logic import and_, exists, or_


@visible(Person)
def _(viewer: Viewer) -> Condition:
    """The public meets a person in a public billing, of an event or a publication; staff who seat people know the directory.

    Someone who sat in events out of a member of staff's reach alone is a name in the
    directory to them; where that person sat, they do not learn. The desk knows the names of
    those it lets in. Whoever was merged into somebody else is met as that one alone.
    """
    billed = exists(
        select(participation.c.id)
        .where(participation.c.person_id == Person.id, publicly_billed())
        .correlate_except(participation)
    )
    met = or_(
        and_(Person.never_list.is_(False), billed),
        wrote_in_public(Person.id),
        in_directory_of(viewer, Person.id),
        _of_own_seat(viewer, Person.id),
        _let_in_by(viewer, Person.id),
    )
    return and_(Person.merged_into_id.is_(None), met)


def _let_in_by(viewer: Viewer, person_id: Column) -> Condition:
    """The viewer lets that person in at a door."""
    return exists(
        select(participation.c.id)
        .where(participation.c.person_id == person_id, at_the_door_of(viewer))
        .correlate_except(participation)
    )


@visible(Affiliation)
def _(viewer: Viewer) -> Condition:
    return or_(
        and_(Affiliation.listed.is_(True), _of_billed_person(Affiliation.person_id)),
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
    office_of_author = exists(
        select(affiliation.c.id)
        .where(
            affiliation.c.organisation_id == Organisation.id,
            affiliation.c.listed.is_(True),
            wrote_in_public(affiliation.c.person_id),
        )
        .correlate_except(affiliation)
    )
    office_at_the_door = exists(
        select(affiliation.c.id)
        .join(participation, participation.c.person_id == affiliation.c.person_id)
        .where(affiliation.c.organisation_id == Organisation.id, at_the_door_of(viewer))
        .correlate_except(affiliation, participation)
    )
    return or_(
        partner_in_public,
        office_in_public,
        office_of_author,
        office_at_the_door,
        on_staff(viewer),
    )


@visible(Biography)
def _(viewer: Viewer) -> Condition:
    """Public if it says so, of a person whom the public knows."""
    return or_(
        and_(Biography.public.is_(True), _of_billed_person(Biography.person_id)),
        in_directory_of(viewer, Biography.person_id),
    )


@visible(HeadShot)
def _(viewer: Viewer) -> Condition:
    """Public with the person's consent, of a person whom the public knows."""
    return or_(
        and_(HeadShot.consent.is_(True), _of_billed_person(HeadShot.person_id)),
        in_directory_of(viewer, HeadShot.person_id),
    )


@visible(PersonNeeds)
def _(viewer: Viewer) -> Condition:
    """Who looks after guests everywhere, or at an event where the person has a seat.

    A guest reads them by their own link if they told them there: a link that was handed on
    does not tell what somebody told elsewhere.
    """
    seated_there = exists(
        select(participation.c.id)
        .where(
            participation.c.person_id == PersonNeeds.person_id,
            of_event(participation.c.event_id, within(viewer, Permission.GUESTS)),
        )
        .correlate_except(participation)
    )
    told_by_link = exists(
        select(participation.c.id)
        .join(invitation, invitation.c.participation_id == participation.c.id)
        .where(
            participation.c.person_id == PersonNeeds.person_id,
            own_seat(viewer, participation.c.id),
            invitation.c.needs_told_at.is_not(None),
        )
        .correlate_except(participation, invitation)
    )
    return or_(everywhere(viewer, Permission.GUESTS), seated_there, told_by_link)


@visible(EmailAddress)
def _(viewer: Viewer) -> Condition:
    return in_directory_of(viewer, EmailAddress.person_id)


@visible(Phone)
def _(viewer: Viewer) -> Condition:
    return in_directory_of(viewer, Phone.person_id)


@visible(NameVariant)
def _(viewer: Viewer) -> Condition:
    """The desk finds by them those whom it lets in."""
    return or_(
        in_directory_of(viewer, NameVariant.person_id), _let_in_by(viewer, NameVariant.person_id)
    )


@visible(PersonDossier)
def _(viewer: Viewer) -> Condition:
    return in_directory_of(viewer, PersonDossier.person_id)


@visible(PersonSearch)
def _(viewer: Viewer) -> Condition:
    return in_directory_of(viewer, PersonSearch.person_id)


@visible(OrganisationName)
def _(viewer: Viewer) -> Condition:
    return on_staff(viewer)


@visible(PersonMerge)
def _(viewer: Viewer) -> Condition:
    return in_directory_of(viewer, PersonMerge.survivor_id)


@visible(DistinctPair)
def _(viewer: Viewer) -> Condition:
    return and_(
        in_directory_of(viewer, DistinctPair.one_id), in_directory_of(viewer, DistinctPair.other_id)
    )


@visible(DuplicateSuggestion)
def _(viewer: Viewer) -> Condition:
    return and_(
        in_directory_of(viewer, DuplicateSuggestion.one_id),
        in_directory_of(viewer, DuplicateSuggestion.other_id),
    )


visible(MergeRecord)(never)


def _of_own_seat(viewer: Viewer, person_id: Column) -> Condition:
    """The row is of the guest whose personal link it is."""
    return exists(
        select(participation.c.id)
        .where(participation.c.person_id == person_id, own_seat(viewer, participation.c.id))
        .correlate_except(participation)
    )


def _of_billed_person(person_id: Column) -> Condition:
    """The row is of a person who is billed in public, and may be named there."""
    seated = exists(
        select(participation.c.id)
        .where(participation.c.person_id == person_id, publicly_billed())
        .correlate_except(participation)
    )
    return or_(seated, wrote_in_public(person_id))


NEVER_PUBLIC = frozenset(
    {
        DistinctPair,
        DuplicateSuggestion,
        EmailAddress,
        MergeRecord,
        NameVariant,
        OrganisationName,
        PersonDossier,
        PersonMerge,
        PersonNeeds,
        PersonSearch,
        Phone,
    }
)
"""Of these a visitor sees no row."""
