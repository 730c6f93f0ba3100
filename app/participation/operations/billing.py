"""How somebody is named at one event: copied from the directory, or written by hand."""

from __future__ import annotations

from app.access import audit
from app.core.clock import now
from app.core.messages import N_
from app.participation.models import Participation


def bill(participation: Participation) -> Participation:
    """Copy name and offices from the directory, as they were on the day of the event.

    A seat that is nobody's yet has nothing to copy and stays as it is.
    """
    person = participation.person
    if person is None:
        return participation
    participation.billed_at = None
    participation.billing_name = person.billed_as
    participation.billing_native_name = person.native_name
    participation.billing_native_lang = person.native_lang
    participation.billing_offices = "\n".join(participation.known_offices)
    participation.billed_at = now()
    return participation


def set_billing(participation: Participation, *, name: str, offices: str) -> Participation:
    """Write the billing by hand, as the guest wants to be named at this event alone."""
    participation.billing_name = name
    participation.billing_offices = "\n".join(
        line.strip() for line in offices.splitlines() if line.strip()
    )
    participation.billed_at = now() if name else None
    audit.record(N_("changed a billing"), "event", participation.event.key, seat=participation.key)
    return participation
