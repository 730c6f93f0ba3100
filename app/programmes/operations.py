"""What staff do to programmes, strands, series, topics and regions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import select

from app.access import audit
from app.access.aside import free_slug, looking_aside
from app.access.viewers import SYSTEM
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.text import clean_line, random_key, slugify
from app.extensions import db
from app.programmes.models import Programme, Region, Series, Strand, Topic
from app.programmes.rules import SeriesKind

Named = TypeVar("Named", Topic, Region)


def add_programme(
    *,
    name: str,
    page_title: str = "",
    standfirst: str = "",
    situation: str = "",
    work: str = "",
    public: bool = False,
) -> Programme:
    """Return a new programme. ``standfirst``, ``situation`` and ``work`` are Markdown."""
    programme = Programme(
        slug=free_slug(slugify(name, "programme"), Programme.slug),
        name=name,
        page_title=page_title,
        standfirst=standfirst,
        situation=situation,
        work=work,
        public=public,
    )
    db.session.add(programme)
    db.session.flush()
    audit.record(N_("added"), "programme", programme.key)
    return programme


def edit_programme(
    programme: Programme,
    *,
    name: str,
    page_title: str,
    standfirst: str,
    situation: str,
    work: str,
) -> Programme:
    """Change the words of a programme; its address stays."""
    programme.name = name
    programme.page_title = page_title
    programme.standfirst = standfirst
    programme.situation = situation
    programme.work = work
    audit.record(N_("changed"), "programme", programme.key)
    return programme


def release_programme(programme: Programme, *, public: bool) -> Programme:
    """Show the page of a programme to everyone, or take it back; its events are not affected."""
    programme.public = public
    audit.record(N_("released") if public else N_("took back"), "programme", programme.key)
    return programme


def add_strand(programme: Programme, *, title: str, text: str) -> Strand:
    """Append a line of work; ``text`` is Markdown."""
    position = max((strand.position for strand in programme.strands), default=0) + 1
    strand = Strand(position=position, title=title, text=text)
    programme.strands.append(strand)
    db.session.flush()
    audit.record(N_("changed"), "programme", programme.key)
    return strand


def replace_strands(programme: Programme, strands: Sequence[tuple[str, str]]) -> None:
    """Let the programme have exactly these strands, each a title and its Markdown, in this order."""
    programme.strands.clear()
    db.session.flush()
    for title, text in strands:
        add_strand(programme, title=title, text=text)


def add_series(
    *,
    title: str,
    kind: SeriesKind,
    programme: Programme | None = None,
    public: bool = False,
    description: str = "",
) -> Series:
    """Return a new series. A private one has no telling address: its very name is private."""
    key = random_key()
    series = Series(
        key=key, slug=key, title=title, kind=kind, programme=programme, description=description
    )
    db.session.add(series)
    db.session.flush()
    audit.record(N_("added"), "series", series.key)
    return release_series(series, public=True) if public else series


def edit_series(
    series: Series, *, title: str, kind: SeriesKind, programme: Programme | None, description: str
) -> Series:
    """Change what a series is called and where it belongs."""
    series.title = title
    series.kind = kind
    series.programme = programme
    series.description = description
    audit.record(N_("changed"), "series", series.key)
    return series


def release_series(series: Series, *, public: bool) -> Series:
    """Let everyone know of the series, or take it back; its meetings are released one by one."""
    series.public = public
    if public and series.slug == series.key:
        series.slug = free_slug(slugify(series.title, "series"), Series.slug)
    audit.record(N_("released") if public else N_("took back"), "series", series.key)
    return series


def find_or_add_topic(name: str) -> Topic:
    """Return the topic called ``name``, whatever its case; a new one if there is none.

    Raises InvalidInput for a name without a letter or figure.
    """
    return _find_or_add(Topic, name, "topic", N_("A topic needs a name."))


def find_or_add_region(name: str) -> Region:
    """Return the region called ``name`` likewise."""
    return _find_or_add(Region, name, "region", N_("A region needs a name."))


def _find_or_add(model: type[Named], name: str, fallback: str, refusal: str) -> Named:
    name = clean_line(name, 120)
    if not any(letter.isalnum() for letter in name):
        raise InvalidInput(refusal)
    slug = slugify(name, fallback)
    # Staff know all of them; an import that runs for nobody in particular must not double them.
    with looking_aside(SYSTEM) as session:
        known = session.scalar(select(model.id).where(model.slug == slug))
    if known is not None and (found := db.session.get(model, known)):
        return found
    added = model(slug=slug, name=name)
    db.session.add(added)
    db.session.flush()
    return added
