"""Tickets: made from a key, read however they were typed, refused with one wrong letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text import random_key
from app.core.tickets import Ticket, TicketKind, read_ticket, ticket_code

KEY = "vbjyf9hfmqrfmxndtqvf"
SEAT = Ticket(TicketKind.SEAT, "vbjyf9hfmq")
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def test_a_code_is_short_and_the_same_each_time() -> None:
    assert ticket_code(TicketKind.SEAT, KEY) == "SVBJ-YF9H-FMQ3"


@pytest.mark.parametrize(
    ("text", "ticket"),
    [
        ("SVBJ-YF9H-FMQ3", SEAT),
        ("svbj-yf9h-fmq3", SEAT),
        (" SVBJ YF9H FMQ3 ", SEAT),
        ("svbjyf9hfmq3", SEAT),
        ("SVBJ–YF9H–FMQ3", SEAT),
        ("https://events.example.org/t/SVBJ-YF9H-FMQ3", SEAT),
        ("https://events.example.org/t/svbjyf9hfmq3?from=mail#top", SEAT),
        ("", None),
        ("https://events.example.org/", None),
        ("SVBJ-YF9H-FMQ4", None),
        ("RVBJ-YF9H-FMQ3", None),
        ("XVBJ-YF9H-FMQ3", None),
        ("SVBJ-YF9H-FMQ3A", None),
    ],
)
def test_a_code_is_read_however_it_comes(text: str, ticket: Ticket | None) -> None:
    assert read_ticket(text) == ticket


@given(st.sampled_from(TicketKind), st.integers(1, 10), st.sampled_from(LETTERS))
def test_one_wrong_letter_is_always_found(kind: TicketKind, place: int, letter: str) -> None:
    code = ticket_code(kind, random_key()).replace("-", "").lower()
    wrong = code[:place] + letter + code[place + 1 :]
    assert (read_ticket(wrong) is None) == (wrong != code)


@given(st.sampled_from(TicketKind), st.integers(1, 10))
def test_two_letters_that_changed_places_are_found(kind: TicketKind, place: int) -> None:
    code = ticket_code(kind, random_key()).replace("-", "").lower()
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (read_ticket(wrong) is None) == (wrong != code)
