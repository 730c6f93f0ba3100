"""Deciding on names that were put forward."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import Refused
from app.core.messages import N_
from app.events.models import Event
from app.events.queries import event_for
from app.invitations import operations
from app.invitations.forms import DecideForm
from app.invitations.forms.staff import NEW
from app.invitations.models import Proposal
from app.invitations.queries import proposal_of
from app.invitations.rules import PROPOSAL_STATE_LABELS, ProposalState
from app.participation.queries import has_seat
from app.participation.rules import ROLE_LABELS
from app.participation.views.who import directory
from app.people.models import Person
from app.people.operations import add_person_as_printed, set_addresses
from app.people.queries import person_for
from app.web.answers import answer_form

bp = Blueprint(
    "proposals", __name__, url_prefix="/staff/events/<key>/invitations/proposals/<proposal>"
)


@bp.get("")
@staff(Permission.EDIT)
def show(key: str, proposal: str) -> ResponseReturnValue:
    """Show who was put forward, and who in the directory that may be."""
    event = event_for(key, Permission.EDIT)
    found = proposal_of(event, proposal)
    return _page(event, found, _form(found, formdata=None))


@bp.post("")
@staff(Permission.EDIT)
def decide(key: str, proposal: str) -> ResponseReturnValue:
    """Give the name a seat, or say no; either way whoever proposed it reads so."""
    event = event_for(key, Permission.EDIT)
    found = proposal_of(event, proposal)
    form = _form(found)

    def change() -> str:
        answer = form.answer.data or ""
        if form.accepts:
            operations.accept(found, person=_person(form, found, event), answer=answer)
            flash(_("%(name)s has a seat, and can be invited.", name=found.name), "success")
        else:
            operations.refuse(found, answer=answer)
            flash(_("%(name)s is not accepted.", name=found.name), "success")
        return url_for("invitations.index", key=key)

    return answer_form(form, change=change, page=lambda: _page(event, found, form))


def _form(proposal: Proposal, **given: object) -> DecideForm:
    return DecideForm(found=directory(proposal.name), name=proposal.name, **given)


def _person(form: DecideForm, proposal: Proposal, event: Event) -> Person:
    """The person that is meant, added to the directory if they are new.

    Raises Refused where they have a seat already.
    """
    if form.who.data == NEW:
        person = add_person_as_printed(
            proposal.name, title=proposal.title, organisation=proposal.organisation
        )
        if proposal.email:
            set_addresses(person, [proposal.email])
        return person
    person = person_for(form.who.data or "")
    if has_seat(event, person, proposal.seat.session if proposal.seat else None):
        raise Refused(N_("%(name)s has a seat there already."), name=person.display_name)
    return person


def _page(event: Event, proposal: Proposal, form: DecideForm) -> str:
    return render_template(
        "invitations/proposal.html",
        event=event,
        proposal=proposal,
        waiting=proposal.state is ProposalState.WAITING,
        form=form,
        role_labels=ROLE_LABELS,
        state_labels=PROPOSAL_STATE_LABELS,
    )
