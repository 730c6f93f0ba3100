"""The delegations of an event: their lists for the protocol office, and how many seats they fill."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.core.names.lists import surname_in_capitals
from app.events.models import Event
from app.events.queries import event_for, may
from app.participation import operations, queries
from app.participation.forms import DelegationForm, KeepSeatsForm
from app.participation.models import Delegation
from app.participation.operations import DelegationFacts
from app.participation.rules import COMPANION_KIND_LABELS, Role
from app.web.answers import answer_form, answer_once
from app.web.forms import Form

bp = Blueprint("delegations", __name__, url_prefix="/staff/events/<key>/delegations")


@bp.get("/")
@staff(Permission.READ)
def index(key: str) -> ResponseReturnValue:
    """Show each delegation with its members, the head first, as it is handed to the others."""
    event = event_for(key, Permission.READ)
    return render_template(
        "participation/delegations.html",
        event=event,
        lists=queries.delegation_lists(event),
        companions=queries.companions_expected(event),
        companion_labels=COMPANION_KIND_LABELS,
        surname_in_capitals=surname_in_capitals,
        may_edit=may(Permission.EDIT, event),
    )


@bp.get("/add")
@staff(Permission.EDIT)
def new(key: str) -> ResponseReturnValue:
    """Ask what the delegation is called."""
    return _page(event_for(key, Permission.EDIT), DelegationForm(formdata=None))


@bp.post("/add")
@staff(Permission.EDIT)
def add(key: str) -> ResponseReturnValue:
    """Add it."""
    event = event_for(key, Permission.EDIT)
    form = DelegationForm()

    def change() -> str:
        operations.add_delegation(event, label=form.label.data or "", **_facts(form))
        return url_for("delegations.index", key=key)

    return answer_form(form, change=change, page=lambda: _page(event, form))


@bp.get("/<delegation>/")
@staff(Permission.EDIT)
def show(key: str, delegation: str) -> ResponseReturnValue:
    """Show the delegation, to be changed."""
    event, found = _load(key, delegation)
    form = DelegationForm(formdata=None, data=_values(found))
    form.opened_on(_values(found))
    return _page(event, form, found)


@bp.post("/<delegation>/")
@staff(Permission.EDIT)
def change(key: str, delegation: str) -> ResponseReturnValue:
    """Change what is known of it."""
    event, found = _load(key, delegation)
    form = DelegationForm()

    def work() -> str:
        operations.edit_delegation(found, label=form.label.data or "", **_facts(form))
        return url_for("delegations.index", key=key)

    return answer_form(
        form,
        change=work,
        page=lambda: _page(event, form, found),
        standing=lambda: _values(found),
    )


@bp.post("/<delegation>/seats")
@staff(Permission.EDIT)
def keep(key: str, delegation: str) -> ResponseReturnValue:
    """Keep several seats at once for names that are to follow."""
    event, found = _load(key, delegation)
    form = KeepSeatsForm(event=event, prefix="keep")

    def work() -> str:
        kept = operations.keep_seats(
            event,
            number=form.number.data or 1,
            label=form.label.data or found.label,
            roles=[Role(form.role.data)],
            delegation=found,
        )
        flash(
            _("%(num)s seats are kept for %(label)s.", num=len(kept), label=found.label), "success"
        )
        return url_for("delegations.index", key=key)

    shown = DelegationForm(formdata=None, data=_values(found))
    return answer_form(form, change=work, page=lambda: _page(event, shown, found, keep=form))


@bp.post("/<delegation>/<any(up, down):way>")
@staff(Permission.EDIT)
def move(key: str, delegation: str, way: str) -> ResponseReturnValue:
    """Let it change places with its neighbour; from then on the order is by hand."""
    _event, found = _load(key, delegation)

    def work() -> str:
        operations.move_delegation(found, up=way == "up")
        return url_for("delegations.index", key=key)

    return answer_once(Form().once.data, work)


@bp.post("/<delegation>/remove")
@staff(Permission.EDIT)
def remove(key: str, delegation: str) -> ResponseReturnValue:
    """Take away a delegation without seats."""
    _event, found = _load(key, delegation)

    def work() -> str:
        operations.remove_delegation(found)
        flash(_("The delegation is removed."), "success")
        return url_for("delegations.index", key=key)

    return answer_once(Form().once.data, work)


def _load(key: str, delegation: str) -> tuple[Event, Delegation]:
    event = event_for(key, Permission.EDIT)
    return event, queries.delegation_for(event, delegation)


def _facts(form: DelegationForm) -> DelegationFacts:
    return DelegationFacts(
        country=form.country.data or "",
        size=form.size.data,
        focal_name=form.focal_name.data or "",
        focal_email=form.focal_email.data or "",
        focal_phone=form.focal_phone.data or "",
    )


def _values(delegation: Delegation) -> dict[str, object]:
    return {
        "label": delegation.label,
        "country": delegation.country,
        "size": delegation.size,
        "focal_name": delegation.focal_name,
        "focal_email": delegation.focal_email,
        "focal_phone": delegation.focal_phone,
    }


def _page(
    event: Event,
    form: DelegationForm,
    delegation: Delegation | None = None,
    *,
    keep: KeepSeatsForm | None = None,
) -> str:
    return render_template(
        "participation/delegation.html",
        event=event,
        form=form,
        delegation=delegation,
        keep=keep or KeepSeatsForm(formdata=None, event=event, prefix="keep"),
    )
