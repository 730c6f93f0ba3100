"""The people of the demonstration: real ones as they are on record, and plainly invented ones.

A real person is seated at the public panels of ``panels`` and nowhere else. The invented ones
bear the names that languages keep for nobody in particular: John Q. Public, 홍길동, 山田太郎.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.people.models import Person
from app.people.operations import add_affiliation, add_person, find_or_add_organisation
from app.people.rules import NameOrder, OrganisationKind

People = Mapping[str, Person]
"""Each person by display name."""

USIP = "U.S. Institute of Peace"
KINU = "Korea Institute for National Unification"
CARNEGIE = "Carnegie Endowment for International Peace"
STATE = "Department of State"
DEFENSE = "U.S. Department of Defense"


@dataclass(frozen=True)
class Office:
    """A post somebody held; ``began`` and ``ended`` are the years in which it is on record."""

    title: str
    organisation: str
    began: str = ""
    ended: str = ""
    former: bool = False


@dataclass(frozen=True)
class Figure:
    """A person and their posts; ``native_name`` with its language makes the family name come first."""

    name: str
    offices: tuple[Office, ...]
    honorific: str = ""
    suffix: str = ""
    native_name: str = ""
    native_lang: str = ""


def _then(title: str, organisation: str, *years: str) -> Office:
    return Office(title, organisation, years[0], years[-1])


def _former(title: str, organisation: str) -> Office:
    return Office(title, organisation, former=True)


REAL = (
    Figure(
        "Frank Aum",
        (
            _then("Senior Expert on North Korea", USIP, "2017"),
            _then("Senior Expert, North Korea", USIP, "2020", "2021"),
            _then("Senior Expert, Northeast Asia", USIP, "2024"),
        ),
    ),
    Figure(
        "Christine Ahn",
        (
            _then("Founder and Executive Director", "Women Cross DMZ", "2020"),
            _then("Co-Founder", "Korea Peace Network", "2020"),
        ),
    ),
    Figure(
        "Suzanne DiMaggio",
        (
            _then("Chair", "Quincy Institute for Responsible Statecraft", "2020"),
            _then("Senior Fellow", CARNEGIE, "2020"),
        ),
    ),
    Figure(
        "Markus Garlauskas",
        (
            _then("Nonresident Senior Fellow", "Atlantic Council", "2020"),
            _former(
                "National Intelligence Officer for North Korea",
                "Office of the Director of National Intelligence",
            ),
        ),
    ),
    Figure(
        "Van Jackson",
        (
            _then(
                "Senior Lecturer in International Relations",
                "Victoria University of Wellington",
                "2020",
            ),
            _former("Senior Defense Strategist", DEFENSE),
        ),
    ),
    Figure(
        "Ankit Panda",
        (_then("Stanton Senior Fellow, Nuclear Policy Program", CARNEGIE, "2020"),),
    ),
    Figure(
        "Robert Carlin",
        (
            _then("Nonresident Fellow", "Stimson Center", "2021"),
            _former(
                "Chief of the Northeast Asia Division, Bureau of Intelligence and Research", STATE
            ),
        ),
    ),
    Figure(
        "Philip Yun",
        (
            _then("President and CEO", "World Affairs Council of Northern California", "2021"),
            _former("Senior Policy Advisor", STATE),
        ),
    ),
    Figure(
        "Chip Gregson",
        (
            _then("Senior Advisor", "Avascent International", "2021"),
            _former("Assistant Secretary of Defense for Asian and Pacific Affairs", ""),
        ),
    ),
    Figure(
        "Mark Tokola", (_then("Vice President", "Korea Economic Institute of America", "2024"),)
    ),
    Figure(
        "Dan Leaf",
        (_former("Deputy Commander", "U.S. Pacific Command"),),
        honorific="Lieutenant General (retired)",
    ),
    Figure("Todd Zwillich", (_then("Host", "The Takeaway", "2017"),)),
    Figure("Glyn Ford", (_former("MEP", "Labour Party"),)),
    Figure("Jean Lee", (_former("Pyongyang Bureau Chief", "Associated Press"),)),
    Figure(
        "Anthony Ruggiero",
        (_then("Senior Fellow", "Foundation for Defense of Democracies", "2017"),),
    ),
)

INVENTED = (
    Figure(
        "Erika Mustermann",
        (Office("Senior Fellow", "Institute for Examples"),),
        honorific="Dr.",
    ),
    Figure(
        "John Q. Public",
        (_former("Ambassador-at-Large", "Ministry of Examples"),),
        honorific="Ambassador",
        suffix="(ret.)",
    ),
    Figure("Jane Doe", (Office("Director of Studies", "Sample University"),), honorific="Prof."),
    Figure(
        "Hong Gil-dong",
        (Office("Professor of International Relations", "Sample University"),),
        native_name="홍길동",
        native_lang="ko",
    ),
    Figure(
        "Yamada Tarō",
        (Office("Research Director", "Placeholder Institute"),),
        native_name="山田太郎",
        native_lang="ja",
    ),
    Figure(
        "Zhang San",
        (Office("Visiting Scholar", "Institute for Examples"),),
        native_name="张三",
        native_lang="zh-Hans",
    ),
    Figure("Joe Bloggs", (Office("Correspondent", "The Daily Example"),)),
    Figure("Ola Nordmann", (Office("Head of Mission", "Relief for Examples"),)),
    Figure("Fulana de Tal", (Office("Senior Researcher", "Placeholder Institute"),)),
)
"""Who appears in public and, some of them, in private as well."""

NEVER_IN_PUBLIC = (
    Figure(
        "Kim Cheol-su",
        (Office("Deputy Director", "Ministry of Examples"),),
        native_name="김철수",
        native_lang="ko",
    ),
    Figure(
        "Yamada Hanako",
        (Office("Counsellor", "Embassy of Nowhere"),),
        native_name="山田花子",
        native_lang="ja",
    ),
    Figure(
        "Li Si",
        (Office("Senior Colonel", "Academy of Specimens"),),
        native_name="李四",
        native_lang="zh-Hans",
    ),
    Figure("Pera Perić", (Office("Adviser", "Ministry of Examples"),)),
)
"""Who sits in closed meetings alone, so that a visitor may not even learn the name."""

_KINDS = {
    USIP: OrganisationKind.THINK_TANK,
    CARNEGIE: OrganisationKind.THINK_TANK,
    STATE: OrganisationKind.GOVERNMENT,
    DEFENSE: OrganisationKind.GOVERNMENT,
    "Institute for Examples": OrganisationKind.THINK_TANK,
    "Placeholder Institute": OrganisationKind.THINK_TANK,
    "Ministry of Examples": OrganisationKind.GOVERNMENT,
    "Embassy of Nowhere": OrganisationKind.EMBASSY,
    "Sample University": OrganisationKind.UNIVERSITY,
    "Victoria University of Wellington": OrganisationKind.UNIVERSITY,
    "Associated Press": OrganisationKind.MEDIA,
    "The Daily Example": OrganisationKind.MEDIA,
    "U.S. Pacific Command": OrganisationKind.MILITARY,
}

_ELSEWHERE = {
    "Victoria University of Wellington": "New Zealand",
    "Labour Party": "United Kingdom",
    "The Daily Example": "United Kingdom",
    "Sample University": "Republic of Korea",
    "Placeholder Institute": "Japan",
    "Relief for Examples": "Norway",
    "Institute for Examples": "Germany",
    "Academy of Specimens": "China",
    "Ministry of Examples": "",
    "Embassy of Nowhere": "",
}
"""Where the organisations are that are not in the United States."""


def add_people() -> People:
    """Write everybody into the directory."""
    figures = (*REAL, *INVENTED, *NEVER_IN_PUBLIC)
    return {figure.name: _add(figure) for figure in figures}


def _add(figure: Figure) -> Person:
    person = add_person(
        display_name=figure.name,
        honorific=figure.honorific,
        suffix=figure.suffix,
        name_order=NameOrder.FAMILY_FIRST if figure.native_name else NameOrder.GIVEN_FIRST,
        native_name=figure.native_name,
        native_lang=figure.native_lang,
    )
    for office in figure.offices:
        name = office.organisation
        add_affiliation(
            person,
            title=office.title,
            organisation=(
                find_or_add_organisation(
                    name,
                    kind=_KINDS.get(name, OrganisationKind.OTHER),
                    country=_ELSEWHERE.get(name, "United States"),
                )
                if name
                else None
            ),
            began=office.began,
            ended=office.ended,
            former=office.former,
        )
    return person
