"""Every error of the domain says which answer it becomes."""

from __future__ import annotations

import pytest

from app.core import clock, errors
from app.core.errors import DomainError, Full, NotFound, Refused

KINDS = [
    thing
    for module in (errors, clock)
    for thing in vars(module).values()
    if isinstance(thing, type) and issubclass(thing, DomainError)
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_docstring_names_the_status_it_becomes(kind: type[DomainError]) -> None:
    assert kind.__doc__ is not None
    assert f": {kind.status}" in kind.__doc__.replace("\n", " ")


def test_a_message_stays_translatable_beside_its_facts() -> None:
    error = Full("%(count)s places are taken.", count=10)
    assert (error.message, error.facts) == ("%(count)s places are taken.", {"count": 10})
    assert str(error) == "10 places are taken."


def test_a_message_without_facts_may_hold_a_percent_sign() -> None:
    assert str(Refused("100 % sure")) == "100 % sure"


def test_what_is_not_there_needs_no_words() -> None:
    assert str(NotFound()) == "There is nothing here."
