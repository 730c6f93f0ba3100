"""What devices at the door and we say to each other: small JSON, names and states alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _

from app.core.clock import now
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.text import clean_line
from app.door.guests import Guest, Said
from app.door.operations import Op, Outcome, Told
from app.door.rules import DOOR_CLOSES, LARGEST_PARTY, POOL_LABELS, ArrivalKind
from app.events.models import Event
from app.registration.queries import room_for

MOST_AT_ONCE = 200
"""As many operations as one message brings; a device with more sends several."""

_ID = re.compile(r"[0-9a-f-]{8,36}")
_SUBJECT = re.compile(r"[rsw]-[0-9a-z]{10,24}")
_WORDS = {"name": 200, "organisation": 200}


def ops_in(message: object) -> list[Op]:
    """Return the operations that a device sent. Raises InvalidInput for what no device of ours says."""
    sent = message.get("ops") if isinstance(message, Mapping) else None
    if not isinstance(sent, list) or len(sent) > MOST_AT_ONCE:
        raise InvalidInput(N_("This is not what a device at the door says."))
    return [_op(each) for each in sent]


def _op(sent: Any) -> Op:
    try:
        people = int(sent.get("people", 1))
        op = Op(
            op_id=_matching(_ID, sent["op"]),
            kind=ArrivalKind(sent["kind"]),
            subject=_matching(_SUBJECT, sent["subject"]),
            at=_moment(sent.get("at")),
            people=min(max(people, 1), LARGEST_PARTY),
            extra=sent.get("extra") is True,
            undoes=_matching(_ID, sent["undoes"]) if sent.get("undoes") else "",
            device=_matching(_ID, sent["device"]) if sent.get("device") else "",
            **{name: clean_line(str(sent.get(name, "")), limit) for name, limit in _WORDS.items()},
        )
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
        raise InvalidInput(N_("This is not what a device at the door says.")) from error
    return op


def _matching(pattern: re.Pattern[str], value: object) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ValueError(value)
    return value


def _moment(value: object) -> datetime:
    """When the device says it happened; a clock that shows no possible time is not asked."""
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return now()
    possible = at.tzinfo is not None and abs(at - now()) < timedelta(days=3650)
    return at if possible else now()


def as_roster(event: Event, guests: Sequence[Guest], *, last: int) -> dict[str, object]:
    """Return all that a device keeps for the day, and until when it may."""
    ends = event.ends_at or now()
    return {
        "event": event.key,
        "until": (ends + DOOR_CLOSES).isoformat(),
        "capacity": room_for(event),
        "last": last,
        "pools": {pool.value: _(label) for pool, label in POOL_LABELS.items()},
        "guests": [as_values(guest) for guest in guests],
        "entries": entries_of(guests),
    }


def as_values(guest: Guest) -> dict[str, object]:
    """Return a guest as a device needs them."""
    return {
        "subject": guest.subject,
        "code": guest.code.replace("-", "").lower(),
        "name": guest.name,
        "native": guest.native_name,
        "lang": guest.native_lang,
        "organisation": guest.organisation,
        "role": guest.role,
        "pool": guest.pool.value,
        "expected": guest.expected,
        "counted": guest.counted_on,
        "marked": guest.marked_here,
        "waits": guest.waits,
        "word": guest.standing_word,
        "note": guest.note,
        "words": guest.words,
    }


def entries_of(guests: Sequence[Guest], *, among: frozenset[str] | None = None) -> list[object]:
    """Return the entries about ``guests``; only those ``among`` some, if given."""
    return [
        _entry(guest, entry)
        for guest in guests
        for entry in guest.entries
        if among is None or entry.op in among
    ]


def _entry(guest: Guest, entry: Said) -> dict[str, object]:
    return {
        "op": entry.op,
        "subject": guest.subject,
        "kind": entry.kind.value,
        "people": entry.people,
        "extra": entry.extra,
        "undoes": entry.undoes,
        "at": entry.at.isoformat(),
        "by": entry.by,
    }


def as_reply(told: Told) -> dict[str, object]:
    """Return what became of an operation."""
    before = told.before
    return {
        "op": told.op.op_id,
        "outcome": told.outcome.value,
        "name": told.guest.name if told.guest else told.op.name,
        "at": before.at.isoformat() if before else "",
        "by": before.by if before else "",
    }


OUTCOME_WORDS: dict[Outcome, str] = {
    Outcome.DONE: N_("Checked in"),
    Outcome.KNOWN: N_("Checked in"),
    Outcome.ALREADY_IN: N_("Already in"),
    Outcome.NOT_EXPECTED: N_("Gave the place back: ask the organiser"),
    Outcome.NOBODY: N_("Not on the list"),
}
"""What the desk reads."""
