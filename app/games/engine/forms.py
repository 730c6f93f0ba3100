"""The state as plain data and back, always written in the same way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Form = TypeVar("Form")


def plain(value: Any) -> Any:
    """Return ``value`` in dicts, lists, texts and numbers."""
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def written(value: Any) -> bytes:
    """Return ``value`` as JSON with sorted keys: equal states are equal bytes."""
    return json.dumps(
        plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()


def read(form: type[Form], data: Any) -> Form:
    """Return the ``form`` that ``plain`` made ``data`` of, by the types of its fields."""
    found: Form = _read(form, data)
    return found


def _read(form: Any, data: Any) -> Any:
    parts = get_args(form)
    made: Any = None
    if data is None:
        return made
    if is_dataclass(form) and isinstance(form, type):
        hints = get_type_hints(form)
        made = form(**{name: _read(hints[name], one) for name, one in data.items()})
    elif NoneType in parts:
        made = _read(next(one for one in parts if one is not NoneType), data)
    elif get_origin(form) is tuple:
        made = tuple(_read(parts[0], one) for one in data)
    elif parts:
        made = {key: _read(parts[1], one) for key, one in data.items()}
    else:
        made = datetime.fromisoformat(data) if form is datetime else form(data)
    return made
