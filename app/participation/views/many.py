"""The bulk actions of the participants table: each changes what it can and says what it left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from flask_babel import gettext as _

from app.core.errors import InvalidInput, Refused
from app.core.messages import N_
from app.events.models import Event
from app.events.queries import require_release
from app.participation import operations
from app.participation.bulk import Report, one_by_one, register_bulk_action
from app.participation.models import Participation
from app.participation.queries import delegation_for, delegations_of
from app.participation.rules import ROLE_LABELS, SEAT_ACTION_LABELS, Role, SeatAction
from app.participation.views.steps import action_in, how_in, no_letter_for

Values = Mapping[str, str]
Seats = Sequence[Participation]

STEP_FIELDS = "participation/bulk/_step.html"
ONE_STEP = {
    "approve": SeatAction.APPROVE,
    "confirm": SeatAction.CONFIRM,
    "check_in": SeatAction.CHECK_IN,
    "mark_absent": SeatAction.MARK_ABSENT,
    "disinvite": SeatAction.DISINVITE,
}
"""The steps that are taken for many at once every day; the others are behind "Change the state"."""


def register() -> None:
    """Offer them all."""
    for order, (key, action) in enumerate(ONE_STEP.items()):
        register_bulk_action(
            key,
            SEAT_ACTION_LABELS[action],
            partial(take_step, action=action),
            fields=STEP_FIELDS,
            order=10 + order,
        )
    register_bulk_action(
        "step", N_("Change the state"), take_any_step, fields=STEP_FIELDS, context=_steps, order=30
    )
    register_bulk_action(
        "delegation",
        N_("Put into a delegation"),
        set_delegation,
        fields="participation/bulk/_delegation.html",
        context=_delegations,
        order=31,
    )
    register_bulk_action(
        "role",
        N_("Add or take away a role"),
        change_role,
        fields="participation/bulk/_role.html",
        context=_roles,
        order=32,
    )
    register_bulk_action(
        "listed",
        N_("May be named in public"),
        set_listed,
        fields="participation/bulk/_listed.html",
        order=33,
    )
    register_bulk_action("remove", N_("Remove the seats"), remove, order=34)


def take_step(event: Event, seats: Seats, values: Values, *, action: SeatAction) -> Report:
    """Lead each seat on by ``action``."""
    del event
    how = how_in(values)
    report = one_by_one(seats, lambda seat: operations.act(seat, action, **how))
    report.unwritten += [seat for seat in report.done if no_letter_for(seat, how)]
    return report


def take_any_step(event: Event, seats: Seats, values: Values) -> Report:
    """Lead each seat on by the step that was chosen; a replacement needs a name for each."""
    action = action_in(values)
    if action is SeatAction.SUBSTITUTE:
        raise InvalidInput(N_("Choose a step."))
    return take_step(event, seats, values, action=action)


def set_delegation(event: Event, seats: Seats, values: Values) -> Report:
    """Put each seat into the delegation that was chosen, or into none."""
    key = values.get("delegation", "")
    delegation = delegation_for(event, key) if key else None
    return one_by_one(seats, lambda seat: operations.put_into(seat, delegation))


def change_role(event: Event, seats: Seats, values: Values) -> Report:
    """Add a role to each seat, or take it away from those that keep another one."""
    del event
    try:
        role = Role(values.get("role", ""))
    except ValueError:
        raise InvalidInput(N_("Choose a role.")) from None
    give = values.get("way") != "take"
    return one_by_one(seats, lambda seat: _change_role(seat, role, give=give))


def _change_role(seat: Participation, role: Role, *, give: bool) -> None:
    held = {one.role for one in seat.roles}
    if (role in held) is give:
        raise Refused(N_("Has this role already.") if give else N_("Does not have this role."))
    operations.set_roles(seat, held | {role} if give else held - {role})


def set_listed(event: Event, seats: Seats, values: Values) -> Report:
    """Let the guests be named in public once everything else allows it, or never."""
    listed = values.get("listed") == "yes"
    if listed:
        require_release(event)
    return one_by_one(seats, lambda seat: operations.set_listed(seat, listed=listed))


def remove(event: Event, seats: Seats, values: Values) -> Report:
    """Take the seats away to which nobody was asked yet."""
    del event, values
    return one_by_one(seats, operations.remove)


def _steps(event: Event) -> dict[str, Any]:
    del event
    return {
        "choices": [
            (action.value, _(label))
            for action, label in SEAT_ACTION_LABELS.items()
            if action is not SeatAction.SUBSTITUTE
        ]
    }


def _delegations(event: Event) -> dict[str, Any]:
    return {"choices": [(side.key, side.label) for side in delegations_of(event)]}


def _roles(event: Event) -> dict[str, Any]:
    del event
    return {"choices": [(role.value, _(label)) for role, label in ROLE_LABELS.items()]}
