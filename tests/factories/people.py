"""People and organisations, as staff would write them down."""

from __future__ import annotations

from app.people import operations
from app.people.models import Organisation, Person


def add_person(
    display_name: str = "Min Example",
    *,
    title: str = "",
    organisation: str = "",
    native_name: str = "",
    never_list: bool = False,
    email: str = "",
) -> Person:
    """Make a person, with an office if a ``title`` or an ``organisation`` is given."""
    person = operations.add_person(
        display_name=display_name,
        native_name=native_name,
        native_lang="ko" if native_name else "",
        never_list=never_list,
        email=email,
    )
    if title or organisation:
        operations.add_affiliation(
            person,
            title=title,
            organisation=add_organisation(organisation) if organisation else None,
        )
    return person


def add_organisation(name: str = "Institute of Examples") -> Organisation:
    """Make an organisation, or find the one of that name."""
    return operations.find_or_add_organisation(name)
