"""Names that wait for a decision, and answers that are overdue, for the first page of staff."""

from __future__ import annotations

from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from app.access.roles import Permission
from app.core.clock import now
from app.events.attention import Attention
from app.events.models import Event
from app.events.queries import may
from app.extensions import db
from app.invitations.models import Consent, Invitation, Proposal
from app.invitations.rules import ProposalState, Scope
from app.participation.models import Participation
from app.participation.rules import SeatState

SEEN_TO = timedelta(days=30)
"""After so long a refusal has been seen to, or never will be by a reminder."""


def invitations_needing_attention() -> list[Attention]:
    """Say where names wait, answers are overdue, or consent is gone since: three statements."""
    return [*_names_waiting(), *_answers_overdue(), *_consents_gone()]


def _names_waiting() -> list[Attention]:
    query = (
        select(Event, func.count(Proposal.id))
        .join(Proposal, Proposal.event_id == Event.id)
        .where(Proposal.state == ProposalState.WAITING)
        .group_by(Event.id)
        .order_by(Event.starts_at, Event.id)
    )
    return [
        Attention(
            ngettext(
                "%(num)d name was put forward for “%(title)s”.",
                "%(num)d names were put forward for “%(title)s”.",
                count,
                title=event.title,
            ),
            _("Decide"),
            url_for("invitations.index", key=event.key),
            12,
        )
        for event, count in db.session.execute(query).tuples()
        if may(Permission.EDIT, event)
    ]


def _answers_overdue() -> list[Attention]:
    query = (
        select(Event, func.count(Invitation.id))
        .join(Invitation, Invitation.event_id == Event.id)
        .join(Participation, Participation.id == Invitation.participation_id)
        .where(
            Participation.state == SeatState.INVITED,
            Invitation.deadline_at <= now(),
            Event.ends_at > now(),
        )
        .group_by(Event.id)
        .order_by(Event.starts_at, Event.id)
    )
    return [
        Attention(
            ngettext(
                "%(num)d guest of “%(title)s” has not answered in time.",
                "%(num)d guests of “%(title)s” have not answered in time.",
                count,
                title=event.title,
            ),
            _("Remind or close"),
            url_for("invitations.index", key=event.key),
            25,
        )
        for event, count in db.session.execute(query).tuples()
        if may(Permission.EDIT, event)
    ]


def _consents_gone() -> list[Attention]:
    """Who refuses, after the event, to be in recordings or pictures: nobody but staff can see to it."""
    query = (
        select(Event, func.count(Consent.participation_id.distinct()))
        .join(Participation, Participation.event_id == Event.id)
        .join(Consent, Consent.participation_id == Participation.id)
        .where(
            Consent.scope.in_((Scope.RECORDED, Scope.PHOTOGRAPHED)),
            Consent.given.is_(False),
            Consent.replaced_at.is_(None),
            Consent.at > Event.ends_at,
            Consent.at > now() - SEEN_TO,
        )
        .group_by(Event.id)
        .order_by(Event.starts_at, Event.id)
    )
    return [
        Attention(
            ngettext(
                "%(num)d guest refuses, since “%(title)s”, to be in its recordings or pictures.",
                "%(num)d guests refuse, since “%(title)s”, to be in its recordings or pictures.",
                count,
                title=event.title,
            ),
            _("See to it"),
            url_for("invitations.index", key=event.key),
            11,
        )
        for event, count in db.session.execute(query).tuples()
        if may(Permission.EDIT, event)
    ]
