"""Letters that follow from what happens to events and seats: they are drafted, never sent by themselves."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from app.access.enforcement import current_user_id
from app.core.clock import Span
from app.correspondence.audiences import audiences
from app.correspondence.models import Mailing
from app.correspondence.operations.composing import compose
from app.correspondence.operations.releasing import discard_mailing, unschedule
from app.correspondence.operations.reminders import follow
from app.correspondence.operations.templates import words_for
from app.correspondence.rules import PURPOSE_OF_ACTION, MailingState, TemplatePurpose
from app.correspondence.seats import COMING, recipient_of
from app.correspondence.whom import kept
from app.events.models import Event
from app.extensions import db
from app.participation.models import Participation
from app.participation.rules import SeatAction, SeatState

_TELLS_OF_DATES = (TemplatePurpose.MOVED, TemplatePurpose.CANCELLED)


def on_seat_changed(
    seat: Participation,
    *,
    was: SeatState,
    action: SeatAction,
    notify: bool,
    word: str,
    **_how: object,
) -> None:
    """Draft a letter to whoever has the seat, if staff wished it and there is an address."""
    person = seat.person
    if not notify or person is None or not (address := person.letter_address):
        return
    purpose = PURPOSE_OF_ACTION.get(action, TemplatePurpose.FREE)
    subject, body = words_for(purpose, seat.event)
    compose(
        seat.event,
        purpose=purpose,
        title=person.display_name,
        subject=subject,
        body=body,
        recipients=[recipient_of(seat, person, address, word=word)],
        calendar_method=_calendar_method(was, seat.state),
        created_by=current_user_id(),
    )


def _calendar_method(was: SeatState, became: SeatState) -> str:
    """A new entry for whoever comes now; taken back from whoever was to come, and does not."""
    if became in COMING:
        return "REQUEST"
    return "CANCEL" if was in COMING else ""


def on_event_moved(event: Event, *, was: Span | None) -> None:
    """Let reminders move along, and draft the news for those who know of the date before."""
    follow(event)
    if was is not None:
        _draft_news(event, TemplatePurpose.MOVED, "REQUEST")


def on_event_called_off(event: Event) -> None:
    """Hold back what was to go out by itself, and draft the news."""
    follow(event)
    waiting = select(Mailing).where(
        Mailing.event_id == event.id, Mailing.state == MailingState.SCHEDULED
    )
    for mailing in db.session.scalars(waiting).all():
        unschedule(mailing)
    _draft_news(event, TemplatePurpose.CANCELLED, "CANCEL")


def _draft_news(event: Event, purpose: TemplatePurpose, method: str) -> None:
    """Draft the news for every group that is told; older news that nobody sent is out of date."""
    outdated = select(Mailing).where(
        Mailing.event_id == event.id,
        Mailing.purpose.in_(_TELLS_OF_DATES),
        Mailing.state == MailingState.DRAFT,
    )
    for mailing in db.session.scalars(outdated).all():
        discard_mailing(mailing)
    subject, body = words_for(purpose, event)
    groups = [(one, told) for one in audiences() for told in one.told]
    for of, told in groups:
        found = of.find(event, told.chosen)
        if not found.recipients:
            continue
        compose(
            event,
            purpose=purpose,
            title=_(told.title),
            subject=subject,
            body=body,
            recipients=found.recipients,
            left_out=found.left_out,
            calendar_method=method if told.in_calendar else "",
            audience=kept(of, told.chosen),
            created_by=current_user_id(),
        )
