"""Guests, all of them invented, who fill an event almost to the last seat."""

from __future__ import annotations

from collections.abc import Iterator
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


def guests(number: int) -> Iterator[tuple[str, str]]:
    """Give ``number`` names, at most 120, each with its address."""
    for family, given in islice(product(FAMILY, GIVEN), number):
        yield f"{given} {family}", f"{given}.{family}@example.com".lower()


def fill_seats(event: Event, number: int) -> None:
    """Register ``number`` guests; every third does not want to be listed."""
    for count, (name, email) in enumerate(guests(number)):
        register(
            event,
            name=name,
            email=email,
            organisation=ORGANISATIONS[count % len(ORGANISATIONS)],
            consent_listed=count % 3 != 0,
        )
