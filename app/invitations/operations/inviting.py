"""Waves: letters are drafted for chosen seats, and a seat is invited as its letter is released."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict, Unpack

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.access import audit
from app.access.enforcement import current_user_id
from app.core.clock import now
from app.core.messages import N_
from app.core.text import random_key
from app.correspondence.composing import compose, words_for
from app.correspondence.models import Mailing
from app.correspondence.rules import TemplatePurpose
from app.events.models import Event
from app.extensions import db
from app.invitations.letters import (
    focal_point,
    name_of,
    nomination_address,
    recipients_for,
    rsvp_address,
    why_not,
)
from app.invitations.models import Invitation, Wave
from app.invitations.operations.links import give_link, open_nominations
from app.invitations.rules import Stage, Via
from app.participation.models import Delegation, Participation
from app.participation.operations import act
from app.participation.rules import SEAT_STATE_LABELS, TRANSITIONS, SeatAction, SeatState

PURPOSES = {
    Stage.INVITATION: TemplatePurpose.INVITATION,
    Stage.SAVE_THE_DATE: TemplatePurpose.SAVE_THE_DATE,
}
INVITABLE = frozenset(state for state, action in TRANSITIONS if action is SeatAction.INVITE)
"""From these states a seat may be invited: approved, or asked once more."""


class WaveFacts(TypedDict, total=False):
    """What a wave asks, of whom and until when."""

    name: str
    stage: Stage
    deadline_at: datetime | None
    via: Via
    sender: str


@dataclass
class Drafted:
    """What became of those who were chosen: a mailing to read and release, and who is left out."""

    mailing: Mailing
    written: list[Participation]
    left_out: list[tuple[Participation, str]]


def draft_wave(
    event: Event,
    seats: Sequence[Participation],
    *,
    subject: str,
    body: str,
    **facts: Unpack[WaveFacts],
) -> Drafted:
    """Draft a letter for each of ``seats``, all of one new wave. Nobody is invited yet.

    Raises InvalidInput if nobody is left to write to, or for words that cannot be sent.
    """
    wave = open_wave(event, **facts)
    refused = {seat.id: reason for seat in seats if (reason := why_left_out(seat, wave))}
    written = [seat for seat in seats if seat.id not in refused]
    left_out = [(seat, refused[seat.id]) for seat in seats if seat.id in refused]
    recipients = [
        recipient
        for seat in written
        for recipient in recipients_for(
            invitation_for(seat), via=wave.via, deadline_at=wave.deadline_at
        )
    ]
    mailing = compose(
        event,
        subject=subject,
        body=body,
        recipients=recipients,
        purpose=PURPOSES[wave.stage],
        link_url=rsvp_address(),
        calendar_method="",
        created_by=current_user_id(),
        title=wave_title(wave),
        sender=wave.sender,
        left_out=[(name_of(seat), reason) for seat, reason in left_out],
    )
    wave.batch = mailing.key
    return Drafted(mailing, written, left_out)


def wave_title(wave: Wave) -> str:
    """What a wave is called among mailings."""
    called = _("Wave %(number)s: %(name)s", number=wave.number, name=wave.name)
    return called if wave.name else _("Wave %(number)s", number=wave.number)


def why_left_out(seat: Participation, wave: Wave) -> str:
    """Why ``wave`` has no letter for ``seat``; nothing if it has one."""
    if wave.stage is Stage.INVITATION and seat.state not in INVITABLE:
        if seat.state is SeatState.SHORTLISTED:
            return _("is only shortlisted: approve the seat first")
        return _("stands at “%(state)s”", state=_(SEAT_STATE_LABELS[seat.state]))
    if wave.stage is Stage.SAVE_THE_DATE and seat.state not in {
        SeatState.SHORTLISTED,
        SeatState.APPROVED,
    }:
        return _("stands at “%(state)s”", state=_(SEAT_STATE_LABELS[seat.state]))
    return why_not(seat, wave.via)


def open_wave(event: Event, **facts: Unpack[WaveFacts]) -> Wave:
    """Return a new wave, numbered after those that there are."""
    last = db.session.scalar(select(func.max(Wave.number)).where(Wave.event_id == event.id))
    wave = Wave(
        event_id=event.id,
        number=(last or 0) + 1,
        created_by=current_user_id(),
        # Read before the row is written, when columns have not given their defaults yet.
        **{**_USUAL, **facts},
    )
    db.session.add(wave)
    db.session.flush()
    audit.record(N_("prepared a wave for"), "event", event.key, wave=str(wave.number))
    return wave


_USUAL: WaveFacts = {"stage": Stage.INVITATION, "via": Via.GUEST}


def invitation_for(seat: Participation) -> Invitation:
    """Return the invitation of ``seat``, made now if it has none; so far nobody is asked."""
    found = db.session.scalar(select(Invitation).where(Invitation.participation_id == seat.id))
    if found is None:
        found = Invitation(event=seat.event, seat=seat, generation=1)
        # The link is made from the key, which the column would give only later.
        found.key = random_key()
        db.session.add(found)
        give_link(found, seat.event)
        db.session.flush()
    elif found.revoked_at is not None:
        found.generation += 1
        found.revoked_at = None
        give_link(found, seat.event)
    return found


def mark_sent(wave: Wave, invitations: Iterable[Invitation]) -> None:
    """Let what ``wave`` says be true of ``invitations``, whose letters were released just now.

    A seat whose guest has answered by telephone in the meantime stays as it is.
    """
    for invitation in invitations:
        invitation.wave_id = wave.id
        invitation.deadline_at = wave.deadline_at
        invitation.sender = wave.sender
        give_link(invitation, invitation.event)
        if wave.stage is Stage.SAVE_THE_DATE:
            invitation.date_saved_at = now()
            continue
        invitation.sent_at = now()
        if (invitation.seat.state, SeatAction.INVITE) in TRANSITIONS:
            act(invitation.seat, SeatAction.INVITE)


def draft_again(invitation: Invitation) -> Mailing:
    """Draft the letter once more, to one guest alone. Raises InvalidInput if there is no address."""
    event = invitation.event
    via = invitation.wave.via if invitation.wave else Via.GUEST
    subject, body = words_for(TemplatePurpose.INVITATION, event)
    return compose(
        event,
        subject=subject,
        body=body,
        recipients=recipients_for(invitation, via=via, deadline_at=invitation.deadline_at),
        purpose=TemplatePurpose.INVITATION,
        link_url=rsvp_address(),
        created_by=current_user_id(),
        sender=invitation.sender,
    )


def ask_for_names(
    delegations: Sequence[Delegation], *, deadline_at: datetime | None, sender: str = ""
) -> Mailing:
    """Draft a letter to the focal point of each of ``delegations``, which are of one event.

    Raises InvalidInput if none of them has an address.
    """
    event = delegations[0].event
    links = [
        open_nominations(side, deadline_at=deadline_at) for side in delegations if side.focal_email
    ]
    subject, body = words_for(TemplatePurpose.NOMINATION, event)
    mailing = compose(
        event,
        subject=subject,
        body=body,
        recipients=[focal_point(link) for link in links],
        purpose=TemplatePurpose.NOMINATION,
        link_url=nomination_address(),
        created_by=current_user_id(),
        sender=sender,
        left_out=[
            (side.label, _("has no e-mail address")) for side in delegations if not side.focal_email
        ],
    )
    for link in links:
        link.batch = mailing.key
    return mailing


def extend(invitation: Invitation, deadline_at: datetime | None) -> None:
    """Give a guest until ``deadline_at``, or all the time there is."""
    invitation.deadline_at = deadline_at
    audit.record(
        N_("moved the deadline of a guest of"),
        "event",
        invitation.event.key,
        seat=invitation.seat.key,
    )


def close(invitation: Invitation) -> None:
    """Close an invitation whose deadline passed without a reply; the next candidate is free to ask."""
    act(invitation.seat, SeatAction.CLOSE, note=_("The time to answer ran out."))
