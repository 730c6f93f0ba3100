"""What is typed at the door."""

from __future__ import annotations

from flask import request
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from app.core.clock import now
from app.core.text import random_key
from app.core.tickets import TicketKind
from app.door.guests import Guest
from app.door.operations import Op
from app.door.rules import LARGEST_PARTY, ArrivalKind
from app.web.choices import SelectField
from app.web.forms import Form, LineField
from app.web.forms import lazy_gettext as _


class WalkInForm(Form):
    """Somebody whom nobody expected."""

    name = LineField(_("Name"), limit=200, validators=[InputRequired(_("Type the name."))])
    organisation = LineField(_("Organisation"), limit=200)
    people = IntegerField(
        _("People in all"),
        default=1,
        validators=[NumberRange(1, LARGEST_PARTY, _("Type a number between 1 and 50."))],
    )


class NoteForm(Form):
    """What the desk has to know about a guest."""

    guest = SelectField(_("Guest"))
    text = LineField(
        _("For the desk"),
        limit=120,
        description=_(
            "Only what the door has to do, such as “Meet at the door: uses the ramp”. Reasons and "
            "diets do not belong here. Empty takes the note away."
        ),
    )


def goes_ahead() -> bool:
    """Whether the desk was told that no place is free, and lets in anyway."""
    return request.form.get("anyway") == "yes"


def arrival(guest: Guest) -> Op:
    """Return what a button beside ``guest`` says: so many of the party, or more than announced."""
    sent = request.form.get("people", "")
    people = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 3 else guest.asks
    return Op(
        op_id=random_key(),
        kind=ArrivalKind.ARRIVED,
        subject=guest.subject,
        at=now(),
        people=min(max(people, 1), LARGEST_PARTY),
        extra=request.form.get("extra") == "yes",
    )


def walk_in(form: WalkInForm) -> Op:
    """Return what the form for a walk-in says."""
    return Op(
        op_id=random_key(),
        kind=ArrivalKind.ARRIVED,
        subject=f"{TicketKind.WALK_IN.value}-{random_key()}",
        at=now(),
        people=form.people.data or 1,
        name=form.name.data or "",
        organisation=form.organisation.data or "",
    )


def taking_back(guest: Guest) -> list[Op]:
    """Return what takes back every arrival of ``guest`` that stands, wherever it was said."""
    return [
        Op(
            op_id=random_key(),
            kind=ArrivalKind.UNDONE,
            subject=guest.subject,
            at=now(),
            undoes=op,
        )
        for op in [entry.op for entry in guest.arrivals] or [""]
    ]
