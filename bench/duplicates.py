"""Duplicates: precision and recall on the lists whose truth is known, and the time for 50,000 contacts.

.venv/bin/python -m bench.duplicates
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Iterator
from pathlib import Path

from app.people.duplicates import Contact, suggest
from app.people.duplicates.scoring import Score, read_contacts, read_truth, score

DATA = Path(__file__).parents[1] / "tests" / "data"
PRECISION, RECALL = 0.98, 0.90
MANY, FEW = 50_000, 5_000
MOST_GROWTH = 25.0
"""Ten times the contacts may take as many times the time; all pairs would take a hundred."""

SYLLABLES = [
    "ba",
    "de",
    "fi",
    "go",
    "hu",
    "ja",
    "ke",
    "li",
    "mo",
    "nu",
    "pa",
    "re",
    "si",
    "to",
    "vu",
    "wa",
    "ye",
    "zi",
    "cha",
    "dro",
    "fen",
    "gal",
    "hov",
    "jor",
    "kel",
    "lum",
]
ENDINGS = [
    "son",
    "ski",
    "ov",
    "ez",
    "man",
    "berg",
    "ley",
    "ford",
    "ham",
    "ian",
    "elli",
    "oglu",
    "wala",
    "kar",
    "nen",
    "sen",
    "vic",
    "stad",
]
GIVEN = [
    "Robert",
    "William",
    "Margaret",
    "Elizabeth",
    "Thomas",
    "Edward",
    "Kathleen",
    "Stephen",
    "Anthony",
    "Daniel",
    "Samuel",
    "Joseph",
    "Michael",
    "Patricia",
    "Andrew",
    "Gregory",
    "Benjamin",
    "Frederick",
    "Katherine",
    "Alexander",
    "Ji-won",
    "Min-jun",
    "Seo-yeon",
    "Wei",
    "Xiaoming",
    "Hiroshi",
    "Yuko",
    "Nguyet",
    "Hung",
    "Fatima",
    "Khalid",
    "Sergei",
    "Olga",
    "Jürgen",
    "Małgorzata",
    "José",
    "María",
]
NICKNAMES = {"Robert": "Bob", "William": "Bill", "Margaret": "Peggy", "Thomas": "Tom"}


def main() -> None:
    """Print a line for each list and one for the time."""
    for name, truth in (
        ("contacts_messy.csv", "contacts_truth.csv"),
        ("contacts_elsewhere.csv", "contacts_elsewhere_truth.csv"),
    ):
        found = suggest(read_contacts((DATA / name).read_bytes()))
        told = score(found, read_truth((DATA / truth).read_bytes()))
        _print(name, told)
    few, _ = _timed(FEW)
    many, told = _timed(MANY)
    _print(f"{MANY} made up", told)
    growth = many / few
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{MANY} contacts: {many:.1f} s, {memory:.0f} MB at most; {growth:.1f} times as long as "
        f"{FEW} (goal: at most {MOST_GROWTH:.0f}): {'met' if growth <= MOST_GROWTH else 'MISSED'}"
    )


def _print(name: str, told: Score) -> None:
    met = told.precision >= PRECISION and told.recall >= RECALL
    print(
        f"{name}: precision {told.precision:.3f} (goal {PRECISION}), recall {told.recall:.3f} "
        f"(goal {RECALL}), {told.suggested} suggested, {told.true} true: {'met' if met else 'MISSED'}"
    )


def _timed(number: int) -> tuple[float, Score]:
    contacts, truth = made_up(number)
    start = time.perf_counter()
    found = suggest(contacts)
    return time.perf_counter() - start, score(found, truth)


def made_up(number: int) -> tuple[list[Contact], dict[object, str]]:
    """Return contacts of invented persons, one in ten of them written twice, and who is who."""
    dice = random.Random(20_270_301)
    contacts: list[Contact] = []
    truth: dict[object, str] = {}
    for person in _persons(dice):
        for contact in person:
            truth[len(contacts)] = str(id(person))
            contacts.append(contact)
            if len(contacts) == number:
                return contacts, {
                    contact.key: truth[place] for place, contact in enumerate(contacts)
                }
    raise AssertionError("There is always another person.")


def _persons(dice: random.Random) -> Iterator[list[Contact]]:
    number = 0
    while True:
        family = _word(dice, dice.choice((3, 3, 4)))
        given = dice.choice(GIVEN) if dice.random() < 0.5 else _word(dice, 2)
        organisation = f"{_word(dice, 2)} Institute"
        domain = f"{organisation.split(maxsplit=1)[0].lower()}.example.org"
        email = f"{given}.{family}@{domain}".lower()
        number += 1
        once = Contact(
            key=(number, 1), name=f"{given} {family}", organisation=organisation, emails=[email]
        )
        if dice.random() < 0.1:
            yield [once, _again(dice, number, given, family, organisation, email)]
        else:
            yield [once]


def _word(dice: random.Random, syllables: int) -> str:
    return ("".join(dice.choices(SYLLABLES, k=syllables)) + dice.choice(ENDINGS)).title()


def _again(  # noqa: PLR0917 - The facts of a contact, in the order of a list.
    dice: random.Random, number: int, given: str, family: str, organisation: str, email: str
) -> Contact:
    """The same person as another hand wrote them down."""
    name = dice.choice(
        (
            f"{family}, {given}",
            f"Dr. {given} {family}",
            f"{family.upper()} {given}",
            f"{NICKNAMES.get(given, given)} {family}",
            f"{given[0]}. {family}",
            f"{given} {family[:-3]}{family[-2:]}",
            "",
        )
    )
    if name:
        return Contact(key=(number, 2), name=name, organisation=organisation)
    return Contact(key=(number, 2), emails=[email])


if __name__ == "__main__":
    main()
