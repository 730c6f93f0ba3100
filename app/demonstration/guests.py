"""Guests, all of them invented, who fill an event almost to the last seat."""

from __future__ import annotations

from itertools import islice, product

from app.events.models import Event
from app.registration.operations import register

GIVEN = (
    "Ada", "Ben", "Chiara", "Dmitri", "Ewa", "Farid", "Grace", "Haruto", "Ines", "Jonas", "Kofi", "Lena",
)  # fmt: skip
FAMILY = (
    "Sample", "Specimen", "Instance", "Template", "Pattern", "Placeholder", "Anybody", "Somebody", "Example", "Model",
)  # fmt: skip
ORGANISATIONS = (
    "Sample University", "", "The Daily Example", "Institute for Examples", "Embassy of Nowhere", "", "Relief for Examples",
)  # fmt: skip


def fill_seats(event: Event, number: int) -> None:
    """Register ``number`` guests, at most 120; every third does not want to be listed."""
    names = islice(product(FAMILY, GIVEN), number)
    for count, (family, given) in enumerate(names):
        register(
            event,
            name=f"{given} {family}",
            email=f"{given}.{family}@example.com".lower(),
            organisation=ORGANISATIONS[count % len(ORGANISATIONS)],
            consent_listed=count % 3 != 0,
        )
