"""A list of contacts as an institute may have it, made up from syllables: some of them are there twice."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from random import Random

_FAMILY = [
    "ba",
    "bel",
    "bor",
    "cal",
    "chen",
    "da",
    "del",
    "dra",
    "fen",
    "gar",
    "gra",
    "hal",
    "hol",
    "ja",
    "kar",
    "kim",
    "kol",
    "lam",
    "len",
    "lo",
    "mar",
    "men",
    "mo",
    "na",
    "nov",
    "or",
    "pa",
    "per",
    "qui",
    "ra",
    "ris",
    "ro",
    "sa",
    "sen",
    "shi",
    "sol",
    "ta",
    "tan",
    "tor",
    "u",
    "va",
    "vel",
    "vo",
    "wa",
    "wen",
    "ya",
    "zhu",
]
_ENDS = [
    "ck",
    "d",
    "er",
    "es",
    "ez",
    "i",
    "ik",
    "in",
    "is",
    "ko",
    "l",
    "le",
    "n",
    "ne",
    "o",
    "ov",
    "r",
    "s",
    "sen",
    "ski",
    "son",
    "t",
    "ta",
    "to",
    "va",
    "y",
]
_GIVEN = [
    "Ada",
    "Adam",
    "Aiko",
    "Alan",
    "Alice",
    "Amir",
    "Ana",
    "Andrew",
    "Anna",
    "Anton",
    "Aya",
    "Ben",
    "Boris",
    "Carla",
    "Carlos",
    "Cathy",
    "Chen",
    "Clara",
    "Daniel",
    "David",
    "Deborah",
    "Diego",
    "Dmitri",
    "Edward",
    "Elena",
    "Elif",
    "Emma",
    "Eric",
    "Eva",
    "Farid",
    "Felix",
    "Fiona",
    "Frank",
    "Gabriel",
    "George",
    "Grace",
    "Hana",
    "Hans",
    "Helen",
    "Henry",
    "Hugo",
    "Ibrahim",
    "Ines",
    "Irene",
    "Ivan",
    "James",
    "Jan",
    "Jin",
    "Joanna",
    "John",
    "Jorge",
    "Juan",
    "Julia",
    "Karen",
    "Katherine",
    "Kenji",
    "Kofi",
    "Laila",
    "Lars",
    "Laura",
    "Leo",
    "Li",
    "Linda",
    "Louis",
    "Lucia",
    "Magda",
    "Maria",
    "Mark",
    "Martin",
    "Mary",
    "Michael",
    "Min",
    "Mona",
    "Nadia",
    "Nina",
    "Noah",
    "Olga",
    "Omar",
    "Oscar",
    "Paul",
    "Pedro",
    "Peter",
    "Rachel",
    "Rafael",
    "Richard",
    "Robert",
    "Rosa",
    "Ruth",
    "Samir",
    "Sara",
    "Sofia",
    "Stephen",
    "Susan",
    "Tariq",
    "Theodore",
    "Thomas",
    "Tomas",
    "Ursula",
    "Vera",
    "Victor",
    "Wei",
    "William",
    "Xiu",
    "Yuki",
    "Yusuf",
    "Zoe",
]
_PLACES = (
    "Ministry of Foreign Affairs,Institute for {},University of {},{} Foundation,Embassy of {}"
)
_OFFICES = "Director,Professor,Senior Fellow,Counsellor,Research Fellow,Programme Officer,Editor,"
HEADINGS = ("Name", "Title", "Organisation", "E-mail", "Phone", "Last contact", "Notes")
TWICE = 0.08


def contact_file(number: int) -> bytes:
    """Return a CSV file of ``number`` rows, the same every time."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(_rows(number))
    return text.getvalue().encode("utf-8-sig")


def _rows(number: int) -> Iterator[tuple[str, ...]]:
    random = Random(3)
    before: list[tuple[str, ...]] = []
    for place in range(number):
        if before and random.random() < TWICE:
            yield _again(random, random.choice(before))
            continue
        row = _row(random, place)
        before.append(row)
        yield row


def _row(random: Random, place: int) -> tuple[str, ...]:
    family = "".join(random.choices(_FAMILY, k=random.choice((1, 2, 2, 3)))) + random.choice(_ENDS)
    given, middle = random.choice(_GIVEN), random.choice((*"ABCDEJKLMPRST", *[""] * 13))
    name = " ".join(filter(None, (given, middle and f"{middle}.", family.capitalize())))
    where = random.choice(_PLACES.split(",")).format("".join(random.choices(_FAMILY, k=2)).title())
    address = f"{given}.{family}{random.choice(('', str(place % 97)))}@example.org".lower()
    return (
        name,
        random.choice(_OFFICES.split(",")),
        where,
        address if random.random() < 0.8 else "",
        f"+1 202 555 {random.randrange(10_000):04}" if random.random() < 0.3 else "",
        f"20{random.randrange(10, 26)}-{random.randrange(1, 13):02}-{random.randrange(1, 29):02}",
        random.choice(("", "", "met at the forum", "prefers telephone")),
    )


def _again(random: Random, row: tuple[str, ...]) -> tuple[str, ...]:
    """The same person as somebody else wrote them down."""
    name, title, organisation, address, *rest = row
    given, _, family = name.partition(" ")
    written = random.choice((f"{family.split()[-1]}, {given}", f"Dr. {name}", name.upper(), name))
    kept = address if random.random() < 0.5 else ""
    return (written, random.choice((title, "")), organisation, kept, *rest[:2], "")
