"""What is printed of publications: a line in a list, and all that the page of one says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from flask_babel import gettext as _
from markupsafe import Markup

from app.archive.citations import Citation, CitedName, CitedWork, cite_work
from app.archive.event_page import Fact
from app.archive.lines import Billing, event_href, output_href, person_href
from app.archive.linked_data import SCHEMA_TYPES, absolute
from app.archive.players import player_for
from app.config import current_settings
from app.core.clock import Span
from app.events.rules import EVENT_KIND_LABELS
from app.people.rules import NameOrder
from app.publications.models import Output, OutputAuthor
from app.publications.rules import (
    AUTHOR_ROLE_LABELS,
    OUTPUT_KIND_LABELS,
    AuthorRole,
    OutputKind,
    first_day,
    is_exact,
)
from app.web.filters import day, month

NAMES_IN_A_LINE = 8


@dataclass(frozen=True, kw_only=True)
class OutputLine:
    """A publication in a ruled list, as ``components/publication_list.html`` takes it."""

    href: str
    title: str
    subtitle: str
    kind: str
    when: str
    people: str
    offices: Sequence[str] = ()


@dataclass(frozen=True)
class Reading:
    """Where the text can be read, in words."""

    url: str
    words: str
    language: str


@dataclass(frozen=True)
class Related:
    """An event that the publication has to do with."""

    href: str
    title: str
    kind: str
    span: Span | None


@dataclass(frozen=True, kw_only=True)
class OutputPage:
    """What ``templates/archive/publication.html`` prints."""

    output: Output
    label: str
    when: str
    authors: Sequence[Billing]
    readings: Sequence[Reading]
    essays: Sequence[OutputLine]
    events: Sequence[Related]
    facts: Sequence[Fact]
    citation: Citation


def output_line(output: Output) -> OutputLine:
    """Return the row of a publication."""
    return OutputLine(
        href=output_href(output.slug),
        title=output.title,
        subtitle=output.subtitle,
        kind=_label(output),
        when=published_in_words(output.published_on),
        people=_names(output.authors),
    )


def line_by(author: OutputAuthor) -> OutputLine:
    """Return the row of a publication on the page of one who wrote it, with the offices of then."""
    output = author.output
    return OutputLine(
        href=output_href(output.slug),
        title=output.title,
        subtitle=output.subtitle,
        kind=_label(output),
        when=published_in_words(output.published_on),
        people=_("as editor") if author.role is AuthorRole.EDITOR else "",
        offices=author.offices,
    )


def output_page(output: Output, essays: Sequence[Output]) -> OutputPage:
    """Return what the page of ``output`` says; ``essays`` are those of a series of essays."""
    return OutputPage(
        output=output,
        label=_label(output),
        when=published_in_words(output.published_on),
        authors=[_billing(one) for one in output.authors],
        readings=_readings(output),
        essays=[replace(output_line(one), kind=_number(one)) for one in essays],
        events=[
            Related(event_href(one.slug), one.title, _(EVENT_KIND_LABELS[one.kind]), one.span)
            for one in output.events
        ],
        facts=_facts(output),
        citation=_citation(output),
    )


def published_in_words(published_on: str) -> str:
    """Return "2020", "February 2020" or "14 February 2020", as exact as it is known."""
    first = first_day(published_on)
    if first is None or "-" not in published_on:
        return published_on
    return day(first, "long") if is_exact(published_on) else month(first)


def _label(output: Output) -> str:
    kind = _(OUTPUT_KIND_LABELS[output.kind])
    return " · ".join(part for part in (kind, output.number_in_series) if part)


def _number(essay: Output) -> str:
    number = essay.series_number
    return _("No. %(number)s", number=number) if number.isdigit() else number


def _names(authors: Sequence[OutputAuthor]) -> str:
    names = [one.billing_name for one in authors]
    if len(names) > NAMES_IN_A_LINE:
        return _("%(names)s and others", names=", ".join(names[: NAMES_IN_A_LINE - 1]))
    return ", ".join(names)


def _billing(author: OutputAuthor) -> Billing:
    return Billing(
        name=author.billing_name,
        native_name=author.billing_native_name,
        native_lang=author.billing_native_lang,
        offices=author.offices,
        href=person_href(author.person.slug),
        role=_(AUTHOR_ROLE_LABELS[author.role]) if author.role is AuthorRole.EDITOR else "",
        note="",
    )


def _readings(output: Output) -> list[Reading]:
    """Return the links by which it can be read; an address that is none is left out."""
    found = []
    for link in output.links:
        player = player_for(link.url)
        if player is not None:
            found.append(Reading(link.url, link.label or player.site, link.language))
    return found


def _facts(output: Output) -> list[Fact]:
    doi = Markup('<a href="https://doi.org/{}" rel="noopener">{}</a>')
    in_words: list[tuple[str, str | Markup]] = [
        (_("Series"), output.number_in_series),
        (_("Publisher"), output.publisher),
        (_("Languages"), output.languages),
        (_("ISBN"), output.isbn),
        (_("DOI"), doi.format(quote(output.doi), output.doi) if output.doi else ""),
        (_("Programme"), _programme(output)),
        (_("Topics"), _topics(output)),
    ]
    return [(term, value) for term, value in in_words if value]


def _programme(output: Output) -> Markup:
    programme = output.programme
    if programme is None or not programme.public:
        return Markup()
    name = programme.page_title or programme.name
    return Markup('<a href="/programmes/{}">{}</a>').format(programme.slug, name)


def _topics(output: Output) -> Markup:
    link = Markup('<a href="/publications/?{}">{}</a>')
    return Markup(", ").join(
        link.format(urlencode({"topic": one.slug}), one.name) for one in output.topics
    )


def _citation(output: Output) -> Citation:
    authors = [one for one in output.authors if one.role is AuthorRole.AUTHOR]
    return cite_work(
        CitedWork(
            title=f"{output.title}: {output.subtitle}" if output.subtitle else output.title,
            kind=OUTPUT_KIND_LABELS[output.kind],
            authors=[_cited(one) for one in authors or output.authors],
            edited=not authors,
            in_series=output.number_in_series,
            published_on=output.published_on,
            publisher=output.publisher or current_settings().institute_name,
            isbn=output.isbn,
            url=absolute(output_href(output.slug)),
            doi_url=f"https://doi.org/{output.doi}" if output.doi else "",
            key=f"{output.slug}-{output.published_on[:4]}",
            is_report=SCHEMA_TYPES[output.kind] == "Report",
        )
    )


def _cited(author: OutputAuthor) -> CitedName:
    """Turn the name round only where the directory still knows it as it is printed."""
    person = author.person
    known = author.billing_name in {person.display_name, person.billed_as}
    return CitedName(
        printed=person.display_name if known else author.billing_name,
        given=person.given_name if known else "",
        family=person.family_name if known else "",
        family_first=person.name_order is NameOrder.FAMILY_FIRST,
    )


def is_series(output: Output) -> bool:
    """Whether it consists of essays that have pages of their own."""
    return output.kind is OutputKind.ESSAY_SERIES
