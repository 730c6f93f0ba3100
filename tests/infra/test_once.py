"""The same form sent twice does its work once."""

from __future__ import annotations

from contextlib import suppress

import pytest
import time_machine
from sqlalchemy.exc import IntegrityError

from app.core.clock import now
from app.infra.once import KEPT_FOR, answered_before, forget_old_answers, remember_answer
from app.infra.transaction import transaction


def test_a_form_is_known_by_its_key(session):
    assert answered_before("key") is None
    with transaction():
        remember_answer("key", "/there")
    assert answered_before("key") == "/there"
    assert answered_before("another") is None


def test_the_answer_is_kept_only_with_its_work(session):
    with suppress(ZeroDivisionError), transaction():
        remember_answer("key", "/there")
        raise ZeroDivisionError
    assert answered_before("key") is None


def test_of_two_at_once_one_fails_with_all_its_work(session):
    with transaction():
        remember_answer("key", "/there")
    with pytest.raises(IntegrityError), transaction():
        remember_answer("key", "/elsewhere")
    assert answered_before("key") == "/there"


@pytest.mark.parametrize("key", ["", "\x00", " "], ids=["nothing", "NUL", "a space"])
def test_a_form_without_a_key_is_always_new(session, key):
    with transaction():
        remember_answer(key, "/there")
        remember_answer(key, "/elsewhere")
    assert answered_before(key) is None


def test_a_key_of_any_length_is_taken(session):
    with transaction():
        remember_answer("k" * 1000, "/there")
    assert answered_before("k" * 1000) == "/there"


def test_old_answers_are_forgotten(session):
    with transaction():
        remember_answer("key", "/there")
        forget_old_answers()
    assert answered_before("key") == "/there"
    with time_machine.travel(now() + KEPT_FOR * 1.01), transaction():
        forget_old_answers()
    assert answered_before("key") is None
