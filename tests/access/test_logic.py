"""A visitor's rules carry nothing that never holds."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import Select, column, false, select, true

from app.access.enforcement import PREDICATES
from app.access.viewers import ANONYMOUS
from app.visibility.logic import and_, exists, or_

A, B = column("a").is_(None), column("b").is_(None)
NEVER, ALWAYS = and_(A, false()), or_(A, true())


def rows(*conditions: object) -> Select:
    return select(column("c")).where(*conditions)


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (and_(A, B), "a IS NULL AND b IS NULL"),
        (and_(A, NEVER), "false"),
        (and_(A, ALWAYS), "a IS NULL"),
        (and_(), "true"),
        (or_(A, NEVER), "a IS NULL"),
        (or_(A, ALWAYS), "true"),
        (or_(NEVER, false()), "false"),
        (exists(rows(A, NEVER)), "false"),
        (exists(rows(or_(NEVER, exists(rows(false()))))), "false"),
        (exists(rows(A)), "EXISTS"),
        (~exists(rows(false())), "true"),
    ],
)
def test_what_never_holds_is_left_out(condition: object, said: str) -> None:
    assert str(condition).startswith(said)


def test_no_rule_of_a_visitor_speaks_of_what_never_holds(app: Flask) -> None:
    said = {model.__name__: str(rule(ANONYMOUS)) for model, rule in PREDICATES.items()}
    assert len(said) > 50
    assert not [
        name
        for name, rule in said.items()
        if rule != "false" and "false" in rule.replace("IS false", "")
    ]
