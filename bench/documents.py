"""Printing: 500 badges, and a sheet of 500 names, through typst alone and as the site does it.

``python -m bench.documents``; no database is asked. The limit is typst on the list of guests,
which lays out the same words without making them fit, in the same run.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from statistics import median

from app.core.tickets import TicketKind
from app.documents.content import guest_values
from app.documents.press import compile_sheet, press
from app.door.guests import Guest
from app.door.rules import Pool

GUESTS = 500
ROUNDS = 5
GOAL_SECONDS = 1.0
GOAL_RATIO = 12.0


def main() -> None:
    """Measure and print."""
    data = _data()
    compile_sheet("guests", data)  # Reads the fonts, as the first of any batch does.
    plain = _seconds(lambda number: compile_sheet("guests", _varied(data, number)))
    badges = _seconds(lambda number: compile_sheet("badges", _varied(data, number)))
    process = _seconds(lambda number: press("badges", _varied(data, number)))
    ratio = badges / plain
    print(
        f"typst, {GUESTS} badges                {badges:6.2f} s   goal {GOAL_SECONDS:.0f} s     {_met(badges, GOAL_SECONDS)}"
    )
    print(
        f"  against the plain list ({plain:.2f} s) {ratio:6.1f} x   goal {GOAL_RATIO:.0f} x    {_met(ratio, GOAL_RATIO)}"
    )
    print(f"as the site does it, in a process   {process:6.2f} s")


def _met(measured: float, goal: float) -> str:
    return "met" if measured <= goal else "MISSED"


def _seconds(work: Callable[[int], object]) -> float:
    taken = []
    for number in range(ROUNDS):
        start = time.perf_counter()
        work(number)
        taken.append(time.perf_counter() - start)
    return median(taken)


def _varied(data: str, number: int) -> str:
    """The same guests under other names, so that nothing remembered from the last round helps."""
    return data.replace("Guest ", f"Guest {'abcdefgh'[number]}")


def _data() -> str:
    guests = [
        Guest(
            kind=TicketKind.SEAT,
            row_id=number,
            key=f"{number:020d}".replace("0", "x").replace("1", "y"),
            name=f"Guest Number {number}",
            pool=Pool.PARTICIPANTS,
            native_name="홍길동" if number % 5 == 0 else "",
            native_lang="ko" if number % 5 == 0 else "",
            offices=(f"Senior Fellow for Question {number}, Institute of Examples",),
        )
        for number in range(GUESTS)
    ]
    values = [guest_values(guest, with_ticket=True) for guest in guests]
    return json.dumps(
        {
            "title": "Badges",
            "institute": "The Institute",
            "language": "en",
            "paper": "a4",
            "rule": "On the record",
            "event": {"title": "The measured evening", "when": "", "place": ""},
            "words": {"ticket": "Ticket", "columns": ["", "", "", ""]},
            "guests": values,
            "groups": [{"label": "Guests", "guests": values}],
        }
    )


if __name__ == "__main__":
    main()
