"""The page of one person: names, offices, and where they took part as they were billed then."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access.doors import may_open, staff
from app.access.roles import Permission
from app.participation import queries
from app.participation.rules import ROLE_LABELS, SEAT_STATE_LABELS
from app.people.queries import person_for

bp = Blueprint("participation", __name__, url_prefix="/staff/people")


@bp.get("/<key>")
@staff(Permission.READ)
def person(key: str) -> ResponseReturnValue:
    """Show the person, with the seats at events that the viewer may see."""
    found = person_for(key)
    return render_template(
        "participation/person.html",
        person=found,
        appearances=queries.appearances_of(found),
        role_labels=ROLE_LABELS,
        state_labels=SEAT_STATE_LABELS,
        may_edit=may_open("people.edit"),
    )
