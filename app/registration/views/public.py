"""Registering for an event that is open to all, or to all who ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import public
from app.core.errors import Closed, TooOften
from app.core.messages import N_
from app.events.models import Event
from app.infra.throttle import Limit, count_try
from app.registration import mail
from app.registration.forms.guests import RegistrationForm, form_for
from app.registration.mail import Letter
from app.registration.models import Pool
from app.registration.operations import register
from app.registration.queries import (
    door_of,
    door_to,
    event_at,
    pools_of,
    privacy_of,
    questions_of,
)
from app.registration.rules import (
    DOOR_ACTIONS,
    DOOR_WORDS,
    ENTRANCES,
    Door,
    RegistrationState,
)
from app.registration.views.form_parts import form_lines
from app.web.answers import answer_form
from app.web.network import network_of_client

bp = Blueprint("registration", __name__)

FROM_NETWORK = Limit(tries=60, window=timedelta(minutes=10))
"""A network may be a whole university behind one address, registering during a lecture."""

FIRST_LETTER = {
    Door.OPEN: Letter.CONFIRMED,
    Door.REQUEST: Letter.REQUESTED,
    Door.WAITING_LIST: Letter.WAITING,
}


@bp.get("/events/<slug>/register")
@public
def form(slug: str) -> ResponseReturnValue:
    """Show the form, or say in words why there is none."""
    event = event_at(slug)
    pools = pools_of(event)
    return _page(event, pools, _form(event, pools).give_out())


@bp.post("/events/<slug>/register")
@public
def send(slug: str) -> ResponseReturnValue:
    """Take a seat or a place in line, or say what is in the way and keep what was typed."""
    event = event_at(slug)
    pools = pools_of(event)
    form = _form(event, pools)
    if form.filled_in_by_program:
        return redirect(url_for("registration.sent", slug=slug), code=303)
    _prepare(event, form.chosen_pool)

    def change() -> str:
        if not count_try(f"register-from:{network_of_client()}", FROM_NETWORK):
            raise TooOften(N_("Many have registered from your network. Try again in ten minutes."))
        if (pool := form.chosen_pool) is None:
            raise Closed(DOOR_WORDS[Door.NOT_YET])
        done = register(
            event,
            pool=pool,
            name=form.name.data or "",
            email=form.email.data or "",
            organisation=form.organisation.data or "",
            consent_listed=form.consent_listed.data,
            companions=form.names,
            party_size=max(form.size, 1 + len(form.names)),
            answers=form.answers,
        )
        stands = None if done.state is RegistrationState.REGISTERED else done.state.value
        return url_for("registration.sent", slug=slug, stands=stands)

    return _told(
        form,
        answer_form(form, change=change, page=lambda: _page(event, pools, form), claims=True),
    )


@bp.get("/events/<slug>/registered")
@public
def sent(slug: str) -> ResponseReturnValue:
    """Say where the first letter is; the same to whoever registered before."""
    return render_template(
        "registration/sent.html", event=event_at(slug), stands=request.args.get("stands", "")
    )


def _form(event: Event, pools: Sequence[Pool]) -> RegistrationForm:
    form: RegistrationForm = form_for(RegistrationForm, _offered(event, pools), questions_of(event))
    return form


def _offered(event: Event, pools: Sequence[Pool]) -> Sequence[Pool]:
    """The pools with a way in; all of them where there is none, so that what was typed is kept."""
    return [pool for pool in pools if door_to(pool, event) in ENTRANCES] or pools


def _prepare(event: Event, pool: Pool | None) -> None:
    letter = FIRST_LETTER.get(door_to(pool, event)) if pool else None
    if letter and pool:
        mail.prepare(letter, pool, event)


def _told(form: RegistrationForm, answer: ResponseReturnValue) -> ResponseReturnValue:
    """Repeat the address where the form was accepted, so that a slip of the finger is seen."""
    if not isinstance(answer, tuple):
        flash(_("We have written to %(address)s.", address=form.email.data), "success")
    return answer


def _page(event: Event, pools: Sequence[Pool], form: RegistrationForm) -> str:
    found = door_of(event, pools)
    doors = [(pool, door_to(pool, event)) for pool in pools]
    return render_template(
        "registration/form.html",
        event=event,
        form=form,
        lines=form_lines(form),
        door=found,
        door_words=_(DOOR_WORDS[found]),
        action=_(DOOR_ACTIONS.get(found, DOOR_ACTIONS[Door.OPEN])),
        pools=[(pool, _(DOOR_WORDS[door])) for pool, door in doors],
        opens_at=min(
            (pool.opens_at for pool, door in doors if pool.opens_at and door is Door.NOT_YET),
            default=None,
        ),
        privacy=privacy_of(event),
        # Whoever met a closing door while typing still sees what they typed.
        show_form=found in ENTRANCES or request.method == "POST",
    )
