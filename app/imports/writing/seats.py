"""Seats of a file: billed exactly as printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.events.models import Event, EventSession
from app.events.rules import EventState
from app.imports.directory import Directory
from app.imports.names import Printed
from app.imports.panels import Appearance, Meeting, Part
from app.imports.report import Fate, Report
from app.participation.models import Participation
from app.participation.operations import act, edit_seat, seat, set_billing
from app.participation.queries import seats_of
from app.participation.rules import SeatAction, SeatState

OVER = frozenset({EventState.HELD, EventState.CLOSED_OUT})


def write(
    event: Event,
    meeting: Meeting,
    sessions: Mapping[str, EventSession],
    directory: Directory,
    report: Report,
) -> None:
    """Write every seat, in the order of the sessions and, within each, of the printed billing."""
    known = {taken.source_ref: taken for taken in seats_of(event) if taken.source_ref}
    for one in _in_order(meeting.parts):
        taken = known.get(one.ref)
        if taken is not None and taken.person is not None and taken.billing_name == one.name:
            directory.recognise(printed(meeting, one), taken.person)
    for part in meeting.parts:
        for one in part.in_order:
            taken = known.get(one.ref)
            if taken is None:
                _add(event, meeting, sessions[part.ref], one, directory)
                report.count("appearances", Fate.ADDED)
            else:
                report.count("appearances", _correct(taken, meeting, one, directory, report))
    _put_in_order(event, meeting.parts)


def _in_order(parts: Sequence[Part]) -> Iterator[Appearance]:
    for part in parts:
        yield from part.in_order


def printed(meeting: Meeting, one: Appearance) -> Printed:
    """The name, where it stands."""
    return Printed(meeting.ref, one.name, one.offices)


def _add(
    event: Event, meeting: Meeting, session: EventSession, one: Appearance, directory: Directory
) -> Participation:
    return seat(
        event,
        person=directory.person(printed(meeting, one)),
        session=session,
        roles=[one.role],
        state=_state(event, one),
        paper_title=one.paper,
        source_ref=one.ref,
        billing_name=one.name,
        billing_offices=one.offices,
        note=one.note,
    )


def _state(event: Event, one: Appearance) -> SeatState:
    """Whoever is in the programme of a past event was there, unless it says otherwise."""
    if one.unable:
        return SeatState.UNABLE_TO_ATTEND
    return SeatState.ATTENDED if event.state in OVER else SeatState.CONFIRMED


def _correct(
    taken: Participation, meeting: Meeting, one: Appearance, directory: Directory, report: Report
) -> Fate:
    """Bring a seat to what the file says."""
    differed = (
        _correct_billing(taken, meeting, one, directory, report),
        _correct_facts(taken, one, report),
        _correct_state(taken, one, report),
    )
    return Fate.CHANGED if any(differed) else Fate.UNCHANGED


def _correct_billing(
    taken: Participation, meeting: Meeting, one: Appearance, directory: Directory, report: Report
) -> bool:
    if (taken.billing_name, taken.billing_offices) == (one.name, one.offices):
        return False
    if taken.billing_name != one.name:
        report.note(one.line, "name_as_printed", taken.billing_name, one.name)
        taken.person = directory.person_after(printed(meeting, one), taken)
    if taken.billing_offices != one.offices:
        column = "title_and_organisation_as_printed"
        report.note(one.line, column, taken.billing_offices, one.offices)
    set_billing(taken, name=one.name, offices=one.offices)
    return True


def _correct_facts(taken: Participation, one: Appearance, report: Report) -> bool:
    role = ", ".join(held.role for held in taken.roles)
    note = taken.note.text if taken.note else ""
    # What staff added to the note of the file is theirs to keep.
    new_note = note if one.note in note else one.note
    differing = {
        "role": (role, one.role.value),
        "paper_title": (taken.paper_title, one.paper),
        "note": (note, new_note),
    }
    changes = {name: pair for name, pair in differing.items() if pair[0] != pair[1]}
    for name, (was, becomes) in changes.items():
        report.note(one.line, name, was, becomes)
    if changes:
        edit_seat(taken, roles=[one.role], paper_title=one.paper, note=new_note)
    return bool(changes)


def _correct_state(taken: Participation, one: Appearance, report: Report) -> bool:
    """Follow the file in who did not come; whatever else staff know about the day stands."""
    steps: tuple[SeatAction, ...] = ()
    if one.unable and taken.state is SeatState.ATTENDED:
        steps = (SeatAction.UNDO_CHECK_IN, SeatAction.REPORT_UNABLE)
    elif one.unable and taken.state is SeatState.CONFIRMED:
        steps = (SeatAction.REPORT_UNABLE,)
    elif not one.unable and taken.state is SeatState.UNABLE_TO_ATTEND:
        over = taken.event.state in OVER
        steps = (SeatAction.CHECK_IN if over else SeatAction.CONFIRM,)
    was = taken.state
    for step in steps:
        act(taken, step)
    if steps:
        report.note(one.line, "note", was.value, taken.state.value)
    return bool(steps)


def _put_in_order(event: Event, parts: Sequence[Part]) -> None:
    """Let the seats follow each other as in the file, on the places that they have already."""
    wanted = {one.ref: number for number, one in enumerate(_in_order(parts))}
    taken = [seat for seat in seats_of(event) if seat.source_ref in wanted]
    places = [seat.position for seat in taken]
    for place, seat_ in zip(
        places, sorted(taken, key=lambda one: wanted[str(one.source_ref)]), strict=True
    ):
        seat_.position = place
