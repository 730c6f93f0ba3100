"""What has to change for an event that is here to be as the file says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from app.core.messages import N_
from app.events.dates import Dates
from app.events.models import Event
from app.events.operations import (
    add_previous_date,
    cancel,
    confirm,
    correct_dates,
    edit_event,
    keep_confidential,
    move_online,
    postpone,
    reschedule,
    set_join_link,
    set_notes,
    set_topics,
)
from app.events.rules import (
    EVENT_STATE_LABELS,
    TRANSITIONS,
    EventAction,
    EventState,
    Format,
    Publication,
)
from app.imports.calendars.found import Found, Standing
from app.imports.calendars.writing.events import is_over
from app.imports.calendars.writing.steps import Step, clock, shown
from app.programmes.models import Topic


def steps(event: Event, found: Found, topics: list[Topic]) -> Iterator[Step]:
    """What has to change for the event to be as the file says; what it does not say stays."""
    yield from _words(event, found)
    yield from _when(event, found)
    yield from _standing(event, found)
    missing = [topic for topic in topics if topic not in event.topics]
    if missing:
        names = [topic.name for topic in (*event.topics, *missing)]
        yield Step(N_("Topics"), "", ", ".join(names), partial(set_topics, event, names))
    notes = event.dossier.notes if event.dossier else ""
    if found.notes and found.notes not in notes:
        both = "\n\n".join(filter(None, (notes, found.notes)))
        yield Step(N_("Notes for staff"), "", found.notes, partial(set_notes, event, notes=both))
    joined = event.join_link.url if event.join_link else ""
    link = found.join_url
    if link.startswith("https://") and link != joined:
        yield Step(N_("Link for joining"), joined, link, partial(set_join_link, event, url=link))
    if found.confidential and not event.confidential and not _was_public(event):
        yield Step(N_("Confidential"), "", "✓", partial(keep_confidential, event))


def _words(event: Event, found: Found) -> Iterator[Step]:
    if event.title != found.title:
        yield Step(
            N_("Title"), event.title, found.title, partial(edit_event, event, title=found.title)
        )
    if found.place and event.place != found.place:
        yield Step(
            N_("Place"), event.place, found.place, partial(edit_event, event, place=found.place)
        )
    if found.language and event.language != found.language:
        edit = partial(edit_event, event, language=found.language)
        yield Step(N_("Language"), event.language, found.language, edit)
    online = found.format is not Format.IN_PERSON and not found.moved_online
    if online and event.format is not found.format:
        edit = partial(edit_event, event, format=found.format)
        yield Step(N_("Format"), event.format, found.format, edit)
    if found.text and found.text not in (event.summary_upcoming, event.summary_past):
        if event.state in _OVER or is_over(found.dates):
            edit = partial(edit_event, event, summary_past=found.text)
            yield Step(N_("Text"), event.summary_past, found.text, edit)
        else:
            edit = partial(edit_event, event, summary_upcoming=found.text)
            yield Step(N_("Text"), event.summary_upcoming, found.text, edit)


_OVER = frozenset({EventState.HELD, EventState.CLOSED_OUT})


def _when(event: Event, found: Found) -> Iterator[Step]:
    dates = found.dates
    if dates is None or found.standing is Standing.POSTPONED:
        return
    known = {former.starts_at for former in event.previous_dates}
    for former in found.former:
        if former.starts_at not in known:
            yield Step(
                N_("Former date"), "", shown(former), partial(add_previous_date, event, former)
            )
    if event.span == dates.span:
        return
    was = f"{event.local_start:%Y-%m-%d %H:%M}, {event.zone}" if event.local_start else ""
    yield Step(N_("Date"), was, shown(dates), partial(_redate, event, dates))


def _redate(event: Event, dates: Dates) -> None:
    """Whoever was told the former date is told the new one; else the record is put right."""
    told = event.is_released and (event.state, EventAction.RESCHEDULE) in TRANSITIONS
    if not told and event.state is not EventState.POSTPONED:
        correct_dates(event, dates)
        return
    at = clock(dates)
    reschedule(
        event,
        local_start=at["local_start"],
        local_end=at["local_end"],
        fold=at.get("fold"),
        end_fold=at.get("end_fold"),
        zone=dates.zone,
        date_only=dates.date_only,
    )


def _standing(event: Event, found: Found) -> Iterator[Step]:
    verb: Callable[[Event], Event] | None = None
    if found.standing is Standing.CANCELLED and _can(event, EventAction.CANCEL):
        verb = cancel
    elif found.standing is Standing.POSTPONED and _can(event, EventAction.POSTPONE):
        verb = postpone
    elif found.standing is Standing.CONFIRMED and event.state in {EventState.IDEA, EventState.HOLD}:
        verb = confirm if found.dates is not None else None
    if verb is not None:
        yield Step(N_("State"), _called(event), found.standing.value, partial(verb, event))
    moves = found.moved_online and not event.moved_online and event.format is not Format.VIRTUAL
    if moves and _can(event, EventAction.MOVE_ONLINE):
        yield Step(N_("Format"), event.format, found.format, partial(move_online, event))


def _can(event: Event, action: EventAction) -> bool:
    return (event.state, action) in TRANSITIONS


def _called(event: Event) -> str:
    return EVENT_STATE_LABELS[event.state]


def _was_public(event: Event) -> bool:
    return event.publication is not Publication.UNPUBLISHED


def warnings(event: Event, found: Found) -> Iterator[str]:
    """What staff have to decide, because the file does not: message ids."""
    off = event.state is EventState.CANCELLED
    if found.standing is Standing.CONFIRMED and off:
        yield N_(
            "The file says that it takes place, but here it is cancelled. Reinstate it if need be."
        )
    if found.standing is Standing.CANCELLED and event.state in _OVER:
        yield N_("The file says that it is cancelled, but here it was held.")
    if found.confidential and not event.confidential and _was_public(event):
        yield N_("The file calls it private, but here it is public. Take it back if need be.")
