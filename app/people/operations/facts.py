"""What is known of a person beside name and office: variants, bios, portrait, dossier, needs."""

from __future__ import annotations

from typing import TypedDict, Unpack

from app.access import audit
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.text import random_key
from app.people.models import (
    Biography,
    HeadShot,
    NameVariant,
    Person,
    PersonDossier,
    PersonNeeds,
)
from app.people.operations.filing import file_person
from app.people.portraits import Portrait
from app.people.rules import Romanisation, VariantKind, checked_fuzzy_date


class VariantFacts(TypedDict, total=False):
    """Another way in which a person is written; ``text`` is needed."""

    text: str
    lang: str
    system: Romanisation
    kind: VariantKind


class DossierFacts(TypedDict, total=False):
    """What staff alone know of a person; what is not given stays as it is."""

    gender: str
    country: str
    languages: str
    assistant_name: str
    assistant_email: str
    assistant_phone: str
    invite_assistant: bool
    deceased: bool
    notes: str


def set_dossier(person: Person, **facts: Unpack[DossierFacts]) -> None:
    """Write down what staff alone know of the person."""
    if person.dossier is None:
        if not any(facts.values()):
            return
        person.dossier = PersonDossier()
    for name, value in facts.items():
        setattr(person.dossier, name, value)


def set_needs(person: Person, *, dietary: str, access: str) -> None:
    """Write down what a host must know; the trail says that it changed, and not what it is."""
    if not dietary and not access:
        person.needs = None
    elif person.needs is None:
        person.needs = PersonNeeds(dietary=dietary, access=access)
    else:
        person.needs.dietary, person.needs.access = dietary, access
    audit.record(N_("changed"), "person", person.key, fields="needs")


def add_variant(person: Person, **facts: Unpack[VariantFacts]) -> NameVariant:
    """Return a new variant of the person's name, by which they are found from now on."""
    variant = NameVariant()
    person.variants.append(variant)
    return edit_variant(variant, **facts)


def edit_variant(variant: NameVariant, **facts: Unpack[VariantFacts]) -> NameVariant:
    """Write down how else the person is written. Raises InvalidInput for nothing at all."""
    for name, value in facts.items():
        setattr(variant, name, value)
    if not variant.text:
        raise InvalidInput(N_("Type the name as it is written there."))
    file_person(variant.person)
    audit.record(N_("changed"), "person", variant.person.key, fields="variants")
    return variant


def remove_variant(variant: NameVariant) -> None:
    """Take the variant away; the person is no longer found by it."""
    person = variant.person
    person.variants.remove(variant)
    file_person(person)
    audit.record(N_("changed"), "person", person.key, fields="variants")


def add_biography(person: Person, *, as_of: str, short: str, long: str, public: bool) -> Biography:
    """Return a new account of the person. Raises InvalidInput for a date that is none."""
    biography = Biography()
    person.biographies.append(biography)
    return edit_biography(biography, as_of=as_of, short=short, long=long, public=public)


def edit_biography(
    biography: Biography, *, as_of: str, short: str, long: str, public: bool
) -> Biography:
    """Write the account anew. Raises InvalidInput for a date that is none, or for no words."""
    if not short and not long:
        raise InvalidInput(N_("Write a short text or a long one."))
    biography.as_of = checked_fuzzy_date(as_of)
    biography.short, biography.long, biography.public = short, long, public
    audit.record(N_("changed"), "person", biography.person.key, fields="biographies")
    return biography


def remove_biography(biography: Biography) -> None:
    """Take the account away."""
    audit.record(N_("changed"), "person", biography.person.key, fields="biographies")
    biography.person.biographies.remove(biography)


def set_portrait(
    person: Person, portrait: Portrait | None, *, credit: str, licence: str, consent: bool
) -> None:
    """Keep the portrait, or what is said of the one that is there. Raises InvalidInput for none.

    A new one has a new address, so that nobody sees an old one under it.
    """
    shot = person.head_shot
    if portrait is not None:
        if shot is None:
            shot = person.head_shot = HeadShot()
        shot.key = random_key()
        shot.content, shot.width, shot.height = portrait.content, portrait.width, portrait.height
    if shot is None:
        raise InvalidInput(N_("Choose a picture."))
    shot.credit, shot.licence, shot.consent = credit, licence, consent
    audit.record(N_("changed"), "person", person.key, fields="portrait")


def remove_portrait(person: Person) -> None:
    """Take the portrait away, everywhere and at once."""
    person.head_shot = None
    audit.record(N_("changed"), "person", person.key, fields="portrait")
