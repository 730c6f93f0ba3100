"""The guests of an event as an audience of letters, by state and pool."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from app.core.calendars import Partstat
from app.core.messages import N_
from app.correspondence.composing import Audience, Chosen, Filter, Found, Recipient, Told
from app.events.models import Event
from app.extensions import db
from app.registration.mail import link_seed
from app.registration.models import Pool, Registration
from app.registration.queries import pools_of
from app.registration.rules import REGISTRATION_STATE_LABELS, RegistrationState

HOPING = (RegistrationState.PENDING, RegistrationState.WAITING, RegistrationState.OFFERED)


def find_guests(event: Event, chosen: Chosen) -> Found:
    """Return those who have a place, or whose state is ``chosen``, each with a page of their own.

    A link that was made from nothing, before links were made from seeds, cannot be made again.
    """
    found = Found()
    for guest in _guests(event, chosen):
        if guest.purged_at is not None:
            found.left_out.append((guest.name, _("personal data are deleted")))
            continue
        seeded = guest.link_generation > 0
        found.recipients.append(
            Recipient(
                name=guest.name,
                address=guest.email,
                token_seed=link_seed(guest.key, guest.link_generation) if seeded else "",
                dedupe=f"guest:{guest.key}",
                answer=Partstat.ACCEPTED
                if guest.state is RegistrationState.REGISTERED
                else Partstat.NEEDS_ACTION,
            )
        )
    return found


def guest_filters(event: Event) -> list[Filter]:
    """Return the filters by state, with those that occur, and by pool where there are several."""
    states = set(
        db.session.scalars(
            select(Registration.state).where(Registration.event_id == event.id).distinct()
        )
    )
    pools = pools_of(event)
    options = [
        (state.value, _(label))
        for state, label in REGISTRATION_STATE_LABELS.items()
        if state in states
    ]
    found = [Filter("guests", _("State"), options)]
    if len(pools) > 1:
        found.append(Filter("pool", _("Pool"), [(pool.key, pool.name) for pool in pools]))
    return [one for one in found if one.options]


def last_closing(event: Event) -> datetime | None:
    """Return when the last pool of ``event`` closes, if that is said."""
    moments = [pool.closes_at for pool in pools_of(event)]
    return max((moment for moment in moments if moment is not None), default=None)


def _guests(event: Event, chosen: Chosen) -> Sequence[Registration]:
    states = [one for one in RegistrationState if one.value in chosen.get("guests", ())]
    statement = (
        select(Registration)
        .where(
            Registration.event_id == event.id,
            Registration.state.in_(states or [RegistrationState.REGISTERED]),
        )
        .order_by(Registration.name_norm, Registration.id)
    )
    if pools := list(chosen.get("pool", ())):
        statement = statement.join(Pool, Pool.id == Registration.pool_id).where(Pool.key.in_(pools))
    return db.session.scalars(statement).all()


GUESTS = Audience(
    key="guests",
    label=N_("Guests who registered"),
    find=find_guests,
    filters=guest_filters,
    link_page="guest.page",
    told=(
        Told(
            N_("to registered guests"),
            {"guests": [RegistrationState.REGISTERED.value]},
            in_calendar=True,
        ),
        Told(
            N_("to guests in line"),
            {"guests": [state.value for state in HOPING]},
            in_calendar=False,
        ),
    ),
    order=20,
)
