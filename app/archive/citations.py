"""How events and publications are cited. The styles are English ones, so their words are not translated."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
    """An event or a publication in three styles."""

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
            month="" if span.is_whole_year else _MONTHS[span.first_day.month - 1][:3].lower(),
            url=url,
        ),
    )


@dataclass(frozen=True, kw_only=True)
class CitedName:
    """An author: the parts that are turned round in a bibliography, or the name as it is printed."""

    printed: str
    given: str = ""
    family: str = ""
    family_first: bool = False

    @property
    def apa(self) -> str:
        """Return "Aum, F.", as a list of references has it."""
        if not self.family:
            return self.printed
        initials = [
            "-".join(f"{part[0]}." for part in word.split("-") if part)
            for word in self.given.split()
        ]
        return ", ".join(part for part in (self.family, " ".join(initials)) if part)

    @property
    def turned(self) -> str:
        """Return "Aum, Frank", as an entry begins; a family name that leads needs no comma."""
        if not self.family or not self.given:
            return self.printed
        joint = " " if self.family_first else ", "
        return f"{self.family}{joint}{self.given}"

    @property
    def bibtex(self) -> str:
        """What BibTeX takes apart itself; a name without parts is kept whole by braces."""
        if not self.family:
            return f"{{{_tex(self.printed)}}}"
        return _tex(", ".join(part for part in (self.family, self.given) if part))


@dataclass(frozen=True, kw_only=True)
class CitedWork:
    """A publication as a bibliography needs it; ``published_on`` is a year, a month or a day."""

    title: str
    kind: str
    authors: Sequence[CitedName]
    edited: bool
    in_series: str
    published_on: str
    publisher: str
    isbn: str
    url: str
    doi_url: str
    key: str
    is_report: bool


def cite_work(work: CitedWork) -> Citation:
    """Return how to cite a publication; without authors the publisher stands in their place."""
    where = work.doi_url or work.url
    parts = [part for part in work.published_on.split("-") if part]
    return Citation(
        apa=_apa_work(work, parts, where),
        chicago=_chicago_work(work, parts, where),
        bibtex=_bibtex_work(work, parts),
    )


def _apa_work(work: CitedWork, parts: Sequence[str], where: str) -> str:
    names = [one.apa for one in work.authors]
    by = _listed(names, "&") if names else work.publisher
    eds = (" (Ed.)" if len(names) == 1 else " (Eds.)") if work.edited and names else ""
    month = _month(parts)
    day = f" {int(parts[2])}" if month and len(parts) > 2 and parts[2].isdecimal() else ""
    when = f"{parts[0]}, {month}{day}" if month else (parts[0] if parts else "n.d.")
    series = f" ({work.in_series})" if work.in_series else ""
    house = f" {work.publisher}." if names and work.publisher else ""
    return f"{_stop(by + eds)} ({when}). {work.title}{series}.{house} {where}"


def _chicago_work(work: CitedWork, parts: Sequence[str], where: str) -> str:
    names = [one.turned if place == 0 else one.printed for place, one in enumerate(work.authors)]
    if len(names) > CHICAGO_LISTS:
        by = ", ".join([*names[:CHICAGO_SHORTENS_TO], "et al."])
    else:
        by = _listed(names, "and") if names else work.publisher
    eds = (", ed." if len(names) == 1 else ", eds.") if work.edited and names else ""
    month = _month(parts)
    year = parts[0] if parts else "n.d."
    when = f"{month} {year}" if month else year
    series = f" {work.in_series}." if work.in_series else ""
    house = f"{work.publisher}, " if names and work.publisher else ""
    return f"{_stop(by + eds)} “{work.title}.”{series} {house}{when}. {where}."


CHICAGO_LISTS, CHICAGO_SHORTENS_TO = 10, 7
"""A bibliography names up to ten authors; of more it names seven (CMOS 17, 14.76)."""


def _bibtex_work(work: CitedWork, parts: Sequence[str]) -> str:
    role = "editor" if work.edited else "author"
    names = " and ".join(one.bibtex for one in work.authors) or f"{{{_tex(work.publisher)}}}"
    month = _month(parts)
    entries = {
        role: names,
        "title": f"{{{_tex(work.title)}}}",
        "institution" if work.is_report else "publisher": _tex(work.publisher),
        "series": _tex(work.in_series),
        "year": parts[0] if parts else "",
        "isbn": work.isbn,
        "doi": work.doi_url.removeprefix("https://doi.org/"),
        "url": work.url,
        "month": month[:3].lower(),
    }
    kind = "techreport" if work.is_report else "misc"
    return _bibtex(work.key, kind, **{name: value for name, value in entries.items() if value})


def _month(parts: Sequence[str]) -> str:
    known = len(parts) > 1 and parts[1].isdecimal() and 1 <= int(parts[1]) <= 12
    return _MONTHS[int(parts[1]) - 1] if known else ""


def _listed(names: Sequence[str], last: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, {last} {names[-1]}"


def _stop(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _apa_days(span: Span) -> str:
    first, last = span.first_day, span.last_day
    if span.is_whole_months:
        return ", ".join([str(first.year), *([] if span.is_whole_year else [_months(span)])])
    if first == last:
        return f"{first.year}, {_day(first)}"
    if first.year != last.year:
        return f"{first.year}, {_day(first)}–{last.year}, {_day(last)}"
    return f"{first.year}, {_day(first)}–{_end(first, last)}"


def _chicago_days(span: Span) -> str:
    first, last = span.first_day, span.last_day
    if span.is_whole_months:
        return " ".join([*([] if span.is_whole_year else [_months(span)]), str(last.year)])
    if first == last:
        return f"{_day(first)}, {first.year}"
    if first.year != last.year:
        return f"{_day(first)}, {first.year}–{_day(last)}, {last.year}"
    return f"{_day(first)}–{_end(first, last)}, {first.year}"


def _months(span: Span) -> str:
    """Return a month, or the first and the last: "November", "September–December"."""
    first, last = (_MONTHS[day.month - 1] for day in (span.first_day, span.last_day))
    return first if span.first_day.month == span.last_day.month else f"{first}–{last}"


def _day(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}"


def _end(first: date, last: date) -> str:
    return str(last.day) if first.month == last.month else _day(last)


def _bibtex(key: str, kind: str = "misc", **entries: str) -> str:
    lines = [f"  {name} = {{{value}}}" for name, value in entries.items() if name != "month"]
    if entries.get("month"):
        # The abbreviations of months are BibTeX's own and stand without braces.
        lines.append(f"  month = {entries['month']}")
    return "\n".join((f"@{kind}{{{key},", ",\n".join(lines), "}"))


def _tex(text: str) -> str:
    return re.sub(r"[\\&%$#_{}~^]", lambda found: _SPECIAL[found[0]], text)
