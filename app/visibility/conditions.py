"""What the rules are made of: conditions on events, seats and persons that several tables share.

Conditions on other tables use plain columns (``table.c``), so that no predicate leans on
another one by accident.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, column, false, literal, select, table, true
from sqlalchemy.sql.selectable import NamedFromClause

from app.access.roles import Permission
from app.access.viewers import TokenHolder, Viewer
from app.door.rules import KNOWN_AT_THE_DOOR
from app.events.models import (
    Event,
    EventPartner,
    EventSession,
    Recording,
)
from app.events.rules import RELEASED, Publication, names_may_be_shown_under
from app.extensions import Base
from app.games.models import Casting, Game, GameRelease
from app.invitations.models import Consent, Invitation
from app.invitations.rules import ATTENDING, Scope
from app.participation.models import Participation, ParticipationRole
from app.participation.rules import BILLED_STATES, NEVER_PUBLIC_ROLES, Role
from app.people.models import Person
from app.programmes.models import Programme
from app.publications.models import Output, OutputAuthor
from app.schedule.models import Room, RoomBooking
from app.visibility.logic import and_, exists, or_

Condition = ColumnElement[bool]
Column = Any
"""A column of the row that is asked about, so that SQLAlchemy finds it under an alias too."""
Columns = Any
"""Where an event's or a seat's columns are taken from: the class for its own predicate, else the table."""


def plain(model: type[Base], suffix: str = "_") -> NamedFromClause:
    """The table of ``model`` under a name of its own, unknown to the mapper.

    SQLAlchemy adapts columns it knows to the subqueries and aliases of the statement a
    predicate is added to; a predicate that speaks of *another* table must not be adapted
    along with it, or it would ask about the wrong row.
    """
    known = cast("Table", model.__table__)
    columns = (column(each.name, each.type) for each in known.columns)
    return table(known.name, *columns).alias(f"{known.name}{suffix}")


event = plain(Event)
session = plain(EventSession)
recording = plain(Recording)
participation = plain(Participation)
participation_role = plain(ParticipationRole)
partner = plain(EventPartner)
person = plain(Person)
programme = plain(Programme)
topic_of_event = table("event_topic", column("event_id"), column("topic_id")).alias("event_topic_")
region_of_event = table("event_region", column("event_id"), column("region_id")).alias(
    "event_region_"
)
room = plain(Room)
booking = plain(RoomBooking)
invitation = plain(Invitation)
consent = plain(Consent)
casting = plain(Casting)
game = plain(Game)
game_release = plain(GameRelease)
output = plain(Output)
output_author = plain(OutputAuthor)
topic_of_output = table("output_topic", column("output_id"), column("topic_id")).alias(
    "output_topic_"
)

NAMED_RULES = names_may_be_shown_under()


def among(given: Column, constants: Iterable[Any]) -> Condition:
    """The column holds one of some constants.

    They are written out, for SQLAlchemy fits a list of values into the text of a statement anew
    each time it runs, and a page asks some thirty statements with every rule in them.
    """
    condition: Condition = given.in_([literal(one, given.type) for one in sorted(constants)])
    return condition


def released(e: Columns = event.c) -> Condition:
    """The event is public, with or without its people."""
    return among(e.publication, RELEASED)


def within(viewer: Viewer, permission: Permission, e: Columns = event.c) -> Condition:
    """The event lies within the viewer's reach; a confidential one only if it is named itself."""
    reach = viewer.reach(permission)
    unbounded = true() if reach.everywhere else e.programme_id.in_(reach.programme_ids)
    named = e.id.in_(reach.event_ids) if reach.event_ids else false()
    if not reach.everywhere and not reach.programme_ids:
        return named
    return or_(named, and_(e.confidential.is_(False), unbounded))


def held(viewer: Viewer, e: Columns = event.c) -> Condition:
    """The event is the one that the viewer's personal link is for."""
    return e.id == viewer.event_id if isinstance(viewer, TokenHolder) else false()


def own_seat(viewer: Viewer, seat_id: Column) -> Condition:
    """The seat is the one that the viewer's personal link is for."""
    if not isinstance(viewer, TokenHolder) or viewer.participation_id is None:
        return false()
    condition: Condition = seat_id == viewer.participation_id
    return condition


def own_side(viewer: Viewer, delegation_id: Column) -> Condition:
    """The delegation is the one whose members the viewer's personal link lets them name."""
    if not isinstance(viewer, TokenHolder) or viewer.delegation_id is None:
        return false()
    condition: Condition = delegation_id == viewer.delegation_id
    return condition


def expected(viewer: Viewer, e: Columns = event.c) -> Condition:
    """The viewer's personal link is for a place at the event: one they registered for or accepted."""
    if isinstance(viewer, TokenHolder) and viewer.registration_id is not None:
        return held(viewer, e)
    return exists(
        select(participation.c.id)
        .where(
            participation.c.event_id == e.id,
            among(participation.c.state, ATTENDING),
            own_seat(viewer, participation.c.id),
        )
        .correlate_except(participation)
    )


def shown(viewer: Viewer, e: Columns = event.c) -> Condition:
    """The event is seen: released, or within reach of the viewer, even if only for the door."""
    return or_(
        released(e),
        within(viewer, Permission.READ, e),
        within(viewer, Permission.CHECK_IN, e),
        held(viewer, e),
    )


