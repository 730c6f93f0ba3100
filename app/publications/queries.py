"""What is asked about publications, by staff and, on behalf of visitors, by the public pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, select, true
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from app.access.enforcement import current_viewer
from app.access.roles import Permission
from app.core.errors import NotFound
from app.events.models import Event, FormerSlug
from app.extensions import db
from app.people.models import Person
from app.programmes.models import Topic
from app.programmes.queries import may as may_in
from app.publications.models import Output, OutputAuthor, OutputSlug, output_event, output_topic
from app.publications.rules import OutputKind, place_in_series

PAGE = 30
SHELF = 50
"""How many publications a page about something else shows at most."""


@dataclass(frozen=True)
class OutputPage:
    """Some publications out of ``total``, and which page of how many they are."""

    outputs: Sequence[Output]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True)
class Asked:
    """What a list of publications is narrowed to; empty words narrow nothing."""

    kind: str = ""
    topic: str = ""
    year: str = ""


def may(permission: Permission, output: Output) -> bool:
    """Whether the viewer holds ``permission`` for this very publication."""
    return may_in(permission, output.programme)


def output_for(key: str, permission: Permission = Permission.READ) -> Output:
    """Return the publication with the public ``key``, if the viewer holds ``permission`` for it.

    Raises NotFound.
    """
    found = db.session.scalar(
        select(Output)
        .where(Output.key == key)
        .options(
            *_WITH_AUTHORS,
            joinedload(Output.programme),
            joinedload(Output.parent),
            selectinload(Output.links),
            selectinload(Output.topics),
            selectinload(Output.events),
        )
    )
    if found is None or not (may(permission, found) or _reads_public(found, permission)):
        raise NotFound
    return found


def _reads_public(output: Output, permission: Permission) -> bool:
    return permission is Permission.READ and output.public


def output_at(slug: str) -> Output | None:
    """Return the publication at ``slug`` with everything its page shows but related ones."""
    return db.session.scalar(
        select(Output)
        .where(Output.slug == slug, Output.public.is_(True))
        .options(
            *_WITH_AUTHORS,
            joinedload(Output.programme),
            joinedload(Output.parent),
            selectinload(Output.links),
            selectinload(Output.topics),
            selectinload(Output.events),
        )
    )


def moved_to(slug: str) -> str | None:
    """Return the present slug of the publication that was once at ``slug``."""
    return db.session.scalar(
        select(Output.slug)
        .join(OutputSlug, OutputSlug.output_id == Output.id)
        .where(OutputSlug.slug == slug, Output.public.is_(True))
    )


def withdrawn_from(slug: str) -> OutputSlug | None:
    """Return the notice that something was withdrawn from ``slug``, if it was."""
    return db.session.scalar(
        select(OutputSlug).where(OutputSlug.slug == slug, OutputSlug.withdrawn_at.is_not(None))
    )


def outputs_page(asked: Asked = Asked(), *, number: int = 1, released: bool = True) -> OutputPage:
    """Return one page of publications, the newest first; ``released`` ones alone, or all there are."""
    fitting = _fits(asked, released=released)
    total = db.session.scalar(select(func.count(Output.id)).where(fitting)) or 0
    number = min(number, max(1, -(-total // PAGE)))
    shown = _newest_first(select(Output).where(fitting))
    shown = shown.limit(PAGE).offset((number - 1) * PAGE)
    return OutputPage(_loaded(shown), total, number)


def topics_of_outputs() -> Sequence[Topic]:
    """Return what released publications are about, by name."""
    about = (
        select(output_topic.c.topic_id)
        .join(Output, Output.id == output_topic.c.output_id)
        .where(Output.public.is_(True))
    )
    return db.session.scalars(select(Topic).where(Topic.id.in_(about)).order_by(Topic.name)).all()


def kinds_and_years() -> tuple[list[OutputKind], list[str]]:
    """Return of which kinds and years there are released publications, the latest year first."""
    year = func.substr(Output.published_on, 1, 4)
    found = db.session.execute(
        select(Output.kind, year).where(Output.public.is_(True)).distinct()
    ).all()
    kinds = {kind for kind, _year in found}
    years = sorted({str(year) for _kind, year in found}, reverse=True)
    return [kind for kind in OutputKind if kind in kinds], years


def outputs_of_event(event: Event) -> Sequence[Output]:
    """Return the released publications that have to do with ``event``, the newest first."""
    related = select(output_event.c.output_id).where(output_event.c.event_id == event.id)
    return _shelf(select(Output).where(Output.id.in_(related)))


def outputs_of_programme(programme_id: int) -> Sequence[Output]:
    """Return the released publications of a programme, the newest first; essays within their series."""
    own = select(Output).where(Output.programme_id == programme_id, Output.parent_id.is_(None))
    return _shelf(own)


def outputs_by(person: Person) -> Sequence[OutputAuthor]:
    """Return the released publications that ``person`` wrote, the newest first, and as what."""
    return db.session.scalars(
        select(OutputAuthor)
        .join(Output, Output.id == OutputAuthor.output_id)
        .where(OutputAuthor.person_id == person.id, Output.public.is_(True))
        .options(joinedload(OutputAuthor.output))
        .order_by(Output.published_on.desc(), Output.id.desc())
        .limit(SHELF)
    ).all()


def essays_of(output: Output) -> Sequence[Output]:
    """Return the essays of a series of essays by their numbers, and else as they appeared."""
    essays = select(Output).where(Output.parent_id == output.id, Output.public.is_(True))
    found = _loaded(essays.order_by(Output.published_on, Output.id).limit(SHELF))
    return sorted(found, key=lambda essay: place_in_series(essay.series_number))


def essay_series() -> Sequence[Output]:
    """Return the series to which an essay can belong, the newest first."""
    return db.session.scalars(
        _newest_first(select(Output).where(Output.kind == OutputKind.ESSAY_SERIES))
    ).all()


def event_called(words: str) -> Event | None:
    """Return the event with this address, key or title that the viewer may read about."""
    name = words.rstrip("/").rpartition("/")[2]
    reach = current_viewer().reach(Permission.READ)
    if not reach:
        return None
    former = select(FormerSlug.event_id).where(FormerSlug.slug == name.lower())
    ways = (
        Event.slug == name.lower(),
        Event.key == name,
        Event.id.in_(former),
        Event.title == words,
    )
    for way in ways:
        if found := db.session.scalar(select(Event).where(way).order_by(Event.id.desc()).limit(1)):
            return found
    return None


def _fits(asked: Asked, *, released: bool) -> ColumnElement[bool]:
    """The publication meets all that is asked; a value that nobody knows is met by none."""
    conditions: list[ColumnElement[bool]] = [Output.public.is_(True)] if released else []
    if asked.kind:
        conditions.append(Output.kind.in_([kind for kind in OutputKind if kind == asked.kind]))
    if asked.topic:
        about = (
            select(output_topic.c.output_id)
            .join(Topic, Topic.id == output_topic.c.topic_id)
            .where(Topic.slug == asked.topic)
        )
        conditions.append(Output.id.in_(about))
    if asked.year:
        conditions.append(func.substr(Output.published_on, 1, 4) == asked.year)
    return and_(true(), *conditions)


def _newest_first(statement: Select[tuple[Output]]) -> Select[tuple[Output]]:
    return statement.order_by(Output.published_on.desc(), Output.id.desc())


_WITH_AUTHORS: tuple[ExecutableOption, ...] = (
    selectinload(Output.authors).joinedload(OutputAuthor.person),
)


def _loaded(statement: Select[tuple[Output]]) -> Sequence[Output]:
    return db.session.scalars(statement.options(*_WITH_AUTHORS, joinedload(Output.programme))).all()


def _shelf(statement: Select[tuple[Output]]) -> Sequence[Output]:
    return _loaded(_newest_first(statement.where(Output.public.is_(True))).limit(SHELF))
