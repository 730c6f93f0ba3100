"""Whom a letter is for, kept as plain values: the key of an audience and what is chosen of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.correspondence.audiences import Audience, Found, audience, audiences
from app.events.models import Event
from app.infra.tokens import STAND_IN
from app.web.mail import public_url

OF = "audience"
"""Under this name stands the key of the audience, beside what is chosen of its filters."""


def kept(of: Audience, chosen: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return an audience and what is chosen of it as values that can be stored."""
    return {OF: [of.key], **{name: list(values) for name, values in chosen.items() if values}}


def audience_of(values: Mapping[str, list[str]]) -> Audience:
    """Return the audience that ``values`` name; the first one where they name none that is known."""
    return audience((values.get(OF) or [""])[0]) or audiences()[0]


def found_for(event: Event, values: Mapping[str, list[str]]) -> Found:
    """Return whom ``values`` mean at ``event``, as things stand now."""
    return audience_of(values).find(event, values)


def link_url_of(values: Mapping[str, list[str]]) -> str:
    """Return the address of the readers' own page, a stand-in for the token in it; or nothing."""
    page = audience_of(values).link_page
    return public_url(page, token=STAND_IN) if page else ""
