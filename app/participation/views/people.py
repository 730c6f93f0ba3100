"""What seats add to the page of a person: where they took part as what, and what hosts must know."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import NotFound
from app.events.queries import may
from app.participation import queries
from app.participation.forms import NeedsForm
from app.participation.rules import ROLE_LABELS, SEAT_STATE_LABELS
from app.people import operations
from app.people.dossier_panels import Facts
from app.people.models import Person
from app.people.queries import person_for
from app.web.answers import answer_form

bp = Blueprint("needs", __name__, url_prefix="/staff/people")


def events(person: Person) -> Facts:
    """The seats of the person at events that the viewer may see."""
    appearances = queries.appearances_of(person)
    return {
        "appearances": appearances,
        "readable": {seat.id for seat in appearances if may(Permission.READ, seat.event)},
        "role_labels": ROLE_LABELS,
        "state_labels": SEAT_STATE_LABELS,
    }


def needs(person: Person) -> Facts | None:
    """Dietary and access needs, for those who look after the person as a guest."""
    if not queries.may_know_needs_of(person):
        return None
    return {"needs": person.needs}


@bp.get("/<key>/needs")
@staff(Permission.GUESTS)
def edit(key: str) -> ResponseReturnValue:
    """Show what a host must know, to be changed."""
    person = _looked_after(key)
    form = NeedsForm(formdata=None, data=_values(person))
    form.opened_on(_values(person))
    return _page(person, form)


@bp.post("/<key>/needs")
@staff(Permission.GUESTS)
def change(key: str) -> ResponseReturnValue:
    """Write down what a host must know."""
    person = _looked_after(key)
    form = NeedsForm()

    def work() -> str:
        operations.set_needs(person, dietary=form.dietary.data or "", access=form.access.data or "")
        flash(_("Saved."), "success")
        return url_for("people.person", key=key)

    return answer_form(
        form, change=work, page=lambda: _page(person, form), standing=lambda: _values(person)
    )


def _looked_after(key: str) -> Person:
    """Load a person whose host the viewer is. Raises NotFound."""
    person = person_for(key)
    if not queries.may_know_needs_of(person):
        raise NotFound
    return person


def _page(person: Person, form: NeedsForm) -> str:
    return render_template("participation/needs.html", person=person, form=form)


def _values(person: Person) -> dict[str, object]:
    known = person.needs
    return {"dietary": known.dietary if known else "", "access": known.access if known else ""}
