"""Many persons at once, each by the rules for one, in as many statements as there are tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert, select

from app.access import audit
from app.access.aside import free_slugs
from app.core.messages import N_
from app.core.text import fold, normalise_email, random_key, slugify
from app.extensions import Base, db
from app.people.models import (
    Affiliation,
    EmailAddress,
    NameVariant,
    Organisation,
    Person,
    PersonDossier,
    PersonSearch,
    Phone,
)
from app.people.operations.facts import DossierFacts
from app.people.operations.filing import names_of_organisation
from app.people.operations.organisations import organisations_called
from app.people.operations.persons import PersonFacts, named
from app.people.rules import names_to_file, phone_digits, search_words

Rows = list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Somebody to be added, with the one office that is known of them.

    ``name`` holds no more than facts of the name; ``phones`` are each a number and what it is for.
    """

    display_name: str
    name: PersonFacts = field(default_factory=PersonFacts)
    emails: Sequence[str] = ()
    phones: Sequence[tuple[str, str]] = ()
    aliases: Sequence[str] = ()
    dossier: DossierFacts = field(default_factory=DossierFacts)
    title: str = ""
    unit: str = ""
    organisation: str = ""


def add_people(newcomers: Sequence[Newcomer]) -> list[int]:
    """Add a person for each, as ``add_person`` would, and return their numbers in the same order."""
    places = organisations_called(one.organisation for one in newcomers)
    slugs = free_slugs([slugify(one.display_name, "person") for one in newcomers], Person.slug)
    people = [_person(one, slug) for one, slug in zip(newcomers, slugs, strict=True)]
    _insert(Person, people)
    keys = [each["key"] for each in people]
    asked = select(Person.key, Person.id).where(Person.key.in_(keys))
    numbers = dict(iter(db.session.execute(asked).tuples()))
    details = _Details(places)
    for one, values in zip(newcomers, people, strict=True):
        details.gather(one, values, numbers[values["key"]])
    details.write()
    audit.record_many(N_("added"), "person", keys)
    return [numbers[key] for key in keys]


def _person(one: Newcomer, slug: str) -> dict[str, Any]:
    values: dict[str, Any] = {
        "honorific": "", "suffix": "", "native_lang": "", "pronunciation": "", "never_list": False,
        **named(one.display_name, one.name),
    }  # fmt: skip
    sort_name, match_name = names_to_file(
        one.display_name, given=values["given_name"], family=values["family_name"]
    )
    filed = {"sort_name": sort_name, "match_name": match_name}
    return {"key": random_key(), "slug": slug, **values, **filed}


class _Details:
    """The rows beside the persons, gathered to be written together."""

    def __init__(self, places: Mapping[str, Organisation]) -> None:
        self._places = {
            name: (each.id, names_of_organisation(each)) for name, each in places.items()
        }
        self._rows: dict[type[Base], Rows] = {}

    def gather(self, one: Newcomer, person: Mapping[str, Any], number: int) -> None:
        """Take up what is known of ``one``, who is the person of that ``number``."""
        emails = {normalise_email(each): each for each in reversed(one.emails)}
        phones = {phone_digits(phone): (phone, label) for phone, label in reversed(one.phones)}
        self._add(
            EmailAddress,
            number,
            ({"address": each, "address_norm": norm} for norm, each in reversed(emails.items())),
        )
        self._add(
            Phone,
            number,
            (
                {"digits": digits, "number": phone, "label": label}
                for digits, (phone, label) in reversed(phones.items())
            ),
        )
        place, place_names = self._places.get(fold(one.organisation), (None, []))
        if one.title or one.unit or place:
            office = {"title": one.title, "unit": one.unit, "organisation_id": place}
            self._add(Affiliation, number, [office])
        if any(one.dossier.values()):
            self._put(PersonDossier, number, {"notes": "", **one.dossier})
        for alias in one.aliases:
            self._put(NameVariant, number, {"text": alias})
        words = search_words(
            names=[
                one.display_name,
                f"{person['family_name']} {person['given_name']}",
                person["native_name"],
                *one.aliases,
            ],
            organisations=place_names,
            addresses=emails,
            digits=phones,
        )
        self._put(PersonSearch, number, {"words": words})

    def _add(self, model: type[Base], number: int, rows: Iterable[Mapping[str, Any]]) -> None:
        for position, row in enumerate(rows, start=1):
            self._put(model, number, {**row, "position": position})

    def _put(self, model: type[Base], number: int, row: Mapping[str, Any]) -> None:
        self._rows.setdefault(model, []).append({"person_id": number, **row})

    def write(self) -> None:
        """Write everything, one statement to a table."""
        for model, rows in self._rows.items():
            _insert(model, rows)


def _insert(model: type[Base], rows: Rows) -> None:
    if rows:
        db.session.execute(insert(model), rows)
