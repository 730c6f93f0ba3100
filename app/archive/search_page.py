"""What the page of a search says: what was found, how the words were taken, and how to narrow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup

from app.archive import queries
from app.archive.chips import Chip, Facet, Option, chips, facet_groups, list_href
from app.archive.criteria import FACETS, Criteria
from app.archive.transcript_page import anchor_of
from app.core.clock import Span
from app.search.asking import Answers, Asking
from app.search.finding import SHELF, Facets, groups_of
from app.search.pages import Hit, Sought, hits_at, suggestions_for
from app.search.questions import question_in
from app.transcripts.models import TranscriptTurn

SEARCH = "/search"
PAGE = 10
MOST_SUGGESTED = 8
SHELVES = {
    "past": _l("Past events"),
    "coming": _l("Upcoming events"),
    "people": _l("People"),
    "publications": _l("Publications"),
    "transcripts": _l("Transcripts"),
}
"""In the order of the page."""
_LABELS = {
    "past": _l("Past event"),
    "coming": _l("Upcoming event"),
    "people": _l("Person"),
    "publications": _l("Publication"),
    "transcripts": _l("Transcript"),
}


@dataclass(frozen=True, kw_only=True)
class Found:
    """One thing that was found, as the page prints it; events have a ``span``."""

    href: str
    title: Markup
    label: str
    excerpt: Markup
    span: Span | None


@dataclass(frozen=True, kw_only=True)
class SearchPage:
    """What ``templates/archive/search.html`` prints."""

    found: Sequence[Found]
    amount: str
    asking: Asking
    chips: Sequence[Chip]
    shelves: Sequence[Option]
    facets: Sequence[Facet]
    canonical: str
    previous: str | None
    next: str | None


def search_page(criteria: Criteria, shelf: str, *, number: int) -> SearchPage:
    """Return the page ``number`` of what answers to ``criteria``, on one shelf or on all of them."""
    asking, chosen = Asking(question_in(criteria.q)), shelf if shelf in SHELVES else None
    more = {"in": chosen}
    answers = _answers(asking, criteria, chosen)
    pages = max(1, -(-len(answers.places) // PAGE))
    number = min(number, pages)
    shown = answers.places[(number - 1) * PAGE : number * PAGE]
    # On one shelf it is still said how much stands on the others.
    beside: Facets = (
        {} if chosen is None else asking.facets(None, criteria.labels, [SHELF], len(SHELVES))
    )
    facets = asking.facets(chosen, criteria.labels, [*FACETS, SHELF], queries.MOST_CHOICES)
    facets |= beside
    names = queries.names_of(facets, criteria)

    def href(page: int) -> str:
        return list_href(SEARCH, criteria, {**more, "page": str(page) if page > 1 else None})

    return SearchPage(
        found=_found(hits_at(shown, asking.question), Sought.by(asking.question)),
        amount=_amount(answers),
        asking=asking,
        chips=chips(SEARCH, criteria, names, more),
        shelves=_shelves(criteria, chosen, facets),
        facets=facet_groups(SEARCH, criteria, facets, names, more),
        canonical=href(number),
        previous=href(number - 1) if number > 1 else None,
        next=href(number + 1) if number < pages else None,
    )


def _answers(asking: Asking, criteria: Criteria, shelf: str | None) -> Answers:
    groups = groups_of(criteria.labels, shelf)
    return Answers([]) if groups is None else asking.answers(groups)


def _shelves(criteria: Criteria, shelf: str | None, facets: Facets) -> list[Option]:
    """Return where things were found, as a row of choices: everywhere, or on one shelf."""
    counts = {choice.value: choice.count for choice in facets.get(SHELF, ())}
    some = [
        Option(str(label), list_href(SEARCH, criteria, {"in": name}), counts[name], name == shelf)
        for name, label in SHELVES.items()
        if name in counts
    ]
    everywhere = Option(_("Everything"), list_href(SEARCH, criteria), None, shelf is None)
    return [everywhere, *some] if len(some) > 1 or shelf else []


def _amount(answers: Answers) -> str:
    number = len(answers.places)
    if answers.more:
        return _("More than %(number)s answers", number=f"{number:,}")
    return ngettext("%(num)d answer", "%(num)d answers", number)


def _anchor(turns: Sequence[TranscriptTurn], sought: Sought) -> str:
    """Return what leads into a transcript: to the turn in which most of the words are said."""
    said = [(len(sought.said_in(turn.text)), -turn.position) for turn in turns]
    most, before = max(said, default=(0, 0))
    return f"#{anchor_of(-before)}" if most else ""


def _found(hits: Sequence[Hit], sought: Sought) -> list[Found]:
    dates = queries.spans_of([hit.ref for hit in hits if hit.kind == "event"])
    spoken = queries.turns_in([hit.ref for hit in hits if hit.kind == "transcript"])
    return [
        Found(
            href=f"{hit.href}{_anchor(spoken.get(hit.ref, ()), sought)}",
            title=hit.title,
            label=str(_LABELS.get(hit.shelf, "")),
            excerpt=hit.excerpt,
            span=dates.get(hit.ref) if hit.kind == "event" else None,
        )
        for hit in hits
        if hit.kind != "event" or hit.ref in dates
    ]


def suggested(line: str) -> list[dict[str, str]]:
    """Return pages whose title or names begin like ``line``: what they are, and where."""
    found = suggestions_for(question_in(line), MOST_SUGGESTED)
    return [
        {"title": one.title, "label": str(_LABELS.get(one.shelf, "")), "href": one.href}
        for one in found
    ]
