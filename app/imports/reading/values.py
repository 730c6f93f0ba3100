"""Values of JSON that may be anything: taken for what is wanted, or for nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from app.core.messages import N_
from app.imports.reading.grid import refuse_large
from app.imports.reading.refusals import Unreadable

Values = Mapping[str, Any]
BOM = b"\xef\xbb\xbf"


def is_json(content: bytes) -> bool:
    """Whether the file begins as JSON does, whatever it is called."""
    return content.removeprefix(BOM).lstrip()[:1] in (b"{", b"[")


def read_json(content: bytes) -> Any:
    """Read the file. Raises Unreadable."""
    refuse_large(content)
    try:
        return json.loads(content.decode("utf-8-sig"), strict=False)
    except (ValueError, RecursionError):
        raise Unreadable(N_("This is no complete JSON file.")) from None


def mapping(value: object) -> Values:
    """The value, if it has named parts."""
    return value if isinstance(value, Mapping) else {}


def list_of(value: object) -> Sequence[Any]:
    """The value, if it is a list."""
    return value if isinstance(value, list) else []


def first(values: Values, *names: str) -> object:
    """The first of these parts that says anything."""
    return next((values[name] for name in names if values.get(name)), None)


def words(value: object) -> str:
    """A text; of one in several languages the English one, else the first."""
    if isinstance(value, Mapping):
        value = value.get("en") or next(iter(value.values()), "")
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""


def instant(text: object) -> datetime | None:
    """A time that says its zone; any other could be anywhere."""
    try:
        read = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return read if read.tzinfo is not None else None


def day(text: object) -> date | None:
    """A day, at the beginning of a text."""
    try:
        return date.fromisoformat(str(text or "")[:10])
    except ValueError:
        return None


def after(start: datetime | None, by: timedelta | None) -> datetime | None:
    """So much later; None where either is not known, or no calendar goes so far."""
    try:
        return start + by if start is not None and by is not None else None
    except OverflowError:
        return None


def length(duration: object) -> timedelta | None:
    """A length in minutes or written 01:30, of less than two days; nothing is a length too."""
    hours, _, minutes = ("" if duration is None else str(duration)).rpartition(":")
    try:
        said = timedelta(hours=int(hours or 0), minutes=int(minutes))
    except (ValueError, OverflowError):
        return None
    return said if timedelta() <= said < timedelta(days=2) else None
