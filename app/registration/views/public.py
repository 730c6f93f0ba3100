"""Registering for an open event."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import public
from app.core.errors import TooOften
from app.core.messages import N_
from app.events.models import Event
from app.infra.throttle import Limit, count_try
from app.registration import mail
from app.registration.forms import RegistrationForm
from app.registration.operations import register
from app.registration.queries import door_of, event_at
from app.registration.rules import DOOR_WORDS, Door
from app.web.answers import answer_form
from app.web.network import network_of_client

bp = Blueprint("registration", __name__)

FROM_NETWORK = Limit(tries=60, window=timedelta(minutes=10))
"""A network may be a whole university behind one address, registering during a lecture."""


@bp.get("/events/<slug>/register")
@public
def form(slug: str) -> ResponseReturnValue:
    """Show the form, or say in words why there is none."""
    return _page(event_at(slug), RegistrationForm().give_out())


@bp.post("/events/<slug>/register")
@public
def send(slug: str) -> ResponseReturnValue:
    """Take a seat, or say what is in the way and keep what was typed."""
    event = event_at(slug)
    form = RegistrationForm()
    done = url_for("registration.sent", slug=slug)
    if form.filled_in_by_program:
        return redirect(done, code=303)
    letter = mail.confirmation(event)

    def change() -> str:
        if not count_try(f"register-from:{network_of_client()}", FROM_NETWORK):
            raise TooOften(N_("Many have registered from your network. Try again in ten minutes."))
        register(
            event,
            name=form.name.data or "",
            email=form.email.data or "",
            organisation=form.organisation.data or "",
            consent_listed=form.consent_listed.data,
            letter=letter,
        )
        return done

    return _told(
        form, answer_form(form, change=change, page=lambda: _page(event, form), claims=True)
    )


@bp.get("/events/<slug>/registered")
@public
def sent(slug: str) -> ResponseReturnValue:
    """Say where the confirmation is; the same to whoever registered before."""
    return render_template("registration/sent.html", event=event_at(slug))


def _told(form: RegistrationForm, answer: ResponseReturnValue) -> ResponseReturnValue:
    """Repeat the address where the form was accepted, so that a slip of the finger is seen."""
    if not isinstance(answer, tuple):
        flash(_("We have written to %(address)s.", address=form.email.data), "success")
    return answer


def _page(event: Event, form: RegistrationForm) -> str:
    found = door_of(event)
    return render_template(
        "registration/form.html",
        event=event,
        form=form,
        door=found,
        door_words=_(DOOR_WORDS[found]),
        # Whoever met a closing door while typing still sees what they typed.
        show_form=found is Door.OPEN or request.method == "POST",
    )
