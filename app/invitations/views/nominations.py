"""Where the focal point of a delegation names its members, by a personal link."""

from __future__ import annotations

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import public
from app.core.errors import NotFound
from app.invitations import operations
from app.invitations.forms import MemberForm
from app.invitations.models import NominationLink
from app.invitations.nomination_page import page_of, role_choices
from app.invitations.operations.proposals import refuse_late
from app.invitations.queries import focal_point_of_link, named_by, nomination_held_by
from app.invitations.rules import PROPOSAL_STATE_LABELS
from app.invitations.views.links import BACK, BACK_FROM_BELOW, by_link_of
from app.participation.rules import ROLE_LABELS, Role
from app.web.answers import answer_form, answer_once
from app.web.forms import Form

bp = Blueprint("nominations", __name__, url_prefix="/nominations/<token>")
by_link = by_link_of(focal_point_of_link, nomination_held_by)


@bp.get("/")
@public
@by_link
def page(token: str, link: NominationLink) -> ResponseReturnValue:
    """Show the places of the delegation, and who was named for them."""
    return _page(token, link)


@bp.post("/name")
@public
@by_link
def name(token: str, link: NominationLink) -> ResponseReturnValue:
    """Keep whom the focal point names; staff decide."""
    form = _form(link)

    def change() -> str:
        known = {one.key: one for one in page_of(link).replaceable}
        operations.nominate(
            link,
            form.facts,
            role=Role(form.role.data),
            instead_of=known.get(form.instead_of.data or ""),
        )
        flash(_("Thank you. %(name)s is named.", name=form.name.data), "success")
        return BACK

    return answer_form(form, change=change, page=lambda: _page(token, link, form))


@bp.post("/named/<proposal>/take-back")
@public
@by_link
def take_back(token: str, link: NominationLink, proposal: str) -> ResponseReturnValue:
    """Take a name back that nobody has decided on."""
    del token

    def work() -> str:
        refuse_late(link)
        named = {one.key: one for one in named_by(link)}
        if proposal not in named:
            raise NotFound
        operations.take_back(named[proposal])
        return BACK_FROM_BELOW

    return answer_once(Form().once.data, work)


def _form(link: NominationLink, **given: object) -> MemberForm:
    return MemberForm(roles=role_choices(), replaceable=page_of(link).replaceable, **given)


def _page(token: str, link: NominationLink, form: MemberForm | None = None) -> str:
    return render_template(
        "invitations/nominations.html",
        page=page_of(link),
        token=token,
        form=form or _form(link, formdata=None, data={"role": Role.PARTICIPANT.value}),
        state_labels=PROPOSAL_STATE_LABELS,
        role_labels=ROLE_LABELS,
    )
