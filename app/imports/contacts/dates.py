"""Dates in the shapes in which people write them, as exact as they were written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.text import fold

_MONTHS = {
    name: number
    for number, names in enumerate(
        """jan january januar janvier enero gennaio janeiro
        feb february februar fevrier febrero febbraio fevereiro
        mar march marz maerz mars marzo marco
        apr april avril abril aprile
        may mai mayo maggio maio
        jun june juni juin junio giugno junho
        jul july juli juillet julio luglio julho
        aug august aout agosto
        sep sept september septembre septiembre settembre setembro
        oct october okt oktober octobre octubre ottobre outubro
        nov november novembre noviembre novembro
        dec december dez dezember decembre diciembre dicembre dezembro""".splitlines(),
        start=1,
    )
    for name in names.split()
}
_NOTHING = frozenset({"n/a", "na", "none", "never", "unknown", "tbd", "tba", "-", "–", "?", "nil"})
_TIME = re.compile(r"[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:z|[ap]m|[+-]\d{2}:?\d{2})?$")
_YEAR_FIRST = re.compile(
    r"(\d{4})\s*[-/.年년]\s*(\d{1,2})(?:\s*[-/.月월]\s*(\d{1,2})\s*[日일.]?|\s*[月월])?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR = re.compile(r"(1[89]\d\d|20\d\d)")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4})")
_SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
_SERIAL = re.compile(r"(\d{5}(?:\.\d+)?)")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range(10_000, 80_000)
_PIVOT = 70


@dataclass(frozen=True)
class ReadDate:
    """What a cell says, as exact as it was written.

    ``wrong``: there is no such day. ``both``: day and month may also be meant the other way round.
    """

    iso: str = ""
    wrong: bool = False
    both: bool = False


def read_date(text: str, *, month_first: bool) -> ReadDate:
    """Read one date; ``month_first`` decides where nothing else does ("03/07/2011")."""
    plain = _TIME.sub("", fold_date(text))
    if plain in _NOTHING or not plain:
        return ReadDate()
    if found := _SLASHED.fullmatch(plain):
        return _slashed(*found.groups(), month_first=month_first)
    for shape, reader in _SHAPES:
        if found := shape.fullmatch(plain):
            return reader(*found.groups())
    return _in_words(plain)


def fold_date(text: str) -> str:
    """The text in lower case and with single spaces."""
    return " ".join(text.lower().split())


def puts_month_first(texts: Iterable[str]) -> bool:
    """Whether most dates of a file that tell put the month first; those that do not tell are left out."""
    first = second = 0
    for text in texts:
        if found := _SLASHED.fullmatch(_TIME.sub("", fold_date(text))):
            one, sign, other = found.group(1), found.group(2), found.group(3)
            first += sign == "/" and int(other) > 12
            second += sign == "/" and int(one) > 12
    return first >= second and first > 0


def _slashed(one: str, sign: str, other: str, year: str, *, month_first: bool) -> ReadDate:
    """Between dots and hyphens the day comes first wherever that is written."""
    day, month = int(one), int(other)
    if sign == "/" and (month > 12 or (month_first and day <= 12)):
        day, month = month, day
    both = sign == "/" and day <= 12 and month <= 12 and day != month
    read = _of(_full_year(year), str(month), str(day))
    return ReadDate(read.iso, read.wrong, both=both)


def _in_words(plain: str) -> ReadDate:
    """As in "Thursday, 30 Sep. 2010", "October 23, 2007", "7-Mar-11", "Sep 2010"."""
    words = _WORDS.findall(fold(plain))
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    numbers = [word for word in words if word.isdigit()]
    if len(months) != 1 or not 1 <= len(numbers) <= 2:
        return ReadDate(wrong=True)
    *days, year = numbers
    if days and len(days[0]) == 4:
        days, year = [year], days[0]
    if not days and len(year) != 4:
        return ReadDate(wrong=True)
    return _of(_full_year(year), str(months[0]), *days)


def _full_year(year: str) -> str:
    if len(year) != 2:
        return year
    return f"{'20' if int(year) < _PIVOT else '19'}{year}"


def _of(year: str, month: str, day: str | None = None) -> ReadDate:
    try:
        checked = date(int(year), int(month), int(day or 1))
    except ValueError:
        return ReadDate(wrong=True)
    return ReadDate(checked.isoformat() if day else checked.isoformat()[:7])


def _serial(days: str) -> ReadDate:
    """A date as a spreadsheet counts it, in days."""
    number = int(float(days))
    if number not in _SERIALS:
        return ReadDate(wrong=True)
    return ReadDate((_SERIAL_ZERO + timedelta(days=number)).isoformat())


_SHAPES: tuple[tuple[re.Pattern[str], Callable[..., ReadDate]], ...] = (
    (_YEAR_FIRST, _of),
    (_COMPACT, _of),
    (_SERIAL, _serial),
    (_YEAR, ReadDate),
    (_MONTH_YEAR, lambda month, year: _of(year, month)),
)
