"""Who may see what: one short function per table, to be read as policy.

Each returns the condition under which the viewer sees a row. Nothing is public because
someone forgot to hide it: a visitor sees a row only by a condition that stands here.
Conditions on other tables use plain columns (``table.c``), so that no predicate leans on
another one by accident.
"""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Table,
    and_,
    column,
    exists,
    false,
    or_,
    select,
    table,
    true,
)
from sqlalchemy.sql.selectable import NamedFromClause

from app.access.enforcement import visible
from app.access.roles import Permission
from app.access.viewers import StaffMember, TokenHolder, Viewer
from app.accounts.models import AccountToken, Grant, LoginSession, User
from app.events.models import (
    Event,
    EventDossier,
    EventNotice,
    EventPartner,
    EventSession,
    FormerSlug,
    JoinLink,
    PreviousDate,
    Recording,
    Tombstone,
)
from app.events.rules import RELEASED, Publication, names_may_be_shown_under
from app.extensions import Base
from app.infra.models import (
    Answer,
    AuditEntry,
    Heartbeat,
    Job,
    OutboxMail,
    PublicVersion,
    Throttle,
    Upload,
)
from app.participation.models import Participation, ParticipationRole, SeatChange, SeatNote
from app.participation.rules import BILLED_STATES, NEVER_PUBLIC_ROLES
from app.people.models import Affiliation, EmailAddress, Organisation, Person
from app.programmes.models import Programme, Series, Strand, Topic
from app.registration.models import Registration
from app.schedule.models import ClashAccepted, Room, RoomBooking, Venue

Condition = ColumnElement[bool]
Column = Any
"""A column of the row that is asked about, so that SQLAlchemy finds it under an alias too."""
Columns = Any
"""Where an event's or a seat's columns are taken from: the class for its own predicate, else the table."""


def _plain(model: type[Base]) -> NamedFromClause:
    """The table of ``model`` under a name of its own, unknown to the mapper.

    SQLAlchemy adapts columns it knows to the subqueries and aliases of the statement a
    predicate is added to; a predicate that speaks of *another* table must not be adapted
    along with it, or it would ask about the wrong row.
    """
    known = cast("Table", model.__table__)
    columns = (column(each.name, each.type) for each in known.columns)
    return table(known.name, *columns).alias(f"{known.name}_")


event = _plain(Event)
session = _plain(EventSession)
participation = _plain(Participation)
participation_role = _plain(ParticipationRole)
partner = _plain(EventPartner)
person = _plain(Person)
programme = _plain(Programme)
topic_of_event = table("event_topic", column("event_id"), column("topic_id")).alias("event_topic_")
room = _plain(Room)
booking = _plain(RoomBooking)

NAMED_RULES = names_may_be_shown_under()


# What the others are made of


def _released(e: Columns = event.c) -> Condition:
    """The event is public, with or without its people."""
    condition: Condition = e.publication.in_(RELEASED)
    return condition


def _within(viewer: Viewer, permission: Permission, e: Columns = event.c) -> Condition:
    """The event lies within the viewer's reach; a confidential one only if it is named itself."""
    reach = viewer.reach(permission)
    unbounded = true() if reach.everywhere else e.programme_id.in_(reach.programme_ids)
    named = e.id.in_(reach.event_ids) if reach.event_ids else false()
    if not reach.everywhere and not reach.programme_ids:
        return named
    return or_(named, and_(e.confidential.is_(False), unbounded))


def _held(viewer: Viewer, e: Columns = event.c) -> Condition:
    """The event is the one that the viewer's personal link is for."""
    return e.id == viewer.event_id if isinstance(viewer, TokenHolder) else false()


def _shown(viewer: Viewer, e: Columns = event.c) -> Condition:
    """The event is seen: released, or within reach of the viewer, even if only for the door."""
    return or_(
        _released(e),
        _within(viewer, Permission.READ, e),
        _within(viewer, Permission.CHECK_IN, e),
        _held(viewer, e),
    )


def _of_event(event_id: Column, condition: Condition) -> Condition:
    """The row belongs to an event that meets ``condition``."""
    of_it = select(event.c.id).where(event.c.id == event_id, condition)
    return exists(of_it.correlate_except(event))


def _on_staff(viewer: Viewer, permission: Permission = Permission.READ) -> Condition:
    """The viewer holds ``permission`` for anything at all."""
    return true() if viewer.reach(permission) else false()


def _everywhere(viewer: Viewer, permission: Permission) -> Condition:
    return true() if viewer.reach(permission).everywhere else false()


