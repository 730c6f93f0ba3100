"""What stands on each sheet of an event: the guests as paper shows them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from enum import StrEnum
from io import BytesIO

from flask_babel import get_locale
from flask_babel import gettext as _

from app.config import current_settings
from app.core.messages import N_
from app.documents.faces import printable, unprintable
from app.door.guests import Guest
from app.door.rules import POOL_LABELS, Pool
from app.events.models import Event
from app.events.rules import ATTRIBUTION_LABELS
from app.web.filters import span_date, span_time


class Sheet(StrEnum):
    """The sheets that can be printed; each has a file of that name."""

    BADGES = "badges"
    TENTS = "tents"
    SIGN_IN = "sign_in"
    GUESTS = "guests"


SHEET_LABELS: dict[Sheet, str] = {
    Sheet.BADGES: N_("Badges"),
    Sheet.TENTS: N_("Tent cards"),
    Sheet.SIGN_IN: N_("Sign-in sheet"),
    Sheet.GUESTS: N_("List of guests"),
}


ON_A_BADGE: dict[Pool, str] = {
    Pool.SPEAKERS: N_("Speaker"),
    Pool.PARTICIPANTS: N_("Participant"),
    Pool.REGISTERED: N_("Guest"),
    Pool.PRESS: N_("Press"),
    Pool.CREW: N_("Staff"),
    Pool.WALK_INS: N_("Guest"),
}
"""What one of a group is called who has no role of their own."""


class Paper(StrEnum):
    """The papers that printers hold."""

    A4 = "a4"
    LETTER = "us-letter"


def expected(guests: Iterable[Guest]) -> list[Guest]:
    """Those for whom paper is printed: who is counted on, and who has come."""
    return [guest for guest in guests if guest.counted_on or guest.here]


def unprintable_names(guests: Iterable[Guest]) -> list[tuple[str, str]]:
    """Return each guest about whom a character cannot be printed, and those characters."""
    return [
        (guest.name, missing)
        for guest in guests
        if (missing := unprintable("".join((guest.name, guest.native_name, *guest.offices))))
    ]


def data_of(sheet: Sheet, event: Event, guests: Sequence[Guest], paper: Paper) -> str:
    """Return all that ``sheet`` says, as JSON."""
    values = [guest_values(guest, with_ticket=sheet is Sheet.BADGES) for guest in guests]
    return json.dumps(
        {
            "title": f"{_(SHEET_LABELS[sheet])}: {printable(event.title)}",
            "institute": current_settings().institute_name,
            "language": str(get_locale() or "en")[:2],
            "paper": paper.value,
            "rule": _(ATTRIBUTION_LABELS[event.attribution]),
            "event": {
                "title": printable(event.title),
                "when": _when(event),
                "place": printable(event.place),
            },
            "words": {
                "ticket": _("Ticket"),
                "columns": [_("No."), _("Name"), _("Organisation"), _("Signature")],
            },
            "guests": values,
            "groups": _groups(guests, values),
        }
    )


def _when(event: Event) -> str:
    if event.span is None:
        return _("No date yet")
    return ", ".join(part for part in (span_date(event.span), span_time(event.span)) if part)


def _groups(guests: Sequence[Guest], values: Sequence[object]) -> list[object]:
    """Delegations by name first, each under its own, then the others by group."""
    groups: dict[tuple[bool, str], list[object]] = {}
    order = [_(POOL_LABELS[pool]) for pool in Pool]
    for guest, value in zip(guests, values, strict=True):
        label = guest.delegation or _(POOL_LABELS[guest.pool])
        groups.setdefault((not guest.delegation, printable(label)), []).append(value)
    ranked = sorted(groups, key=lambda key: (key[0], order.index(key[1]) if key[0] else key[1]))
    return [{"label": key[1], "guests": groups[key]} for key in ranked]


def guest_values(guest: Guest, *, with_ticket: bool) -> dict[str, object]:
    """Return a guest as the sheets read them."""
    return {
        "name": printable(guest.name),
        "listed": printable(in_capitals(guest.name, guest.family_name)),
        "native": printable(guest.native_name),
        "lang": guest.native_lang,
        "office": printable(guest.organisation),
        "offices": [printable(office) for office in guest.offices],
        "role": guest.role or _(ON_A_BADGE[guest.pool]),
        "role-words": guest.role,
        "pool": guest.pool.value,
        "code": guest.code,
        "qr": _qr(guest.code) if with_ticket else "",
    }


def in_capitals(name: str, family: str) -> str:
    """The name with its family name in capitals, wherever in it that stands: "HONG Gil-dong"."""
    if not family or family not in name:
        return name
    if name.startswith(family):
        return family.upper() + name.removeprefix(family)
    before, _family, after = name.rpartition(family)
    return f"{before}{family.upper()}{after}"


def _qr(code: str) -> str:
    drawn = BytesIO()
    # Imported where it is used: most processes never draw a code, and it takes megabytes.
    import segno

    segno.make_qr(code, error="m").save(drawn, kind="svg", border=2, xmldecl=False)
    return drawn.getvalue().decode()
