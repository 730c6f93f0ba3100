"""Who may see what: one short function per table, to be read as policy.

Each returns the condition under which the viewer sees a row. Nothing is public because
someone forgot to hide it: a visitor sees a row only by a condition that stands here.
Conditions on other tables use plain columns (``table.c``), so that no predicate leans on
another one by accident.
"""

from __future__ import annotations

from typing import cast

from sqlalchemy import ColumnElement, Table, and_, exists, false, or_, select, true

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
    event_topic,
)
from app.events.rules import Publication, names_may_be_shown_under
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
from app.people.models import Affiliation, EmailAddress, Organisation, Person, PersonNote
from app.programmes.models import Programme, Series, Strand, Topic
from app.registration.models import Registration
from app.schedule.models import ClashAccepted, Room, RoomBooking, Venue

Condition = ColumnElement[bool]


def _table(model: type[Base]) -> Table:
    return cast("Table", model.__table__)


event = _table(Event)
session = _table(EventSession)
participation = _table(Participation)
participation_role = _table(ParticipationRole)
partner = _table(EventPartner)
person = _table(Person)
programme = _table(Programme)
room = _table(Room)
booking = _table(RoomBooking)
recording = _table(Recording)

RELEASED = (Publication.WITHOUT_PEOPLE, Publication.PUBLIC)
NAMED_RULES = names_may_be_shown_under()


# What the others are made of


def _released() -> Condition:
    """The event is public, with or without its people."""
    return event.c.publication.in_(RELEASED)


def _within(viewer: Viewer, permission: Permission) -> Condition:
    """The event lies within the viewer's reach; a confidential one only if it is named itself."""
    reach = viewer.reach(permission)
    unbounded = true() if reach.everywhere else event.c.programme_id.in_(reach.programme_ids)
    named = event.c.id.in_(reach.event_ids) if reach.event_ids else false()
    if not reach.everywhere and not reach.programme_ids:
        return named
    return or_(named, and_(event.c.confidential.is_(False), unbounded))


def _held(viewer: Viewer) -> Condition:
    """The event is the one that the viewer's personal link is for."""
    return event.c.id == viewer.event_id if isinstance(viewer, TokenHolder) else false()


def _shown(viewer: Viewer) -> Condition:
    """The event is seen: released, or within reach of the viewer, even if only for the door."""
    return or_(
        _released(),
        _within(viewer, Permission.READ),
        _within(viewer, Permission.CHECK_IN),
        _held(viewer),
    )


def _of_event(model: type[Base], condition: Condition) -> Condition:
    """The row belongs to an event that meets ``condition``."""
    column = _table(model).c.event_id
    return exists(select(event.c.id).where(event.c.id == column, condition).correlate_except(event))


def _on_staff(viewer: Viewer, permission: Permission = Permission.READ) -> Condition:
    """The viewer holds ``permission`` for anything at all."""
    return true() if viewer.reach(permission) else false()


def _everywhere(viewer: Viewer, permission: Permission) -> Condition:
    return true() if viewer.reach(permission).everywhere else false()


def _publicly_billed() -> Condition:
    """The seat may be named in public: the strictest of event, session, person and seat wins.

    Under the Chatham House Rule the list of participants is covered, not the quotes alone
    (chathamhouse.org/about-us/chatham-house-rule), so only rules that allow names pass.
    """
    in_named_event = exists(
        select(event.c.id)
        .where(
            event.c.id == participation.c.event_id,
            event.c.publication == Publication.PUBLIC,
            event.c.attribution.in_(NAMED_RULES),
        )
        .correlate_except(event)
    )
    in_named_session = or_(
        participation.c.session_id.is_(None),
        exists(
            select(session.c.id)
            .where(
                session.c.id == participation.c.session_id,
                session.c.public,
                or_(session.c.attribution.is_(None), session.c.attribution.in_(NAMED_RULES)),
            )
            .correlate_except(session)
        ),
    )
    of_listed_person = exists(
        select(person.c.id)
        .where(person.c.id == participation.c.person_id, person.c.never_list.is_(False))
        .correlate_except(person)
    )
    has_public_role = exists(
        select(participation_role.c.id)
        .where(
            participation_role.c.participation_id == participation.c.id,
            participation_role.c.role.not_in(NEVER_PUBLIC_ROLES),
        )
        .correlate_except(participation_role)
    )
    return and_(
        participation.c.listed,
        participation.c.billed_at.is_not(None),
        participation.c.state.in_(BILLED_STATES),
        in_named_event,
        in_named_session,
        of_listed_person,
        has_public_role,
    )


# Events


@visible(Event)
def _(viewer: Viewer) -> Condition:
    return _shown(viewer)


@visible(EventSession)
def _(viewer: Viewer) -> Condition:
    return or_(
        and_(session.c.public, _of_event(EventSession, or_(_released(), _held(viewer)))),
        _of_event(EventSession, _within(viewer, Permission.READ)),
    )


@visible(EventPartner)
def _(viewer: Viewer) -> Condition:
    return _of_event(EventPartner, or_(_released(), _within(viewer, Permission.READ)))


