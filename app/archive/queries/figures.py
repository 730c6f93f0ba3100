"""What the pictures of the archive count: past events, and where those come from who made them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Case, Label, case, func, select

from app.archive.queries.conditions import is_past
from app.archive.queries.finding import PAST
from app.events.models import Event, EventPartner
from app.extensions import db
from app.participation.models import Participation
from app.participation.rules import SPEAKS_IN_STATES
from app.people.models import Affiliation, Organisation
from app.search.finding import Shelf


def events_by_year_and_kind(programme: str = "") -> Counter[tuple[str, str]]:
    """Count past events by their year and their kind, perhaps those of one programme."""
    labels = [("programme", programme)] if programme else []
    return Counter(Shelf(PAST, labels).by_two("year", "kind"))


def countries_written() -> Sequence[str]:
    """Return how the countries of organisations are written down."""
    asked = select(Organisation.country).where(Organisation.country != "").distinct()
    return db.session.scalars(asked).all()


def speakers_by_country(
    at: datetime, codes: Mapping[str, str], programme_id: int = 0
) -> dict[str, int]:
    """Count who spoke at past events once in each country where they hold or held an office.

    ``codes`` says which country is meant by what is written down.
    """
    if not codes:
        return {}
    spoke = (
        select(Participation.person_id)
        .join(Event, Event.id == Participation.event_id)
        .where(Participation.state.in_(SPEAKS_IN_STATES), is_past(at))
    )
    if programme_id:
        spoke = spoke.where(Event.programme_id == programme_id)
    asked = (
        select(_code(codes), func.count(Affiliation.person_id.distinct()))
        .select_from(Organisation)
        .join(Affiliation, Affiliation.organisation_id == Organisation.id)
        .where(Organisation.country.in_(codes), Affiliation.person_id.in_(spoke))
        .group_by("code")
    )
    return dict(db.session.execute(asked).tuples().all())


def partners_by_country(
    at: datetime, codes: Mapping[str, str], programme_id: int = 0
) -> dict[str, int]:
    """Count the partners of past events by the country in which they are."""
    if not codes:
        return {}
    asked = (
        select(_code(codes), func.count(Organisation.id.distinct()))
        .select_from(Organisation)
        .join(EventPartner, EventPartner.organisation_id == Organisation.id)
        .join(Event, Event.id == EventPartner.event_id)
        .where(Organisation.country.in_(codes), is_past(at))
        .group_by("code")
    )
    if programme_id:
        asked = asked.where(Event.programme_id == programme_id)
    return dict(db.session.execute(asked).tuples().all())


def _code(codes: Mapping[str, str]) -> Label[str]:
    written: Case[str] = case(dict(codes), value=Organisation.country)
    return written.label("code")
