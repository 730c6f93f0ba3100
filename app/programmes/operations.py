"""What staff do to programmes, strands, series, topics and regions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select

from app.access import audit
from app.access.aside import free_slug, looking_aside
from app.access.enforcement import current_viewer
from app.access.viewers import SYSTEM
from app.core.clock import now
from app.core.errors import Conflict, InvalidInput
from app.core.messages import N_
from app.core.text import clean_line, random_key, slugify
from app.extensions import db
from app.programmes.models import Programme, ProgrammeText, Region, Series, Strand, Topic
from app.programmes.rules import SeriesKind, StrandWords, Words

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
    """Return a new programme with its first text. ``standfirst``, ``situation``, ``work`` are Markdown."""
    programme = Programme(
        slug=free_slug(slugify(name, "programme"), Programme.slug),
        name=name,
        page_title=page_title,
        public=public,
    )
    db.session.add(programme)
    words = Words(standfirst, situation, work)
    if words != Words():
        save_text(programme, words, live_at=now())
    db.session.flush()
    audit.record(N_("added"), "programme", programme.key)
    return programme


def name_programme(programme: Programme, *, name: str, page_title: str) -> Programme:
    """Change what a programme and its page are called; its address stays."""
    programme.name = name
    programme.page_title = page_title
    audit.record(N_("changed"), "programme", programme.key)
    return programme


def release_programme(programme: Programme, *, public: bool) -> Programme:
    """Show the page of a programme to everyone, or take it back; its events are not affected."""
    programme.public = public
    audit.record(N_("released") if public else N_("took back"), "programme", programme.key)
    return programme


def save_text(
    programme: Programme, words: Words, *, live_at: datetime | None, zone: str = ""
) -> ProgrammeText:
    """Let ``words`` be what the page says from ``live_at`` on; without that they are a draft.

    ``zone`` is where that hour was read off a clock. Texts written before never follow this one.
    """
    text = ProgrammeText(
        standfirst=words.standfirst,
        situation=words.situation,
        work=words.work,
        author=current_viewer().label,
        live_at=live_at,
        zone=zone,
    )
    programme.texts.append(text)
    for strand in words.strands:
        _append(text, strand)
    db.session.flush()
    audit.record(N_("changed"), "programme", programme.key)
    return text


def hold_text(text: ProgrammeText) -> ProgrammeText:
    """Make a draft again of a text that waits for its hour. Raises Conflict once it is out."""
    if text.is_out(now()):
        raise Conflict(N_("This text is on the page already. Restore another one instead."))
    text.live_at = None
    audit.record(N_("changed"), "programme", text.programme.key)
    return text


def restore_text(text: ProgrammeText) -> ProgrammeText:
    """Put a copy of an earlier text on the page at once; nothing of what came between is lost."""
    return save_text(text.programme, words_of(text), live_at=now())


def words_of(text: ProgrammeText) -> Words:
    """Return what ``text`` says."""
    strands = (
        StrandWords(one.title, one.text, tuple(one.kinds), tuple(each.key for each in one.series))
        for one in text.strands
    )
    return Words(text.standfirst, text.situation, text.work, tuple(strands))


def add_strand(
    programme: Programme,
    *,
    title: str,
    text: str,
    kinds: Sequence[SeriesKind] = (),
    series: Sequence[Series] = (),
) -> Strand:
    """Append a line of work to the text that was written last; ``text`` is Markdown."""
    latest = programme.latest or save_text(programme, Words(), live_at=now())
    words = StrandWords(title, text, tuple(kinds), tuple(one.key for one in series))
    strand = _append(latest, words)
    db.session.flush()
    audit.record(N_("changed"), "programme", programme.key)
    return strand


def _append(text: ProgrammeText, words: StrandWords) -> Strand:
    series = select(Series).where(Series.key.in_(words.series)).order_by(Series.title)
    strand = Strand(
        position=len(text.strands) + 1,
        title=words.title,
        text=words.text,
        kinds=[str(kind) for kind in words.kinds],
        series=list(db.session.scalars(series)) if words.series else [],
    )
    text.strands.append(strand)
    return strand


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
