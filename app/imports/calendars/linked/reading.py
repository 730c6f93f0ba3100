"""A web page or a file of linked data as events, their parts as sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.core.errors import InvalidInput
from app.core.messages import N_
from app.events.dates import Dates
from app.events.rules import Format
from app.imports.calendars import texts
from app.imports.calendars.found import (
    MOST_EVENTS,
    MOST_SESSIONS,
    FileKind,
    Found,
    Part,
    Reading,
    Standing,
    entry,
    origin,
)
from app.imports.calendars.linked.blocks import Broken, blocks_of
from app.imports.calendars.linked.dates import read, told, zones_in
from app.imports.calendars.linked.facts import (
    films_of,
    former_of,
    language_of,
    notes_of,
    said_in,
    topics_of,
)
from app.imports.calendars.linked.nodes import Graph
from app.imports.calendars.linked.people import speakers_of
from app.imports.calendars.linked.places import Place, format_of, last_word, place_of
from app.imports.calendars.linked.things import Thing, things_of
from app.imports.calendars.sessions import session_kind
from app.imports.calendars.times import whole_days
from app.imports.calendars.zones import zones_of
from app.imports.reading.grid import refuse_large
from app.imports.reading.refusals import Unreadable


def read_linked(content: bytes, *, zone: str) -> Reading:
    """Read the file; times that say no offset are in ``zone``. Raises Unreadable."""
    refuse_large(content)
    reading = Reading(FileKind.LINKED)
    things = _things(content, reading)
    reading.entries = len(things)
    seen: dict[str, tuple[str, str]] = {}
    for thing in sorted(things, key=lambda each: (each.start, each.name)):
        ref = _ref(thing, seen, reading)
        if ref:
            _take(thing, ref, reading, zone)
    return reading


def _things(content: bytes, reading: Reading) -> Sequence[Thing]:
    things: list[Thing] = []
    blocks = 0
    for blocks, block in enumerate(blocks_of(content), start=1):
        if isinstance(block, Broken):
            reading.skip(entry(1, blocks), "", N_("This block is no JSON."))
            continue
        things.extend(things_of(Graph(block), blocks))
        if len(things) > MOST_EVENTS:
            raise Unreadable(N_("This file has more than %(most)s events."), most=MOST_EVENTS)
    if not blocks:
        raise Unreadable(N_("This page has no JSON-LD, so it tells no programme of its events."))
    if not things and not reading.skipped:
        raise Unreadable(N_("There is no event of schema.org in this file."))
    return things


def _ref(thing: Thing, seen: dict[str, tuple[str, str]], reading: Reading) -> str:
    """Its origin; nothing, if the file has it already, or it cannot be known again."""
    if not thing.name:
        reading.skip(thing.where, "", N_("It has no title."))
        return ""
    said = thing.name, thing.start
    plain = origin("jsonld", thing.id) if thing.id else origin("jsonld", "", *said)
    for ref in (plain, origin("jsonld", thing.id, *said)):
        if ref not in seen:
            seen[ref] = said
            return ref
        if seen[ref] == said:
            break
    reading.skip(thing.where, thing.name, N_("It is there twice."))
    return ""


def _take(thing: Thing, ref: str, reading: Reading, zone: str) -> None:
    try:
        reading.events.append(_event(thing, ref, reading, zone))
    except InvalidInput as why:
        reading.skip(thing.where, thing.name, why.message, **why.facts)


def _event(thing: Thing, ref: str, reading: Reading, zone: str) -> Found:
    graph, node = thing.graph, thing.node
    place = place_of(graph, node)
    statuses = [last_word(each) for each in graph.many(node, "eventStatus")]
    standing = next(
        (_STANDINGS[each] for each in statuses if each in _STANDINGS), Standing.CONFIRMED
    )
    dates = _dates(thing, reading, zone, place, undated=standing is Standing.POSTPONED)
    speakers, groups = speakers_of(graph, node)
    format_ = format_of(graph, node, place)
    found = Found(
        ref=ref,
        where=thing.where,
        title=thing.name,
        page=texts.address(graph.one(node, "url")) or texts.address(thing.id),
        dates=dates,
        former=former_of(thing, dates),
        standing=standing,
        format=format_,
        moved_online="EventMovedOnline" in statuses and format_ is Format.VIRTUAL,
        place=place.words,
        text=texts.text(said_in(graph.one(node, "description", "abstract"))),
        language=language_of(thing),
        notes="\n\n".join(notes_of(thing, groups)),
        join_url=place.link,
        topics=topics_of(thing),
        speakers=speakers,
        films=films_of(thing),
    )
    _add_parts(found, thing, reading, dates.zone if dates else zone)
    return found


_STANDINGS: Mapping[str, Standing] = {
    "EventCancelled": Standing.CANCELLED,
    "EventPostponed": Standing.POSTPONED,
}


def _dates(
    thing: Thing, reading: Reading, zone: str, place: Place, *, undated: bool
) -> Dates | None:
    graph, node = thing.graph, thing.node
    if undated and not thing.start:
        return None
    zones = (zone, *zones_of(place.words), *zones_in(place.country))
    found = told(
        graph.one(node, "startDate"),
        graph.one(node, "endDate"),
        graph.one(node, "duration"),
        zones=zones,
    )
    for message, facts in found.remarks:
        reading.note(thing.where, thing.name, message, **facts)
    if found.dates is not None and found.dates.date_only and thing.parts:
        return _by_parts(found.dates, thing, zones)
    return found.dates


def _by_parts(dates: Dates, thing: Thing, zones: Sequence[str]) -> Dates:
    """Days in the zone in which the first of the parts begins that says so."""
    for part in thing.parts[:MOST_SESSIONS]:
        said = read(part.graph.one(part.node, "startDate"))
        where = said.zone_among(zones) if said else None
        if where:
            return whole_days(dates.local_start.date(), dates.local_end.date(), where)
    return dates


def _add_parts(found: Found, thing: Thing, reading: Reading, zone: str) -> None:
    gone, seen = [], set[str]()
    parts = sorted(thing.parts, key=lambda each: each.start) if _all_dated(thing) else thing.parts
    for part in parts[:MOST_SESSIONS]:
        ref = part.id or f"{part.name}\n{part.start}"
        ref = f"{ref}\n{part.name}\n{part.start}" if ref in seen else ref
        statuses = {last_word(each) for each in part.graph.many(part.node, "eventStatus")}
        if not part.name or ref in seen:
            reading.skip(part.where, part.name, N_("It has no title, or is there twice."))
        elif statuses & _STANDINGS.keys():
            gone.append(ref)
            reading.skip(part.where, part.name, N_("It is called off, so it is no session."))
        else:
            found.parts.append(_part(part, ref, reading, zone))
        seen.add(ref)
    if len(parts) > MOST_SESSIONS:
        reading.skip(
            thing.where,
            thing.name,
            N_("Of its sessions the first %(most)s are read."),
            most=MOST_SESSIONS,
        )
    found.gone = tuple(gone)


def _all_dated(thing: Thing) -> bool:
    return all(each.start for each in thing.parts)


def _part(thing: Thing, ref: str, reading: Reading, zone: str) -> Part:
    graph, node = thing.graph, thing.node
    place = place_of(graph, node)
    speakers, _groups = speakers_of(graph, node)
    dates = None
    try:
        # A session of which only the day is known has no time.
        said = _dates(thing, reading, zone, place, undated=True)
        dates = said if said and not said.date_only else None
    except InvalidInput as why:
        reading.note(thing.where, thing.name, why.message, **why.facts)
    return Part(
        ref=ref,
        where=thing.where,
        title=thing.name,
        kind=session_kind(thing.name),
        dates=dates,
        place=place.words,
        text=texts.text(said_in(graph.one(node, "description"))),
        speakers=speakers,
        films=films_of(thing),
    )