@visible(PreviousDate)
def _(viewer: Viewer) -> Condition:
    return _of_event(PreviousDate, _shown(viewer))


@visible(EventNotice)
def _(viewer: Viewer) -> Condition:
    return _of_event(EventNotice, _shown(viewer))


@visible(Recording)
def _(viewer: Viewer) -> Condition:
    """Public if it says so, and its event and its session are; no names, no recording."""
    in_public_session = or_(
        recording.c.session_id.is_(None),
        exists(
            select(session.c.id)
            .where(
                session.c.id == recording.c.session_id,
                session.c.public,
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
            recording.c.public,
            recording.c.url != "",
            in_public_session,
            _of_event(Recording, released_by_name),
        ),
        _of_event(Recording, _within(viewer, Permission.READ)),
    )


@visible(EventDossier)
def _(viewer: Viewer) -> Condition:
    return _of_event(EventDossier, _within(viewer, Permission.READ))


@visible(JoinLink)
def _(viewer: Viewer) -> Condition:
    return _of_event(JoinLink, or_(_within(viewer, Permission.READ), _held(viewer)))


@visible(FormerSlug)
def _(viewer: Viewer) -> Condition:
    return _of_event(FormerSlug, _shown(viewer))


@visible(Tombstone)
def _(viewer: Viewer) -> Condition:
    """A tombstone says nothing that was not public before, and is there to be found."""
    del viewer
    return true()


# Seats


@visible(Participation)
def _(viewer: Viewer) -> Condition:
    return or_(_publicly_billed(), _of_event(Participation, _within(viewer, Permission.READ)))


def _of_seat(model: type[Base], condition: Condition) -> Condition:
    column = _table(model).c.participation_id
    return exists(
        select(participation.c.id)
        .where(participation.c.id == column, condition)
        .correlate_except(participation)
    )


@visible(ParticipationRole)
def _(viewer: Viewer) -> Condition:
    """The public learns of public roles only: who interprets or assists stays inside."""
    return or_(
        and_(
            participation_role.c.role.not_in(NEVER_PUBLIC_ROLES),
            _of_seat(ParticipationRole, _publicly_billed()),
        ),
        _of_seat(ParticipationRole, _of_event(Participation, _within(viewer, Permission.READ))),
    )


@visible(SeatNote)
def _(viewer: Viewer) -> Condition:
    return _of_seat(SeatNote, _of_event(Participation, _within(viewer, Permission.READ)))


@visible(SeatChange)
def _(viewer: Viewer) -> Condition:
    return _of_seat(SeatChange, _of_event(Participation, _within(viewer, Permission.READ)))


# People


@visible(Person)
def _(viewer: Viewer) -> Condition:
    """The public meets a person in a public billing; staff who seat people know the directory.

    Someone who sat in events out of a member of staff's reach alone is a name in the
    directory to them; where that person sat, they do not learn.
    """
    billed = exists(
        select(participation.c.id)
        .where(participation.c.person_id == person.c.id, _publicly_billed())
        .correlate_except(participation)
    )
    return or_(and_(person.c.never_list.is_(False), billed), _in_directory_of(viewer, person.c.id))


def _in_directory_of(viewer: Viewer, person_id: ColumnElement[int]) -> Condition:
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
    table = _table(Affiliation)
    of_billed_person = exists(
        select(participation.c.id)
        .where(participation.c.person_id == table.c.person_id, _publicly_billed())
        .correlate_except(participation)
    )
    return or_(and_(table.c.listed, of_billed_person), _in_directory_of(viewer, table.c.person_id))


@visible(Organisation)
def _(viewer: Viewer) -> Condition:
    """The public meets an organisation as a public partner or in a billed person's listed office."""
    table = _table(Organisation)
    affiliation = _table(Affiliation)
    partner_in_public = exists(
        select(partner.c.id)
        .join(event, event.c.id == partner.c.event_id)
        .where(partner.c.organisation_id == table.c.id, _released())
        .correlate_except(partner, event)
    )
    office_in_public = exists(
        select(affiliation.c.id)
        .join(participation, participation.c.person_id == affiliation.c.person_id)
        .where(
            affiliation.c.organisation_id == table.c.id,
            affiliation.c.listed,
            _publicly_billed(),
        )
        .correlate_except(affiliation, participation)
    )
    return or_(partner_in_public, office_in_public, _on_staff(viewer))


@visible(EmailAddress)
def _(viewer: Viewer) -> Condition:
    return _in_directory_of(viewer, _table(EmailAddress).c.person_id)


@visible(PersonNote)
def _(viewer: Viewer) -> Condition:
    return _in_directory_of(viewer, _table(PersonNote).c.person_id)


# Programmes


@visible(Programme)
def _(viewer: Viewer) -> Condition:
    return or_(programme.c.public, _on_staff(viewer))


@visible(Strand)
def _(viewer: Viewer) -> Condition:
    table = _table(Strand)
    of_public_programme = exists(
        select(programme.c.id)
        .where(programme.c.id == table.c.programme_id, programme.c.public)
        .correlate_except(programme)
    )
    return or_(of_public_programme, _on_staff(viewer))


@visible(Series)
def _(viewer: Viewer) -> Condition:
    """A private dialogue's very name is private; staff see those whose meetings they may see."""
    table = _table(Series)
    reach = viewer.reach(Permission.READ)
    of_visible_event = exists(
        select(event.c.id)
        .where(event.c.series_id == table.c.id, _within(viewer, Permission.READ))
        .correlate_except(event)
    )
    holds_no_confidential = ~exists(
        select(event.c.id)
        .where(event.c.series_id == table.c.id, event.c.confidential)
        .correlate_except(event)
    )
    by_reach = (
        true()
        if reach.everywhere
        else table.c.programme_id.in_(reach.programme_ids)
        if reach.programme_ids
        else false()
    )
    return or_(table.c.public, of_visible_event, and_(by_reach, holds_no_confidential))


@visible(Topic)
def _(viewer: Viewer) -> Condition:
    table = _table(Topic)
    of_public_event = exists(
        select(event_topic.c.topic_id)
        .join(event, event.c.id == event_topic.c.event_id)
        .where(event_topic.c.topic_id == table.c.id, _released())
        .correlate_except(event_topic, event)
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
        .where(room.c.venue_id == _table(Venue).c.id, _public_booking())
        .correlate_except(booking, room, event)
    )


def _public_booking() -> Condition:
    """The booking is for a released event, and for no closed session of it."""
    return and_(
        _released(),
        or_(
            booking.c.session_id.is_(None),
            exists(
                select(session.c.id)
                .where(session.c.id == booking.c.session_id, session.c.public)
                .correlate_except(session)
            ),
        ),
    )


@visible(Room)
def _(viewer: Viewer) -> Condition:
    in_public = exists(
        select(booking.c.id)
        .join(event, event.c.id == booking.c.event_id)
        .where(booking.c.room_id == room.c.id, _public_booking())
        .correlate_except(booking, event)
    )
    return or_(in_public, _on_staff(viewer), _on_staff(viewer, Permission.CHECK_IN))


@visible(RoomBooking)
def _(viewer: Viewer) -> Condition:
    return _of_event(RoomBooking, _within(viewer, Permission.READ)) | _of_event(
        RoomBooking, _public_booking()
    )


@visible(ClashAccepted)
def _(viewer: Viewer) -> Condition:
    return _of_event(ClashAccepted, _within(viewer, Permission.READ))


# Guests


@visible(Registration)
def _(viewer: Viewer) -> Condition:
    own = (
        _table(Registration).c.id == viewer.registration_id
        if isinstance(viewer, TokenHolder)
        else false()
    )
    return or_(
        own,
        _of_event(Registration, _within(viewer, Permission.GUESTS)),
        _of_event(Registration, _within(viewer, Permission.CHECK_IN)),
    )


# Accounts


@visible(User)
def _(viewer: Viewer) -> Condition:
    """Colleagues know each other by name; managing them is a matter of permission."""
    return true() if isinstance(viewer, StaffMember) else false()


@visible(Grant)
def _(viewer: Viewer) -> Condition:
    """Own grants, all of them for an administrator, and who else is named on an event one sees."""
    own = _table(Grant).c.user_id == viewer.user_id if isinstance(viewer, StaffMember) else false()
    named = and_(
        _table(Grant).c.event_id.is_not(None), _of_event(Grant, _within(viewer, Permission.READ))
    )
    unnamed = and_(_table(Grant).c.event_id.is_(None), _everywhere(viewer, Permission.ADMINISTER))
    return or_(own, named, unnamed)


@visible(LoginSession)
def _(viewer: Viewer) -> Condition:
    if not isinstance(viewer, StaffMember):
        return false()
    return _table(LoginSession).c.user_id == viewer.user_id


@visible(AccountToken)
def _(viewer: Viewer) -> Condition:
    return _never(viewer)


# Beneath


@visible(AuditEntry)
def _(viewer: Viewer) -> Condition:
    """An event's trail for those who edit it; everything else for administrators."""
    table = _table(AuditEntry)
    of_event = exists(
        select(event.c.id)
        .where(event.c.key == table.c.thing_key, _within(viewer, Permission.EDIT))
        .correlate_except(event)
    )
    return or_(
        and_(table.c.thing == "event", of_event),
        and_(table.c.thing != "event", _everywhere(viewer, Permission.ADMINISTER)),
    )


@visible(OutboxMail)
def _(viewer: Viewer) -> Condition:
    """Mail about an event for those who may see its guests; the rest for administrators."""
    table = _table(OutboxMail)
    about_event = exists(
        select(event.c.id)
        .where(event.c.key == table.c.about, _within(viewer, Permission.GUESTS))
        .correlate_except(event)
    )
    return or_(about_event, and_(table.c.about == "", _everywhere(viewer, Permission.ADMINISTER)))


@visible(Job)
def _(viewer: Viewer) -> Condition:
    if not isinstance(viewer, StaffMember):
        return false()
    return _table(Job).c.created_by == viewer.user_id


@visible(Upload)
def _(viewer: Viewer) -> Condition:
    if not isinstance(viewer, StaffMember):
        return false()
    return _table(Upload).c.created_by == viewer.user_id


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
        PersonNote,
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
