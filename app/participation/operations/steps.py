"""Leading a seat from state to state, and giving it on to somebody else."""

from __future__ import annotations

from typing import TypedDict, Unpack

from sqlalchemy import update

from app.core.errors import Refused
from app.core.messages import N_
from app.core.states import next_state
from app.extensions import db
from app.participation.models import Candidate, Participation
from app.participation.operations.billing import bill
from app.participation.operations.seats import seat
from app.participation.operations.trail import remember
from app.participation.rules import TRANSITIONS, Channel, SeatAction, SeatState
from app.participation.signals import seat_changed
from app.people.models import Person


class How(TypedDict, total=False):
    """How a step came about, and whether the guest is written to.

    ``note`` is for staff alone, such as the reason of a withdrawal. ``told_by`` names whoever
    spoke for the guest. ``notify`` asks for a draft to the guest, into which ``word`` goes.
    """

    note: str
    channel: Channel
    told_by: str
    notify: bool
    word: str


def act(
    participation: Participation,
    action: SeatAction,
    *,
    note: str = "",
    channel: Channel = Channel.STAFF,
    told_by: str = "",
    notify: bool = False,
    word: str = "",
) -> Participation:
    """Lead the seat one step on, and remember who did it, how word of it came, and why.

    Confirming copies the billing from the directory, unless there is one already; see ``How``
    for the rest. Raises Refused for a step that the table of transitions does not have.
    """
    was = participation.state
    participation.state = next_state(TRANSITIONS, was, action)
    if action is SeatAction.CONFIRM and participation.billed_at is None:
        bill(participation)
    remember(participation, was=was, note=note, channel=channel, told_by=told_by)
    seat_changed.send(
        participation, was=was, action=action, channel=channel, notify=notify, word=word
    )
    return participation


def substitute(
    participation: Participation,
    *,
    person: Person,
    state: SeatState = SeatState.SHORTLISTED,
    **how: Unpack[How],
) -> Participation:
    """Return a new seat for ``person`` in place of the old one, which stays in the record.

    The new one has the roles, the session, the delegation and the place of the old, and knows
    whom it replaces; candidates who still wait, wait for the new one. Raises Refused if the old
    one cannot be replaced (any more), or for the very person who leaves it.
    """
    if participation.person_id == person.id:
        raise Refused(N_("Choose somebody else: this is the person who is being replaced."))
    act(participation, SeatAction.SUBSTITUTE, **how)
    new = seat(
        participation.event,
        person=person,
        session=participation.session,
        roles=[held.role for held in participation.roles],
        delegation=participation.delegation,
        replaces=participation,
        listed=participation.listed,
        state=state,
        channel=how.get("channel", Channel.STAFF),
    )
    new.position = participation.position
    _hand_on_candidates(participation, new)
    return new


def _hand_on_candidates(old: Participation, new: Participation) -> None:
    """Let all candidates for the ``old`` seat be those for the ``new`` one."""
    db.session.execute(
        update(Candidate)
        .where(Candidate.participation_id == old.id)
        .values(participation_id=new.id)
    )