def of_event(event_id: Column, condition: Condition) -> Condition:
    """The row belongs to an event that meets ``condition``."""
    of_it = select(event.c.id).where(event.c.id == event_id, condition)
    return exists(of_it.correlate_except(event))


def on_staff(viewer: Viewer, permission: Permission = Permission.READ) -> Condition:
    """The viewer holds ``permission`` for anything at all."""
    return true() if viewer.reach(permission) else false()


def everywhere(viewer: Viewer, permission: Permission) -> Condition:
    """The viewer holds ``permission`` for everything."""
    return true() if viewer.reach(permission).everywhere else false()


def publicly_billed(p: Columns = participation.c) -> Condition:
    """The seat may be named in public: the strictest of event, session, person, seat and guest wins.

    Under the Chatham House Rule the list of participants is covered, not the quotes alone
    (chathamhouse.org/about-us/chatham-house-rule), so only rules that allow names pass.
    At a game whoever plays, or is there as a participant alone and may yet play or have played, is
    named only where its players are told.
    """
    in_named_event = exists(
        select(event.c.id)
        .where(
            event.c.id == p.event_id,
            event.c.publication == Publication.PUBLIC,
            among(event.c.attribution, NAMED_RULES),
        )
        .correlate_except(event)
    )
    in_named_session = or_(
        p.session_id.is_(None),
        exists(
            select(session.c.id)
            .where(
                session.c.id == p.session_id,
                session.c.public.is_(True),
                or_(session.c.attribution.is_(None), among(session.c.attribution, NAMED_RULES)),
            )
            .correlate_except(session)
        ),
    )
    of_listed_person = exists(
        select(person.c.id)
        .where(person.c.id == p.person_id, person.c.never_list.is_(False))
        .correlate_except(person)
    )
    refused = exists(
        select(consent.c.id)
        .where(
            consent.c.participation_id == p.id,
            consent.c.scope == Scope.LISTED,
            consent.c.given.is_(False),
            consent.c.replaced_at.is_(None),
        )
        .correlate_except(consent)
    )

    def has_role_besides(roles: frozenset[Role]) -> Condition:
        return exists(
            select(participation_role.c.id)
            .where(
                participation_role.c.participation_id == p.id,
                ~among(participation_role.c.role, roles),
            )
            .correlate_except(participation_role)
        )

    at_game = exists(
        select(game.c.event_id).where(game.c.event_id == p.event_id).correlate_except(game)
    )
    plays = exists(
        select(casting.c.id).where(casting.c.participation_id == p.id).correlate_except(casting)
    )
    players_told = exists(
        select(game_release.c.event_id)
        .where(game_release.c.event_id == p.event_id, game_release.c.players.is_(True))
        .correlate_except(game_release)
    )
    player = and_(at_game, or_(plays, ~has_role_besides(NEVER_PUBLIC_ROLES | {Role.PARTICIPANT})))
    return and_(
        p.listed.is_(True),
        ~refused,
        or_(~player, players_told),
        p.billed_at.is_not(None),
        among(p.state, BILLED_STATES),
        in_named_event,
        in_named_session,
        of_listed_person,
        has_role_besides(NEVER_PUBLIC_ROLES),
    )


def wrote_in_public(person_id: Column) -> Condition:
    """The person is billed as an author of a released publication, and may be listed."""
    of_listed_person = exists(
        select(person.c.id)
        .where(person.c.id == person_id, person.c.never_list.is_(False))
        .correlate_except(person)
    )
    wrote = exists(
        select(output_author.c.id)
        .select_from(output_author.join(output, output.c.id == output_author.c.output_id))
        .where(output_author.c.person_id == person_id, output.c.public.is_(True))
        .correlate_except(output_author, output)
    )
    return and_(wrote, of_listed_person)


def of_seat(seat_id: Column, condition: Condition) -> Condition:
    """The row belongs to a seat that meets ``condition``."""
    of_it = select(participation.c.id).where(participation.c.id == seat_id, condition)
    return exists(of_it.correlate_except(participation))


def of_readable_seat(viewer: Viewer, seat_id: Column) -> Condition:
    """The row belongs to a seat at an event whose private side the viewer may read."""
    return of_seat(seat_id, of_event(participation.c.event_id, within(viewer, Permission.READ)))


def at_the_door_of(viewer: Viewer, p: Columns = participation.c) -> Condition:
    """The seat is one whose guest the viewer lets in at the door; who declined stays unknown there."""
    in_reach = of_event(p.event_id, within(viewer, Permission.CHECK_IN))
    return and_(among(p.state, KNOWN_AT_THE_DOOR), in_reach)


def in_directory_of(viewer: Viewer, person_id: Column) -> Condition:
    """All persons, for staff of the institute or of a programme.

    For someone who was let in to single events alone: those who sit there.
    """
    reach = viewer.reach(Permission.READ)
    if reach.everywhere or reach.programme_ids:
        return true()
    if not reach.event_ids:
        return false()
    return exists(
        select(participation.c.id)
        .where(
            participation.c.person_id == person_id,
            participation.c.event_id.in_(reach.event_ids),
        )
        .correlate_except(participation)
    )


def never(viewer: Viewer) -> Condition:
    """Nobody reads it through the ORM; the one module that owns the table looks as the system."""
    del viewer
    return false()
