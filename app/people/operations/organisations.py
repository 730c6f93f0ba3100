"""What is done to organisations and their names over time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NotRequired, TypedDict, Unpack

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.access import audit
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.text import fold
from app.extensions import db
from app.people.models import Affiliation, Organisation, OrganisationName, Person
from app.people.operations.filing import file_person
from app.people.rules import OrganisationKind, checked_fuzzy_date


class FormerName(TypedDict):
    """A name that an organisation had; dates as exact as known."""

    name: str
    began: str
    ended: str


class OrganisationFacts(TypedDict):
    """What is known of an organisation; former names that are not given stay."""

    name: str
    short_name: str
    kind: OrganisationKind
    country: str
    website: str
    parent: NotRequired[Organisation | None]
    former_names: NotRequired[Sequence[FormerName]]


def find_or_add_organisation(
    name: str,
    *,
    kind: OrganisationKind = OrganisationKind.OTHER,
    short_name: str = "",
    country: str = "",
) -> Organisation:
    """Return the organisation of that name, known already or new; case and accents do not matter.

    One that only used to be called so is meant too, if it is the only one and nobody is called so now.
    """
    wanted = fold(name)
    found = db.session.scalar(select(Organisation).where(Organisation.match_name == wanted))
    if found is not None:
        return found
    once = db.session.scalars(
        select(Organisation).where(
            Organisation.id.in_(
                select(OrganisationName.organisation_id).where(
                    OrganisationName.match_name == wanted
                )
            )
        )
    ).all()
    if len(once) == 1:
        return once[0]
    return add_organisation(
        name=name, kind=kind, short_name=short_name, country=country, website=""
    )


def organisations_called(names: Iterable[str]) -> Mapping[str, Organisation]:
    """Return by its folded name the organisation of each of ``names``, known already or new.

    What ``find_or_add_organisation`` does for one, in a few statements for all.
    """
    wanted = {fold(name): name for name in names if fold(name)}
    found = {
        each.match_name: each
        for each in db.session.scalars(
            select(Organisation)
            .where(Organisation.match_name.in_(wanted))
            .options(selectinload(Organisation.former_names))
        )
    }
    missing = wanted.keys() - found.keys()
    found.update(_once_called(missing))
    new = [
        Organisation(name=wanted[each], match_name=each, former_names=[])
        for each in sorted(missing - found.keys())
    ]
    db.session.add_all(new)
    db.session.flush()
    return {**found, **{each.match_name: each for each in new}}


def _once_called(names: Collection[str]) -> dict[str, Organisation]:
    """The only organisation that used to be called so, by that name."""
    held: dict[str, set[Organisation]] = {}
    for former in db.session.scalars(
        select(OrganisationName)
        .where(OrganisationName.match_name.in_(names))
        .options(joinedload(OrganisationName.organisation).selectinload(Organisation.former_names))
    ):
        held.setdefault(former.match_name, set()).add(former.organisation)
    return {name: each for name, (each, *others) in held.items() if not others}


def add_organisation(**facts: Unpack[OrganisationFacts]) -> Organisation:
    """Return a new organisation. Raises InvalidInput for a name that is taken."""
    organisation = edit_organisation(Organisation(), **facts)
    db.session.add(organisation)
    db.session.flush()
    audit.record(N_("added"), "organisation", organisation.key)
    return organisation


def edit_organisation(
    organisation: Organisation, **facts: Unpack[OrganisationFacts]
) -> Organisation:
    """Write down what the organisation is. Raises InvalidInput for a name that is taken."""
    match_name = fold(facts["name"])
    taken = db.session.scalar(select(Organisation).where(Organisation.match_name == match_name))
    if taken is not None and taken is not organisation:
        raise InvalidInput(N_("There is an organisation of this name already."))
    former_names = facts.pop("former_names", None)
    if "parent" in facts:
        _refuse_circle(organisation, facts["parent"])
    before = _standing(organisation)
    organisation.match_name = match_name
    for name, value in facts.items():
        setattr(organisation, name, value)
    if former_names is not None:
        organisation.former_names = [_former_name(one) for one in former_names]
    if organisation.id is not None:
        _file_whoever_is_there(organisation)
        _record_changes(organisation, before)
    return organisation


NAMES = ("name", "short_name", "former_names")
"""Facts of which the trail keeps both values."""


def _standing(organisation: Organisation) -> dict[str, str]:
    """What is known of the organisation now, by the name of the fact."""
    names = ("name", "short_name", "kind", "country", "website")
    facts = {name: str(getattr(organisation, name) or "") for name in names}
    facts["parent"] = organisation.parent.name if organisation.parent else ""
    facts["former_names"] = "; ".join(one.line for one in organisation.former_names)
    return facts


def _record_changes(organisation: Organisation, before: dict[str, str]) -> None:
    after = _standing(organisation)
    changed = [name for name, value in after.items() if value != before[name]]
    values: dict[str, str] = {}
    for name in set(changed) & set(NAMES):
        values |= {f"{name}_was": before[name], f"{name}_became": after[name]}
    if changed:
        fields = " ".join(changed)
        audit.record(N_("changed"), "organisation", organisation.key, fields=fields, **values)


def _former_name(facts: FormerName) -> OrganisationName:
    return OrganisationName(
        name=facts["name"],
        match_name=fold(facts["name"]),
        began=checked_fuzzy_date(facts["began"]),
        ended=checked_fuzzy_date(facts["ended"]),
    )


def _refuse_circle(organisation: Organisation, parent: Organisation | None) -> None:
    while parent is not None:
        if parent is organisation:
            raise InvalidInput(N_("An organisation cannot be a part of itself."))
        parent = parent.parent


def _file_whoever_is_there(organisation: Organisation) -> None:
    """Let persons be found by the names that the organisation has now."""
    there = select(Affiliation.person_id).where(Affiliation.organisation_id == organisation.id)
    for person in db.session.scalars(select(Person).where(Person.id.in_(there))):
        file_person(person)
