"""Where a registration stands, and the steps between: one table."""

from __future__ import annotations

from enum import StrEnum

from app.core.messages import N_


class RegistrationState(StrEnum):
    """Where a guest stands."""

    PENDING = "pending"
    """Asked for a place, and staff have not decided."""
    WAITING = "waiting"
    """In line for a place."""
    OFFERED = "offered"
    """A free place is kept, for a while, for the answer."""
    REGISTERED = "registered"
    """Has a place."""
    REFUSED = "refused"
    LAPSED = "lapsed"
    """Did not answer an offer in time."""
    WITHDRAWN = "withdrawn"


REGISTRATION_STATE_LABELS: dict[RegistrationState, str] = {
    RegistrationState.PENDING: N_("To be decided"),
    RegistrationState.WAITING: N_("Waiting"),
    RegistrationState.OFFERED: N_("Offered a place"),
    RegistrationState.REGISTERED: N_("Registered"),
    RegistrationState.REFUSED: N_("Refused"),
    RegistrationState.LAPSED: N_("Offer lapsed"),
    RegistrationState.WITHDRAWN: N_("Withdrawn"),
}

HOLDING = frozenset({RegistrationState.OFFERED, RegistrationState.REGISTERED})
"""In these states a party holds its seats."""

LIVE = HOLDING | {RegistrationState.PENDING, RegistrationState.WAITING}
"""In these states a guest is registered once and may change or withdraw."""


class Step(StrEnum):
    """What can happen to a registration; the last four leave its state as it is."""

    CONFIRM = "confirm"
    QUEUE = "queue"
    OFFER = "offer"
    EXPIRE = "expire"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    EDIT = "edit"
    GO_FIRST = "go_first"
    CHANGE_POOL = "change_pool"
    CHANGE_PARTY = "change_party"


STEP_LABELS: dict[Step, str] = {
    Step.CONFIRM: N_("Got a place"),
    Step.QUEUE: N_("Joined the waiting list"),
    Step.OFFER: N_("Was offered a place"),
    Step.EXPIRE: N_("Did not answer the offer in time"),
    Step.REFUSE: N_("Was refused"),
    Step.WITHDRAW: N_("Withdrew"),
    Step.EDIT: N_("Changed what was filled in"),
    Step.GO_FIRST: N_("Moved to the front of the line"),
    Step.CHANGE_POOL: N_("Moved to other places"),
    Step.CHANGE_PARTY: N_("Changed how many come"),
}


STEPS: dict[tuple[RegistrationState, Step], RegistrationState] = {
    (RegistrationState.PENDING, Step.CONFIRM): RegistrationState.REGISTERED,
    (RegistrationState.PENDING, Step.QUEUE): RegistrationState.WAITING,
    (RegistrationState.PENDING, Step.REFUSE): RegistrationState.REFUSED,
    (RegistrationState.PENDING, Step.WITHDRAW): RegistrationState.WITHDRAWN,
    (RegistrationState.WAITING, Step.CONFIRM): RegistrationState.REGISTERED,
    (RegistrationState.WAITING, Step.OFFER): RegistrationState.OFFERED,
    (RegistrationState.WAITING, Step.REFUSE): RegistrationState.REFUSED,
    (RegistrationState.WAITING, Step.WITHDRAW): RegistrationState.WITHDRAWN,
    (RegistrationState.OFFERED, Step.CONFIRM): RegistrationState.REGISTERED,
    (RegistrationState.OFFERED, Step.EXPIRE): RegistrationState.LAPSED,
    (RegistrationState.OFFERED, Step.WITHDRAW): RegistrationState.WITHDRAWN,
    (RegistrationState.REGISTERED, Step.WITHDRAW): RegistrationState.WITHDRAWN,
}
"""What is not in it is refused. Whoever is refused, lapsed or withdrawn registers anew."""


class Source(StrEnum):
    """By which way a registration came."""

    FORM = "form"
    STAFF = "staff"
    WALK_IN = "walk_in"
    IMPORT = "import"


SOURCE_LABELS: dict[Source, str] = {
    Source.FORM: N_("By the form"),
    Source.STAFF: N_("By staff"),
    Source.WALK_IN: N_("At the door"),
    Source.IMPORT: N_("From a file"),
}
