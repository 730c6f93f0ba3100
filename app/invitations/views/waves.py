"""Asking many at once: whom, until when, in which words. What comes of it are drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access.doors import staff
from app.access.enforcement import current_viewer
from app.access.roles import Permission
from app.access.viewers import StaffMember
from app.correspondence.composing import words_for
from app.correspondence.models import Mailing
from app.events.models import Event
from app.events.queries import event_for, may
from app.invitations import operations
from app.invitations.forms import WaveForm
from app.invitations.letters import why_not
from app.invitations.operations.inviting import INVITABLE, PURPOSES
from app.invitations.queries import seats_to_ask
from app.invitations.rules import STAGE_LABELS, Stage, Via
from app.participation.models import Participation
from app.participation.queries import delegations_of
from app.participation.rules import SEAT_STATE_LABELS, SeatState
from app.web.answers import answer_form

bp = Blueprint("waves", __name__, url_prefix="/staff/events/<key>/invitations/wave")

STATES: Mapping[Stage, frozenset[SeatState]] = {
    Stage.INVITATION: INVITABLE,
    Stage.SAVE_THE_DATE: frozenset({SeatState.SHORTLISTED, SeatState.APPROVED}),
}


@bp.get("")
@staff(Permission.EDIT)
def new(key: str) -> ResponseReturnValue:
    """Show who can be asked, those who are approved chosen already."""
    event = event_for(key, Permission.EDIT)
    stage = _stage()
    subject, body = words_for(PURPOSES[stage], event)
    offered = _offered(event, stage)
    chosen = [seat.key for seat in offered if seat.state is SeatState.APPROVED]
    form = WaveForm(
        formdata=None,
        stage=stage,
        offered=offered,
        zone=event.zone,
        data={"seats": chosen, "sender": _own_name(), "subject": subject, "body": body},
    )
    return _page(event, stage, offered, form)


@bp.post("")
@staff(Permission.EDIT)
def draft(key: str) -> ResponseReturnValue:
    """Write a draft to each of those chosen. They are invited when it is released."""
    event = event_for(key, Permission.EDIT)
    stage = _stage()
    offered = _offered(event, stage)
    form = WaveForm(stage=stage, offered=offered, zone=event.zone)

    def change() -> str:
        chosen = set(form.seats.data or ())
        drafted = operations.draft_wave(
            event,
            [seat for seat in _offered(event, stage) if seat.key in chosen],
            subject=form.subject.data or "",
            body=form.body.data or "",
            name=form.name.data or "",
            stage=stage,
            deadline_at=form.deadline_at,
            via=Via(form.via.data),
            sender=form.sender.data or "",
        )
        _tell(drafted)
        return mailing_href(drafted.mailing)

    return answer_form(form, change=change, page=lambda: _page(event, stage, offered, form))


def mailing_href(mailing: Mailing) -> str:
    """Where a mailing is read and released; by those who may see guests."""
    key = mailing.event.key
    if not may(Permission.GUESTS, mailing.event):
        return url_for("invitations.index", key=key)
    return url_for("mailings.show", key=key, mailing=mailing.key)


def _tell(drafted: operations.Drafted) -> None:
    """Say how many letters wait to be released, and who has none and why."""
    count = len(drafted.written)
    flash(
        ngettext(
            "%(num)d guest has a draft. Read and release it; nobody is invited before.",
            "%(num)d guests have drafts. Read and release them; nobody is invited before.",
            count,
        ),
        "success",
    )
    for seat, reason in drafted.left_out:
        name = seat.person.display_name if seat.person else seat.seat_label
        flash(_("%(name)s: %(reason)s.", name=name, reason=reason), "warning")


def _stage() -> Stage:
    asked = request.args.get("stage", "")
    return Stage.SAVE_THE_DATE if asked == Stage.SAVE_THE_DATE.value else Stage.INVITATION


def _offered(event: Event, stage: Stage) -> Sequence[Participation]:
    return seats_to_ask(event, STATES[stage], delegation=request.args.get("delegation", ""))


def _own_name() -> str:
    viewer = current_viewer()
    return viewer.name if isinstance(viewer, StaffMember) else ""


def _page(event: Event, stage: Stage, offered: Sequence[Participation], form: WaveForm) -> str:
    return render_template(
        "invitations/wave.html",
        event=event,
        stage=stage,
        tabs=[_tab(event, one, stage) for one in Stage],
        offered=offered,
        delegations=delegations_of(event),
        chosen=set(form.seats.data or ()),
        unreachable={seat.id: reason for seat in offered if (reason := why_not(seat, Via.BOTH))},
        form=form,
        state_labels=SEAT_STATE_LABELS,
    )


def _tab(event: Event, stage: Stage, current: Stage) -> dict[str, object]:
    return {
        "label": _(STAGE_LABELS[stage]),
        "href": url_for("waves.new", key=event.key, stage=stage.value),
        "count": None,
        "current": stage is current,
    }
