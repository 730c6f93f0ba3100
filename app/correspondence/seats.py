"""The audience of an event's seats: whoever has a place, by state, role and delegation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import joinedload, selectinload

from app.core.messages import N_
from app.correspondence.audiences import Audience, Chosen, Filter, Found, Recipient, Told
from app.correspondence.rules import partstat_of
from app.events.models import Event
from app.extensions import db
from app.participation.models import Delegation, Participation, ParticipationRole
from app.participation.rules import (
    GONE_STATES,
    ROLE_LABELS,
    SEAT_STATE_LABELS,
    Role,
    SeatState,
    in_billing_order,
)
from app.people.models import Person

COMING = (SeatState.ACCEPTED, SeatState.CONFIRMED)
ASKED = (SeatState.INVITED, SeatState.TENTATIVE)


def find_seated(event: Event, chosen: Chosen) -> Found:
    """Return those who have a seat as ``chosen``; whoever is gone only if that state is chosen."""
    found = Found()
    for seat in _seats(event, chosen):
        person = seat.person
        if person is None:
            found.left_out.append((seat.seat_label, _("the seat has no name yet")))
        elif person.dossier is not None and person.dossier.deceased:
            found.left_out.append((person.billed_as, _("has died")))
        elif not (address := person.letter_address):
            found.left_out.append((person.billed_as, _("has no e-mail address")))
        else:
            found.recipients.append(recipient_of(seat, person, address))
    return found


def recipient_of(seat: Participation, person: Person, address: str, *, word: str = "") -> Recipient:
    """Return the reader of a letter about ``seat``, with what is known of it."""
    return Recipient(
        name=seat.billing_name or person.billed_as,
        address=address,
        person_key=person.key,
        facts={
            "role": ", ".join(_(ROLE_LABELS[role]) for role in _roles_of(seat)),
            "delegation": seat.delegation.label if seat.delegation else "",
            "word": word,
        },
        answer=partstat_of(seat.state),
    )


def seat_filters(event: Event) -> list[Filter]:
    """Return the filters by state, role and delegation, with what occurs at ``event`` alone."""
    of_event = Participation.event_id == event.id
    states = db.session.scalars(select(Participation.state).where(of_event).distinct()).all()
    roles = db.session.scalars(
        select(ParticipationRole.role)
        .join(Participation, Participation.id == ParticipationRole.participation_id)
        .where(of_event)
    )
    delegations = db.session.scalars(
        select(Delegation)
        .where(Delegation.event_id == event.id)
        .order_by(Delegation.position, Delegation.id)
    )
    found = [
        Filter(
            "state", _("State"), _named(SEAT_STATE_LABELS, [s for s in SeatState if s in states])
        ),
        Filter("role", _("Role"), _named(ROLE_LABELS, in_billing_order(roles))),
        Filter("delegation", _("Delegation"), [(one.key, one.label) for one in delegations]),
    ]
    return [one for one in found if one.options]


def _named(
    labels: dict[SeatState, str] | dict[Role, str], values: Iterable[str]
) -> list[tuple[str, str]]:
    words = {str(value.value): label for value, label in labels.items()}
    return [(str(value), _(words[str(value)])) for value in values]


def _roles_of(seat: Participation) -> list[Role]:
    return in_billing_order(held.role for held in seat.roles)


def _seats(event: Event, chosen: Chosen) -> Sequence[Participation]:
    return db.session.scalars(
        select(Participation)
        .where(Participation.event_id == event.id, *_conditions(chosen))
        .options(
            joinedload(Participation.delegation),
            joinedload(Participation.person).selectinload(Person.addresses),
            joinedload(Participation.person).joinedload(Person.dossier),
            selectinload(Participation.roles),
        )
        .order_by(Participation.position, Participation.id)
    ).all()


def _conditions(chosen: Chosen) -> list[ColumnElement[bool]]:
    states = [state for state in SeatState if state.value in chosen.get("state", ())]
    roles = [role for role in Role if role.value in chosen.get("role", ())]
    conditions: list[ColumnElement[bool]] = [
        Participation.state.in_(states) if states else Participation.state.not_in(GONE_STATES)
    ]
    if roles:
        conditions.append(
            exists(
                select(ParticipationRole.id).where(
                    ParticipationRole.participation_id == Participation.id,
                    ParticipationRole.role.in_(roles),
                )
            )
        )
    if delegations := list(chosen.get("delegation", ())):
        conditions.append(
            exists(
                select(Delegation.id).where(
                    Delegation.id == Participation.delegation_id, Delegation.key.in_(delegations)
                )
            )
        )
    return conditions


SEATED = Audience(
    key="seats",
    label=N_("People with a seat"),
    find=find_seated,
    filters=seat_filters,
    told=(
        Told(N_("to those who accepted"), {"state": [s.value for s in COMING]}, in_calendar=True),
        Told(N_("to those still asked"), {"state": [s.value for s in ASKED]}, in_calendar=False),
    ),
    order=10,
)
