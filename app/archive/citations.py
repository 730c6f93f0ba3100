"""How an event is cited. The styles are English ones, so their words are not translated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from app.core.clock import Span

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SPECIAL = {letter: f"\\{letter}" for letter in "&%$#_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True, kw_only=True)
class Citation:
    """An event in three styles."""

    apa: str
    chicago: str
    bibtex: str


def cite(
    *, institute: str, title: str, kind: str, place: str, span: Span, url: str, key: str
) -> Citation:
    """Return how to cite the event; ``key`` names it in a bibliography."""
    where = f", {place}" if place else ""
    return Citation(
        apa=f"{institute}. ({_apa_days(span)}). {title} [{kind}]{where}. {url}",
        chicago=f"{institute}. “{title}.” {kind}{where}, {_chicago_days(span)}. {url}.",
        bibtex=_bibtex(
            key,
            author=f"{{{_tex(institute)}}}",
            title=f"{{{_tex(title)}}}",
            howpublished=_tex(f"{kind}{where}"),
            year=str(span.first_day.year),
            month=_MONTHS[span.first_day.month - 1][:3].lower(),
            url=url,
        ),
    )


def _apa_days(span: Span) -> str:
    first, last = span.first_day, span.last_day
    if span.is_whole_month:
        return f"{first.year}, {_MONTHS[first.month - 1]}"
    if first == last:
        return f"{first.year}, {_day(first)}"
    if first.year != last.year:
        return f"{first.year}, {_day(first)}–{last.year}, {_day(last)}"
    return f"{first.year}, {_day(first)}–{_end(first, last)}"


def _chicago_days(span: Span) -> str:
    first, last = span.first_day, span.last_day
    if span.is_whole_month:
        return f"{_MONTHS[first.month - 1]} {first.year}"
    if first == last:
        return f"{_day(first)}, {first.year}"
    if first.year != last.year:
        return f"{_day(first)}, {first.year}–{_day(last)}, {last.year}"
    return f"{_day(first)}–{_end(first, last)}, {first.year}"


def _day(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}"


def _end(first: date, last: date) -> str:
    return str(last.day) if first.month == last.month else _day(last)


def _bibtex(key: str, **entries: str) -> str:
    lines = [f"  {name} = {{{value}}}" for name, value in entries.items() if name != "month"]
    # The abbreviations of months are BibTeX's own and stand without braces.
    lines.append(f"  month = {entries['month']}")
    return "\n".join((f"@misc{{{key},", ",\n".join(lines), "}"))


def _tex(text: str) -> str:
    return re.sub(r"[\\&%$#_{}~^]", lambda found: _SPECIAL[found[0]], text)