def _publicly_billed(p: Columns = participation.c) -> Condition:
    """The seat may be named in public: the strictest of event, session, person and seat wins.

    Under the Chatham House Rule the list of participants is covered, not the quotes alone
    (chathamhouse.org/about-us/chatham-house-rule), so only rules that allow names pass.
    """
    in_named_event = exists(
        select(event.c.id)
        .where(
            event.c.id == p.event_id,
            event.c.publication == Publication.PUBLIC,
            event.c.attribution.in_(NAMED_RULES),
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
                or_(session.c.attribution.is_(None), session.c.attribution.in_(NAMED_RULES)),
            )
            .correlate_except(session)
        ),
    )
    of_listed_person = exists(
        select(person.c.id)
        .where(person.c.id == p.person_id, person.c.never_list.is_(False))
        .correlate_except(person)
    )
    has_public_role = exists(
        select(participation_role.c.id)
        .where(
            participation_role.c.participation_id == p.id,
            participation_role.c.role.not_in(NEVER_PUBLIC_ROLES),
        )
        .correlate_except(participation_role)
    )
    return and_(
        p.listed.is_(True),
        p.billed_at.is_not(None),
        p.state.in_(BILLED_STATES),
        in_named_event,
        in_named_session,
        of_listed_person,
        has_public_role,
    )


# Events


@visible(Event)
def _(viewer: Viewer) -> Condition:
    return _shown(viewer, Event)


@visible(EventSession)
def _(viewer: Viewer) -> Condition:
    return or_(
        and_(
            EventSession.public.is_(True),
            _of_event(EventSession.event_id, or_(_released(), _held(viewer))),
        ),
        _of_event(EventSession.event_id, _within(viewer, Permission.READ)),
    )


@visible(EventPartner)
def _(viewer: Viewer) -> Condition:
    return _of_event(EventPartner.event_id, or_(_released(), _within(viewer, Permission.READ)))


@visible(PreviousDate)
def _(viewer: Viewer) -> Condition:
    return _of_event(PreviousDate.event_id, _shown(viewer))


@visible(EventNotice)
def _(viewer: Viewer) -> Condition:
    return _of_event(EventNotice.event_id, _shown(viewer))


@visible(Recording)
def _(viewer: Viewer) -> Condition:
    """Public if it says so, and its event and its session are; no names, no recording."""
    in_public_session = or_(
        Recording.session_id.is_(None),
        exists(
            select(session.c.id)
            .where(
                session.c.id == Recording.session_id,
                session.c.public.is_(True),
                or_(session.c.attribution.is_(None), session.c.attribution.in_(NAMED_RULES)),
            )
            .correlate_except(session)
        ),
    )
    released_by_name = and_(
        event.c.publication == Publication.PUBLIC, event.c.attribution.in_(NAMED_RULES)
    )
    return or_(
        and_(
            Recording.public.is_(True),
            Recording.url != "",
            in_public_session,
            _of_event(Recording.event_id, released_by_name),
        ),
        _of_event(Recording.event_id, _within(viewer, Permission.READ)),
    )


@visible(EventDossier)
def _(viewer: Viewer) -> Condition:
    return _of_event(EventDossier.event_id, _within(viewer, Permission.READ))


@visible(JoinLink)
def _(viewer: Viewer) -> Condition:
    return _of_event(JoinLink.event_id, or_(_within(viewer, Permission.READ), _held(viewer)))


@visible(FormerSlug)
def _(viewer: Viewer) -> Condition:
    return _of_event(FormerSlug.event_id, _shown(viewer))


@visible(Tombstone)
def _(viewer: Viewer) -> Condition:
    """A tombstone says nothing that was not public before, and is there to be found."""
    del viewer
    return true()


# Seats


@visible(Participation)
def _(viewer: Viewer) -> Condition:
    return or_(
        _publicly_billed(Participation),
        _of_event(Participation.event_id, _within(viewer, Permission.READ)),
    )


def _of_seat(seat_id: Column, condition: Condition) -> Condition:
    """The row belongs to a seat that meets ``condition``."""
    of_it = select(participation.c.id).where(participation.c.id == seat_id, condition)
    return exists(of_it.correlate_except(participation))


def _of_readable_seat(viewer: Viewer, seat_id: Column) -> Condition:
    """The row belongs to a seat at an event whose private side the viewer may read."""
    within = _within(viewer, Permission.READ)
    return _of_seat(seat_id, _of_event(participation.c.event_id, within))


