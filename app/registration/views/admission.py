"""Who may come to an event, and which places there are."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.events.models import Event
from app.events.operations import set_registration
from app.events.queries import event_for
from app.events.rules import RegistrationMode
from app.registration.forms.settings import ModeForm, PoolForm, TermsForm, pool_as_data
from app.registration.models import Pool
from app.registration.operations import add_pool, edit_pool, prepare_letters, remove_pool, set_terms
from app.registration.queries import (
    door_of,
    door_to,
    pool_of,
    pools_of,
    privacy_of,
    questions_of,
)
from app.registration.rules import DOOR_WORDS
from app.registration.views.words import places_in_words, rules_in_words
from app.web.answers import answer_form
from app.web.forms import Form

bp = Blueprint("admission", __name__, url_prefix="/staff/events/<key>/registration")


@bp.get("")
@staff(Permission.EDIT)
def index(key: str) -> ResponseReturnValue:
    """Show who may come, the places, and what guests are told of their data."""
    event = event_for(key, Permission.EDIT)
    return _page(event, _mode_form(event), _terms_form(event))


@bp.post("")
@staff(Permission.EDIT)
def save_mode(key: str) -> ResponseReturnValue:
    """Keep who may come."""
    event = event_for(key, Permission.EDIT)
    form = _mode_form(event)

    def change() -> str:
        set_registration(event, mode=RegistrationMode(form.mode.data))
        flash(_("Saved."), "success")
        return url_for("admission.index", key=key)

    return answer_form(
        form,
        change=change,
        page=lambda: _page(event, form, _terms_form(event)),
        standing=lambda: _mode(event),
    )


@bp.post("/privacy")
@staff(Permission.EDIT)
def save_terms(key: str) -> ResponseReturnValue:
    """Keep what guests are told of their data, and how long it is kept."""
    event = event_for(key, Permission.EDIT)
    form = _terms_form(event)

    def change() -> str:
        set_terms(event, keep_months=form.keep_months.data or 0, privacy=form.privacy.data or "")
        flash(_("Saved."), "success")
        return url_for("admission.index", key=key)

    return answer_form(
        form,
        change=change,
        page=lambda: _page(event, _mode_form(event), form),
        standing=lambda: _terms(event),
    )


@bp.get("/places/new")
@staff(Permission.EDIT)
def new_pool(key: str) -> ResponseReturnValue:
    """Show an empty form for places of another sort."""
    return _pool_page(event_for(key, Permission.EDIT), PoolForm())


@bp.post("/places/new")
@staff(Permission.EDIT)
def make_pool(key: str) -> ResponseReturnValue:
    """Add places."""
    event = event_for(key, Permission.EDIT)
    form = PoolForm()

    def change() -> str:
        add_pool(event, **form.fields_in(event.zone))
        return url_for("admission.index", key=key)

    return answer_form(form, change=change, page=lambda: _pool_page(event, form))


@bp.get("/places/<pool>")
@staff(Permission.EDIT)
def pool(key: str, pool: str) -> ResponseReturnValue:
    """Show the places of one sort."""
    event = event_for(key, Permission.EDIT)
    found = pool_of(event, pool)
    return _pool_page(event, _pool_form(found, event), found)


@bp.post("/places/<pool>")
@staff(Permission.EDIT)
def save_pool(key: str, pool: str) -> ResponseReturnValue:
    """Keep what was said; whoever waits is served at once where there is more room."""
    event = event_for(key, Permission.EDIT)
    found = pool_of(event, pool)
    form = _pool_form(found, event)
    prepare_letters(found, event)

    def change() -> str:
        edit_pool(found, event, **form.fields_in(event.zone))
        flash(_("Saved."), "success")
        return url_for("admission.index", key=key)

    return answer_form(
        form,
        change=change,
        page=lambda: _pool_page(event, form, found),
        standing=lambda: pool_as_data(found, event.zone),
    )


@bp.post("/places/<pool>/remove")
@staff(Permission.EDIT)
def drop_pool(key: str, pool: str) -> ResponseReturnValue:
    """Remove places that nobody has asked for."""
    event = event_for(key, Permission.EDIT)
    found = pool_of(event, pool)
    form = Form()

    def change() -> str:
        remove_pool(found, event)
        return url_for("admission.index", key=key)

    return answer_form(
        form, change=change, page=lambda: _pool_page(event, _with_errors(found, event, form), found)
    )


def _with_errors(pool: Pool, event: Event, form: Form) -> PoolForm:
    shown = _pool_form(pool, event)
    shown.form_errors.extend(form.form_errors)
    return shown


def _mode(event: Event) -> dict[str, object]:
    return {"mode": event.registration.value}


def _mode_form(event: Event) -> ModeForm:
    form = ModeForm(data=_mode(event))
    form.opened_on(_mode(event))
    return form


def _terms(event: Event) -> dict[str, object]:
    terms = privacy_of(event)
    return {"keep_months": terms.keep_months, "privacy": terms.privacy}


def _terms_form(event: Event) -> TermsForm:
    form = TermsForm(data=_terms(event))
    form.opened_on(_terms(event))
    return form


def _pool_form(pool: Pool, event: Event) -> PoolForm:
    standing = pool_as_data(pool, event.zone)
    form = PoolForm(data=standing)
    form.opened_on(standing)
    return form


def _page(event: Event, mode: ModeForm, terms: TermsForm) -> str:
    pools = pools_of(event)
    return render_template(
        "registration/admission.html",
        event=event,
        mode=mode,
        terms=terms,
        pools=_lines(event, pools),
        questions=len(questions_of(event)),
        door_words=_(DOOR_WORDS[door_of(event, pools)]),
        purged_at=privacy_of(event).purged_at,
    )


def _lines(event: Event, pools: Sequence[Pool]) -> list[dict[str, object]]:
    return [
        {
            "pool": pool,
            "door": door_to(pool, event).value,
            "door_words": _(DOOR_WORDS[door_to(pool, event)]),
            "places": places_in_words(pool.count),
            "rules": rules_in_words(pool, event),
        }
        for pool in pools
    ]


def _pool_page(event: Event, form: PoolForm, pool: Pool | None = None) -> str:
    return render_template(
        "registration/pool.html",
        event=event,
        form=form,
        pool=pool,
        places=places_in_words(pool.count) if pool else "",
    )
