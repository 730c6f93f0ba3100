"""Whose seat it shall be: read from a form, with the questions that have to be asked before."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.errors import Conflict, Refused
from app.core.messages import N_
from app.core.text import LINE_LIMIT
from app.events.models import Event, EventSession
from app.participation.forms import NEW, WhoForm
from app.participation.queries import has_seat
from app.people.models import Person
from app.people.operations import add_person_as_printed
from app.people.queries import find_people, namesakes, person_for
from app.schedule.operations import accept_clash
from app.schedule.rules import Clash

SHOWN = 12
"""As many persons as can be looked through at a glance; more words make fewer."""


def directory(words: str) -> Sequence[Person]:
    """Return the first persons whom ``words`` fit; nobody where there are none.

    Each word makes the question longer, so no more are asked than a line holds.
    """
    words = words[:LINE_LIMIT].strip()
    return find_people(words).people[:SHOWN] if words else []


def person_meant(
    form: WhoForm, found: Sequence[Person], event: Event, session: EventSession | None
) -> Person:
    """Return the person that was chosen for a seat, see ``person_named``.

    Raises Refused where the person has a seat there already.
    """
    person = person_named(form, found)
    if form.who.data != NEW and has_seat(event, person, session):
        raise Refused(
            N_("%(name)s has a seat there already. Give that seat another role instead."),
            name=person.display_name,
        )
    return person


def person_named(form: WhoForm, found: Sequence[Person]) -> Person:
    """Return the person that was chosen, added to the directory if they are new.

    Raises Refused where somebody of that name is known and nobody said that they are two.
    """
    if form.who.data != NEW:
        return person_for(form.who.data or "")
    name = form.new_name.data or ""
    if not form.somebody_else.data and (found or namesakes(name)):
        raise Refused(N_("There is somebody of this name already. Look whether it is them."))
    return add_person_as_printed(
        name, title=form.new_title.data or "", organisation=form.new_organisation.data or ""
    )


def go_ahead(event: Event, against: Sequence[Clash], *, reason: str) -> None:
    """Keep the reason why clashes are accepted. Raises Conflict where there are some and no reason."""
    if not against:
        return
    if not reason:
        raise Conflict(
            N_("Somebody would be in two places at once. Choose otherwise, or say why it may be.")
        )
    accept_clash(event, reason=reason)