@visible(ParticipationRole)
def _(viewer: Viewer) -> Condition:
    """The public learns of public roles only: who interprets or assists stays inside."""
    return or_(
        and_(
            ParticipationRole.role.not_in(NEVER_PUBLIC_ROLES),
            _of_seat(ParticipationRole.participation_id, _publicly_billed()),
        ),
        _of_readable_seat(viewer, ParticipationRole.participation_id),
    )


@visible(SeatNote)
def _(viewer: Viewer) -> Condition:
    return _of_readable_seat(viewer, SeatNote.participation_id)


@visible(SeatChange)
def _(viewer: Viewer) -> Condition:
    return _of_readable_seat(viewer, SeatChange.participation_id)


# People


@visible(Person)
def _(viewer: Viewer) -> Condition:
    """The public meets a person in a public billing; staff who seat people know the directory.

    Someone who sat in events out of a member of staff's reach alone is a name in the
    directory to them; where that person sat, they do not learn.
    """
    billed = exists(
        select(participation.c.id)
        .where(participation.c.person_id == Person.id, _publicly_billed())
        .correlate_except(participation)
    )
    return or_(and_(Person.never_list.is_(False), billed), _in_directory_of(viewer, Person.id))


def _in_directory_of(viewer: Viewer, person_id: Column) -> Condition:
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


@visible(Affiliation)
def _(viewer: Viewer) -> Condition:
    of_billed_person = exists(
        select(participation.c.id)
        .where(participation.c.person_id == Affiliation.person_id, _publicly_billed())
        .correlate_except(participation)
    )
    return or_(
        and_(Affiliation.listed.is_(True), of_billed_person),
        _in_directory_of(viewer, Affiliation.person_id),
    )


@visible(Organisation)
def _(viewer: Viewer) -> Condition:
    """The public meets an organisation as a public partner or in a billed person's listed office."""
    affiliation = _plain(Affiliation)
    partner_in_public = exists(
        select(partner.c.id)
        .join(event, event.c.id == partner.c.event_id)
        .where(partner.c.organisation_id == Organisation.id, _released())
        .correlate_except(partner, event)
    )
    office_in_public = exists(
        select(affiliation.c.id)
        .join(participation, participation.c.person_id == affiliation.c.person_id)
        .where(
            affiliation.c.organisation_id == Organisation.id,
            affiliation.c.listed.is_(True),
            _publicly_billed(),
        )
        .correlate_except(affiliation, participation)
    )
    return or_(partner_in_public, office_in_public, _on_staff(viewer))


@visible(EmailAddress)
def _(viewer: Viewer) -> Condition:
    return _in_directory_of(viewer, EmailAddress.person_id)


# Programmes


@visible(Programme)
def _(viewer: Viewer) -> Condition:
    return or_(Programme.public.is_(True), _on_staff(viewer))


@visible(Strand)
def _(viewer: Viewer) -> Condition:
    of_public_programme = exists(
        select(programme.c.id)
        .where(programme.c.id == Strand.programme_id, programme.c.public.is_(True))
        .correlate_except(programme)
    )
    return or_(of_public_programme, _on_staff(viewer))


@visible(Series)
def _(viewer: Viewer) -> Condition:
    """A private dialogue's very name is private; staff see those whose meetings they may see."""
    reach = viewer.reach(Permission.READ)
    of_visible_event = exists(
        select(event.c.id)
        .where(event.c.series_id == Series.id, _within(viewer, Permission.READ))
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
        .where(topic_of_event.c.topic_id == Topic.id, _released())
        .correlate_except(topic_of_event, event)
    )
    return or_(of_public_event, _on_staff(viewer))


# Places


@visible(Venue)
def _(viewer: Viewer) -> Condition:
    return or_(_on_staff(viewer), _on_staff(viewer, Permission.CHECK_IN), _venue_in_public())


def _venue_in_public() -> Condition:
    return exists(
        select(booking.c.id)
        .join(room, room.c.id == booking.c.room_id)
        .join(event, event.c.id == booking.c.event_id)
        .where(room.c.venue_id == Venue.id, _public_booking())
        .correlate_except(booking, room, event)
    )


def _public_booking(b: Columns = booking.c) -> Condition:
    """The booking is for a released event, and for no closed session of it."""
    return and_(
        _released(),
        or_(
            b.session_id.is_(None),
            exists(
                select(session.c.id)
                .where(session.c.id == b.session_id, session.c.public.is_(True))
                .correlate_except(session)
            ),
        ),
    )


