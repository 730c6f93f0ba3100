"""What a guest, or somebody on their behalf, tells us: the answer, consents, needs, and how they come."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.access import audit
from app.access.enforcement import current_user_id
from app.core.clock import now
from app.core.errors import Closed
from app.core.messages import N_
from app.extensions import db
from app.infra.jobs import enqueue_job
from app.invitations.models import Consent, Invitation, Reply
from app.invitations.queries import standing_of, taken_from
from app.invitations.rules import ANSWERED, Answer, Scope, Standing, action_for
from app.participation.models import Participation
from app.participation.operations import act
from app.participation.rules import Channel, SeatAction
from app.people.operations import set_needs

CONFIRM = "confirm_answer"
"""The kind of job that tells a guest that their answer was understood."""

NOTE_LIMIT = 300

CONFIRMED_ACTIONS = frozenset({SeatAction.ACCEPT, SeatAction.WITHDRAW})
"""After these a guest's calendar has to change."""


@dataclass(frozen=True)
class Teller:
    """Who told us, and which way: the guest by link, unless somebody else did."""

    channel: Channel = Channel.LINK
    name: str = ""

    @property
    def by_staff(self) -> bool:
        """Whether staff write down what they heard."""
        return self.channel is not Channel.LINK


GUEST = Teller()


def reply(
    invitation: Invitation, answer: Answer, *, words: str = "", teller: Teller = GUEST
) -> None:
    """Take the answer, which leads the seat on; the same answer again only adds its words.

    To be called under the lock, so that of two at once the later one stands. Raises Closed for
    what can no longer be answered.
    """
    if ANSWERED.get(invitation.seat.state) is answer:
        if words:
            _keep(invitation, answer, words, teller)
        return
    taken = taken_from(invitation, by_staff=teller.by_staff)
    action = action_for(invitation.seat.state, answer, taken)
    act(
        invitation.seat,
        action,
        note=words[:NOTE_LIMIT],
        channel=teller.channel,
        told_by=teller.name,
    )
    said = _keep(invitation, answer, words, teller)
    if action in CONFIRMED_ACTIONS:
        db.session.flush()
        enqueue_job(CONFIRM, payload={"reply": str(said.id), "action": action.value})


def _keep(invitation: Invitation, answer: Answer, words: str, teller: Teller) -> Reply:
    said = Reply(
        invitation_id=invitation.id,
        answer=answer,
        words=words,
        channel=teller.channel,
        told_by=teller.name,
        user_id=current_user_id(),
    )
    db.session.add(said)
    invitation.answered_at = now()
    return said


def refuse_unless(invitation: Invitation, standings: Collection[Standing]) -> None:
    """Take nothing from an old page where things stand otherwise by now. Raises Closed."""
    if standing_of(invitation) not in standings:
        raise Closed(N_("This can no longer be said here. Please write to us; we will see to it."))


def set_consents(
    seat: Participation, answers: Mapping[Scope, bool], *, teller: Teller = GUEST
) -> None:
    """Keep what is allowed and what is not; what it was before stays in the record.

    Who may not be listed is listed nowhere. Who may be again is listed only where it was
    their own refusal that stood in the way.
    """
    standing = {
        consent.scope: consent
        for consent in db.session.scalars(
            select(Consent).where(
                Consent.participation_id == seat.id, Consent.replaced_at.is_(None)
            )
        )
    }
    for scope, given in answers.items():
        before = standing.get(scope)
        if before is not None and before.given is given:
            continue
        if before is not None:
            before.replaced_at = now()
            # The old one makes way before the new one comes, or the database refuses both.
            db.session.flush()
        db.session.add(_consent(seat, scope, teller, given=given))
        if scope is Scope.LISTED:
            refused = before is not None and not before.given
            seat.listed = given and (seat.listed or refused)
        audit.record(
            N_("noted a consent for"),
            "event",
            seat.event.key,
            seat=seat.key,
            scope=scope.value,
            given="yes" if given else "no",
        )


def tell_needs(invitation: Invitation, *, dietary: str, access: str) -> None:
    """Write down what a host must know. Empty at first, it changes nothing of what is known."""
    if invitation.needs_told_at is None and not dietary and not access:
        return
    person = invitation.seat.person
    if person is None:
        return
    # From here on the guest may see what is known, and so may replace it.
    invitation.needs_told_at = now()
    db.session.flush()
    db.session.expire(person, ["needs"])
    set_needs(person, dietary=dietary, access=access)


def tell_arrival(invitation: Invitation, *, city_zone: str, arrival: str) -> None:
    """Write down from where the guest joins, and when and how they come."""
    invitation.seat.city_zone = city_zone
    invitation.arrival = arrival


def note_opened(invitation: Invitation) -> None:
    """Remember that somebody has read the invitation; the first time counts."""
    if invitation.opened_at is None:
        invitation.opened_at = now()


def _consent(seat: Participation, scope: Scope, teller: Teller, *, given: bool) -> Consent:
    return Consent(
        participation_id=seat.id,
        scope=scope,
        given=given,
        channel=teller.channel,
        told_by=teller.name,
        user_id=current_user_id(),
    )
