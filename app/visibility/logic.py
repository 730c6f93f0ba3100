"""``and``, ``or`` and ``exists`` that leave out what never holds.

Most branches of a rule are for staff, players or guests. Left in a visitor's statements as
``... AND false``, each is text to compile, to send and to plan, though no row answers to it.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy
from sqlalchemy import ColumnElement, Select, false, true
from sqlalchemy.sql.elements import AsBoolean, False_, True_


def and_(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """All of ``conditions`` hold."""
    if any(_is(False_, one) for one in conditions):
        return false()
    telling = [one for one in conditions if not _is(True_, one)]
    return sqlalchemy.and_(*telling) if telling else true()


def or_(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Any of ``conditions`` holds."""
    if any(_is(True_, one) for one in conditions):
        return true()
    telling = [one for one in conditions if not _is(False_, one)]
    return sqlalchemy.or_(*telling) if telling else false()


def exists(rows: Select[Any]) -> ColumnElement[bool]:
    """There is such a row."""
    return false() if _is(False_, rows.whereclause) else sqlalchemy.exists(rows)


def _is(constant: type[False_ | True_], condition: object) -> bool:
    # SQLAlchemy wraps what it found to be constant.
    inner = condition.element if isinstance(condition, AsBoolean) else condition
    return isinstance(inner, constant)
