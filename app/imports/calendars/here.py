"""What is here already of what a file tells: asked at once for all of it, whoever may see it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.access.aside import rows_for_all
from app.access.enforcement import current_viewer
from app.access.roles import Permission
from app.events.models import Event
from app.events.rules import AttributionRule
from app.imports.calendars.found import Found
from app.imports.models import LoadedEvent

_AT_ONCE = 500
LONGEST_UID = 120


@dataclass(frozen=True)
class Here:
    """An event that came from a file before, and what the file said then."""

    ref: str
    id: int
    key: str
    rule: AttributionRule
    digest: str
    sequence: int
    may_be_edited: bool


@dataclass(frozen=True)
class AllHere:
    """By their origin what is here, and which entries are events of this very site."""

    by_ref: Mapping[str, Here]
    uids: Collection[str]

    def of(self, found: Found) -> Here | None:
        """The event that is meant, under whichever of its names it was loaded."""
        refs = (found.ref, *found.aliases)
        return next((self.by_ref[ref] for ref in refs if ref in self.by_ref), None)


def what_is_here(events: Sequence[Found]) -> AllHere:
    """Ask for everything in the file."""
    refs = [ref for found in events for ref in (found.ref, *found.aliases)]
    uids = {found.uid for found in events if 0 < len(found.uid) <= LONGEST_UID}
    return AllHere({each.ref: each for each in _known(refs)}, frozenset(_ours(sorted(uids))))


def _known(refs: Sequence[str]) -> Iterator[Here]:
    reach = current_viewer().reach(Permission.EDIT)
    for some in _portions(refs):
        asked = (
            select(
                Event.source_ref,
                Event.id,
                Event.key,
                Event.attribution,
                Event.programme_id,
                Event.confidential,
                LoadedEvent.digest,
                LoadedEvent.sequence,
            )
            .outerjoin(LoadedEvent, LoadedEvent.event_id == Event.id)
            .where(Event.source_ref.in_(some))
        )
        for row in rows_for_all(asked):
            yield Here(
                ref=str(row.source_ref),
                id=row.id,
                key=row.key,
                rule=row.attribution,
                digest=row.digest or "",
                sequence=row.sequence or 0,
                may_be_edited=reach.covers(
                    event_id=row.id, programme_id=row.programme_id, confidential=row.confidential
                ),
            )


def _ours(uids: Sequence[str]) -> Iterator[str]:
    for some in _portions(uids):
        yield from (row.uid for row in rows_for_all(select(Event.uid).where(Event.uid.in_(some))))


def _portions(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), _AT_ONCE):
        yield names[start : start + _AT_ONCE]
