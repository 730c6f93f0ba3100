"""Who may see guests, what they answered, and the pools and forms by which they came."""

from __future__ import annotations

from sqlalchemy import false, select

from app.access.enforcement import visible
from app.access.roles import Permission
from app.access.viewers import TokenHolder, Viewer
from app.registration.models import (
    GuestAnswer,
    GuestChange,
    GuestFile,
    Pool,
    Question,
    Registration,
    RegistrationTerms,
)
from app.visibility.conditions import (
    Column,
    Condition,
    held,
    of_event,
    plain,
    released,
    within,
)
from app.visibility.logic import exists, or_

registration = plain(Registration)
answer = plain(GuestAnswer)


def _asked_of(viewer: Viewer) -> Condition:
    """The event's registration is the viewer's to read: of a visitor, of staff, of who registered.

    Whoever was invited to a seat answers on another page, and learns nothing of it.
    """
    registered = isinstance(viewer, TokenHolder) and viewer.registration_id is not None
    return or_(
        released(),
        within(viewer, Permission.READ),
        within(viewer, Permission.CHECK_IN),
        held(viewer) if registered else false(),
    )


@visible(Pool)
def _(viewer: Viewer) -> Condition:
    return of_event(Pool.event_id, _asked_of(viewer))


@visible(Question)
def _(viewer: Viewer) -> Condition:
    return of_event(Question.event_id, _asked_of(viewer))


@visible(RegistrationTerms)
def _(viewer: Viewer) -> Condition:
    return of_event(RegistrationTerms.event_id, _asked_of(viewer))


@visible(Registration)
def _(viewer: Viewer) -> Condition:
    """The desk sees no registration, which holds addresses and answers; the door tells it the name."""
    return or_(
        _own(viewer, Registration.id),
        of_event(Registration.event_id, within(viewer, Permission.GUESTS)),
    )


@visible(GuestAnswer)
def _(viewer: Viewer) -> Condition:
    """The door learns who comes, not what they answered."""
    own = _own(viewer, GuestAnswer.registration_id)
    return or_(own, _of_guest(viewer, GuestAnswer.registration_id))


@visible(GuestFile)
def _(viewer: Viewer) -> Condition:
    """A file goes to staff alone: whoever sent it has it."""
    of_it = select(answer.c.id).where(
        answer.c.id == GuestFile.answer_id, _of_guest(viewer, answer.c.registration_id)
    )
    return exists(of_it.correlate_except(answer))


@visible(GuestChange)
def _(viewer: Viewer) -> Condition:
    return _of_guest(viewer, GuestChange.registration_id)


def _own(viewer: Viewer, registration_id: Column) -> Condition:
    if not isinstance(viewer, TokenHolder) or viewer.registration_id is None:
        return false()
    own: Condition = registration_id == viewer.registration_id
    return own


def _of_guest(viewer: Viewer, registration_id: Column) -> Condition:
    """The row belongs to a guest of an event whose guests the viewer may see."""
    of_it = select(registration.c.id).where(
        registration.c.id == registration_id,
        of_event(registration.c.event_id, within(viewer, Permission.GUESTS)),
    )
    return exists(of_it.correlate_except(registration))


NEVER_PUBLIC = frozenset({Registration, GuestAnswer, GuestChange, GuestFile})
"""Of these a visitor sees no row."""
