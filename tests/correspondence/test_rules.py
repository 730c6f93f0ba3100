"""The words of letters: what may stand in them, and how they are filled."""

from __future__ import annotations

import pytest

from app.core.calendars import Partstat
from app.correspondence.defaults import DEFAULTS
from app.correspondence.rules import (
    PLACEHOLDERS,
    TemplatePurpose,
    check_words,
    filled,
    marked,
    partstat_of,
    placeholders_in,
)
from app.participation.rules import SeatState


@pytest.mark.parametrize("purpose", TemplatePurpose, ids=lambda purpose: purpose.value)
def test_every_purpose_brings_words_that_can_be_sent(purpose: TemplatePurpose) -> None:
    subject, body = DEFAULTS[purpose]
    assert check_words(purpose, subject=subject, body=body) == {}


@pytest.mark.parametrize(
    ("purpose", "subject", "body", "fields"),
    [
        (TemplatePurpose.FREE, "Hello", "Dear {name}", []),
        (TemplatePurpose.FREE, "Hello {surname}", "Dear {name}", ["subject"]),
        (TemplatePurpose.FREE, "Hello", "Dear {{ name }}", ["body"]),
        (TemplatePurpose.FREE, "{link}", "Dear {name}", ["subject"]),
        (TemplatePurpose.FREE, "Hello", "See https:// for more", ["body"]),
        (
            TemplatePurpose.FREE,
            "Hello",
            "See https://events.example.org/invitations/abc here",
            ["body"],
        ),
        (TemplatePurpose.INVITATION, "Hello", "Come on Monday", ["body"]),
        (TemplatePurpose.INVITATION, "Hello", "Come: {link}", []),
        (TemplatePurpose.REMINDER, "Hello", "Do reply", ["body"]),
    ],
)
def test_words_that_cannot_be_sent_are_told_beside_their_field(
    purpose: TemplatePurpose, subject: str, body: str, fields: list[str]
) -> None:
    assert list(check_words(purpose, subject=subject, body=body)) == fields


@pytest.mark.parametrize(
    ("text", "facts", "result"),
    [
        ("Dear {name},", {"name": "Vera Kim"}, "Dear Vera Kim,"),
        ("Dear {name},", {"name": "{link}"}, "Dear {link},"),
        ("Dear {nobody},", {"nobody": "x"}, "Dear {nobody},"),
        ("a\n{word}\nb", {}, "a\nb"),
        ("a\n\nb", {}, "a\n\nb"),
        ("{date}, {time}", {"date": "Monday"}, "Monday, "),
        ("{name} of {nobody}\n{word}{nobody}", {"name": "V"}, "V of {nobody}\n{nobody}"),
        ("p { color: red } {name}", {"name": "V"}, "p { color: red } V"),
    ],
)
def test_placeholders_are_filled_once_and_never_read_again(
    text: str, facts: dict[str, str], result: str
) -> None:
    assert filled(text, facts) == result


def test_what_was_filled_in_is_told_apart() -> None:
    assert list(marked("Dear {name}, hello", {"name": "Vera"})) == [
        ("Dear ", False),
        ("Vera", True),
        (", hello", False),
    ]


def test_placeholders_are_listed_once_in_their_order() -> None:
    assert placeholders_in("{event} {name} {event}") == ["event", "name"]
    assert set(placeholders_in("".join(f"{{{name}}}" for name in PLACEHOLDERS))) == set(
        PLACEHOLDERS
    )


ANSWERED = {
    SeatState.TENTATIVE: Partstat.TENTATIVE,
    SeatState.ACCEPTED: Partstat.ACCEPTED,
    SeatState.CONFIRMED: Partstat.ACCEPTED,
    SeatState.ATTENDED: Partstat.ACCEPTED,
    SeatState.DECLINED: Partstat.DECLINED,
    SeatState.WITHDREW: Partstat.DECLINED,
    SeatState.UNABLE_TO_ATTEND: Partstat.DECLINED,
}


@pytest.mark.parametrize("state", SeatState, ids=lambda state: state.value)
def test_a_calendar_entry_says_what_the_guest_has_answered(state: SeatState) -> None:
    assert partstat_of(state) is ANSWERED.get(state, Partstat.NEEDS_ACTION)
