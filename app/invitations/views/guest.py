"""A guest's own page, opened by the link in the mail and by nothing else. Looking changes nothing."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import public
from app.core.errors import NotFound
from app.events.exports import event_calendar
from app.events.rules import Format
from app.invitations import operations
from app.invitations.forms import ConsentForm, DetailsForm, NameForm, ReplyForm
from app.invitations.models import Invitation
from app.invitations.panels import panels_for
from app.invitations.queries import (
    guest_of_link,
    held_by,
    proposals_for,
    settings_of,
)
from app.invitations.rsvp_page import RsvpPage, page_of
from app.invitations.rules import INVITED, PROPOSAL_STATE_LABELS, TELLS_MORE
from app.invitations.views.links import BACK, BACK_FROM_BELOW, by_link_of
from app.participation.queries import companions_of
from app.web.answers import answer_form, answer_once
from app.web.forms import Form

bp = Blueprint("rsvp", __name__, url_prefix="/invitations/<token>")

by_link = by_link_of(guest_of_link, held_by)


@bp.get("/")
@public
@by_link
def page(token: str, held: Invitation) -> ResponseReturnValue:
    """Show what the guest is invited to, how things stand, and what may be answered."""
    return _page(token, held)


@bp.post("/answer")
@public
@by_link
def answer(token: str, held: Invitation) -> ResponseReturnValue:
    """Take the answer. Whoever answers at the same time with another finds the first one standing."""
    form = ReplyForm()

    def change() -> str:
        operations.reply(held, form.chosen, words=form.words.data or "")
        flash(_("Thank you. We have your answer."), "success")
        return BACK

    return answer_form(form, change=change, page=lambda: _page(token, held, reply=form))


@bp.post("/details")
@public
@by_link
def details(token: str, held: Invitation) -> ResponseReturnValue:
    """Keep how the guest comes and what they need."""
    form = DetailsForm(prefix="details", most=_most_companions(held))

    def change() -> str:
        operations.refuse_unless(held, TELLS_MORE)
        operations.tell_needs(held, dietary=form.dietary.data or "", access=form.access.data or "")
        if held.event.format is not Format.VIRTUAL:
            operations.set_companions(held.seat, form.company)
        operations.tell_arrival(
            held, city_zone=form.city_zone.data or "", arrival=form.arrival.data or ""
        )
        flash(_("Thank you. It is noted."), "success")
        return BACK

    return answer_form(
        form,
        change=change,
        page=lambda: _page(token, held, details=form),
        standing=lambda: _details(held),
    )


@bp.post("/consent")
@public
@by_link
def consent(token: str, held: Invitation) -> ResponseReturnValue:
    """Keep what the guest allows and what not; changing it again is as easy."""
    form = ConsentForm(prefix="consent")

    def change() -> str:
        operations.refuse_unless(held, INVITED)
        operations.set_consents(held.seat, form.answers)
        flash(_("Thank you. It is noted."), "success")
        return BACK

    return answer_form(form, change=change, page=lambda: _page(token, held, consent=form))


@bp.post("/substitute")
@public
@by_link
def substitute(token: str, held: Invitation) -> ResponseReturnValue:
    """Keep whom the guest puts forward; staff decide, and the guest's own answer stays as it is."""
    form = NameForm(prefix="name")

    def change() -> str:
        operations.propose(held, form.facts)
        flash(_("Thank you. We will look at it and write to you."), "success")
        return BACK

    return answer_form(form, change=change, page=lambda: _page(token, held, name=form))


@bp.post("/substitute/<proposal>/take-back")
@public
@by_link
def take_back(token: str, held: Invitation, proposal: str) -> ResponseReturnValue:
    """Forget somebody whom the guest put forward."""
    del token

    def work() -> str:
        of_guest = {one.key: one for one in proposals_for(held.seat)}
        if proposal not in of_guest:
            raise NotFound
        operations.take_back(of_guest[proposal])
        return BACK_FROM_BELOW

    return answer_once(Form().once.data, work)


@bp.post("/opened")
@public
@by_link
def opened(token: str, held: Invitation) -> ResponseReturnValue:
    """Remember that somebody reads the page: sent by its script, once a reader scrolls or types."""
    del token

    def work() -> str:
        operations.note_opened(held)
        return BACK

    return answer_once(None, work)


@bp.get("/event.ics")
@public
@by_link
def calendar(token: str, held: Invitation) -> ResponseReturnValue:
    """Give the entry for the guest's calendar; nobody else is named in it."""
    del token
    shown = page_of(held)
    if not shown.open:
        raise NotFound
    link = shown.join_link
    answer = Response(
        event_calendar(held.event, join_url=link.url if link else ""), mimetype="text/calendar"
    )
    answer.headers["Content-Disposition"] = 'attachment; filename="event.ics"'
    return answer


def _page(
    token: str,
    held: Invitation,
    *,
    reply: ReplyForm | None = None,
    details: DetailsForm | None = None,
    consent: ConsentForm | None = None,
    name: NameForm | None = None,
) -> str:
    shown = page_of(held)
    if details is None:
        details = DetailsForm(
            formdata=None, prefix="details", data=_details(held), most=_most_companions(held)
        )
        details.opened_on(_details(held))
    return render_template(
        "invitations/rsvp.html",
        page=shown,
        token=token,
        reply=reply or ReplyForm(formdata=None),
        details=details,
        consent=consent or ConsentForm(formdata=None, prefix="consent", data=_consents(shown)),
        name=name or NameForm(formdata=None, prefix="name"),
        naming=name is not None,
        proposal_labels=PROPOSAL_STATE_LABELS,
        panels=panels_for(held) if shown.open else [],
    )


def _details(held: Invitation) -> dict[str, object]:
    needs = held.seat.person.needs if held.seat.person else None
    return {
        "dietary": needs.dietary if needs else "",
        "access": needs.access if needs else "",
        "companions": [
            {"kind": one.kind.value, "name": one.name, "count": one.count}
            for one in companions_of(held.seat)
        ],
        "arrival": held.arrival,
        "city_zone": held.seat.city_zone,
    }


def _most_companions(held: Invitation) -> int:
    """How many lines to give: as many as are allowed, if anybody is to be met at all."""
    return 0 if held.event.format is Format.VIRTUAL else settings_of(held.event).companions


def _consents(shown: RsvpPage) -> dict[str, str]:
    return {scope.value: "yes" if said[0].given else "no" for scope, said in shown.consents.items()}