@visible(Room)
def _(viewer: Viewer) -> Condition:
    in_public = exists(
        select(booking.c.id)
        .join(event, event.c.id == booking.c.event_id)
        .where(booking.c.room_id == Room.id, _public_booking())
        .correlate_except(booking, event)
    )
    return or_(in_public, _on_staff(viewer), _on_staff(viewer, Permission.CHECK_IN))


@visible(RoomBooking)
def _(viewer: Viewer) -> Condition:
    return _of_event(RoomBooking.event_id, _within(viewer, Permission.READ)) | _of_event(
        RoomBooking.event_id, _public_booking(RoomBooking)
    )


@visible(ClashAccepted)
def _(viewer: Viewer) -> Condition:
    return _of_event(ClashAccepted.event_id, _within(viewer, Permission.READ))


# Guests


@visible(Registration)
def _(viewer: Viewer) -> Condition:
    own = Registration.id == viewer.registration_id if isinstance(viewer, TokenHolder) else false()
    return or_(
        own,
        _of_event(Registration.event_id, _within(viewer, Permission.GUESTS)),
        _of_event(Registration.event_id, _within(viewer, Permission.CHECK_IN)),
    )


# Accounts


@visible(User)
def _(viewer: Viewer) -> Condition:
    """Colleagues know each other by name; managing them is a matter of permission."""
    return true() if isinstance(viewer, StaffMember) else false()


@visible(Grant)
def _(viewer: Viewer) -> Condition:
    """Own grants, all of them for an administrator, and who else is named on an event one sees."""
    own = Grant.user_id == viewer.user_id if isinstance(viewer, StaffMember) else false()
    named = and_(
        Grant.event_id.is_not(None), _of_event(Grant.event_id, _within(viewer, Permission.READ))
    )
    unnamed = and_(Grant.event_id.is_(None), _everywhere(viewer, Permission.ADMINISTER))
    return or_(own, named, unnamed)


@visible(LoginSession)
def _(viewer: Viewer) -> Condition:
    if not isinstance(viewer, StaffMember):
        return false()
    return LoginSession.user_id == viewer.user_id


@visible(AccountToken)
def _(viewer: Viewer) -> Condition:
    return _never(viewer)


# Beneath


@visible(AuditEntry)
def _(viewer: Viewer) -> Condition:
    """An event's trail for those who edit it; everything else for administrators."""
    of_event = exists(
        select(event.c.id)
        .where(event.c.key == AuditEntry.thing_key, _within(viewer, Permission.EDIT))
        .correlate_except(event)
    )
    return or_(
        and_(AuditEntry.thing == "event", of_event),
        and_(AuditEntry.thing != "event", _everywhere(viewer, Permission.ADMINISTER)),
    )


@visible(OutboxMail)
def _(viewer: Viewer) -> Condition:
    """Mail about an event for those who may see its guests; the rest for administrators."""
    about_event = exists(
        select(event.c.id)
        .where(event.c.key == OutboxMail.about, _within(viewer, Permission.GUESTS))
        .correlate_except(event)
    )
    return or_(
        about_event, and_(OutboxMail.about == "", _everywhere(viewer, Permission.ADMINISTER))
    )


@visible(Job)
def _(viewer: Viewer) -> Condition:
    if not isinstance(viewer, StaffMember):
        return false()
    return Job.created_by == viewer.user_id


@visible(Upload)
def _(viewer: Viewer) -> Condition:
    if not isinstance(viewer, StaffMember):
        return false()
    return Upload.created_by == viewer.user_id


def _never(viewer: Viewer) -> Condition:
    """Nobody reads it through the ORM; the one module that owns the table looks as the system."""
    del viewer
    return false()


visible(Answer)(_never)
visible(Throttle)(_never)


@visible(PublicVersion)
def _(viewer: Viewer) -> Condition:
    del viewer
    return true()


@visible(Heartbeat)
def _(viewer: Viewer) -> Condition:
    del viewer
    return true()


NEVER_PUBLIC: frozenset[type[Base]] = frozenset(
    {
        AccountToken,
        Answer,
        AuditEntry,
        ClashAccepted,
        EmailAddress,
        EventDossier,
        Grant,
        Heartbeat,
        Job,
        JoinLink,
        LoginSession,
        OutboxMail,
        PublicVersion,
        Registration,
        SeatChange,
        SeatNote,
        Throttle,
        Upload,
        User,
    }
)
"""Tables of which a visitor sees no row, whatever it says; writing to them leaves pages as they are."""
