"""What a page says of an event besides when and where."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from app.core.errors import InvalidInput
from app.events.dates import Dates
from app.imports.calendars import texts
from app.imports.calendars.found import Film
from app.imports.calendars.linked.dates import Said, read
from app.imports.calendars.linked.people import named
from app.imports.calendars.linked.things import Thing
from app.imports.calendars.times import later

_MOST_FORMER = 20
_MOST_FILMS = 20


def former_of(thing: Thing, dates: Dates | None) -> tuple[Dates, ...]:
    """Every date it once had, as long as it is now, the first at first."""
    if dates is None:
        return ()
    said = [read(each) for each in thing.graph.many(thing.node, "previousStartDate")]
    found = [_moved(dates, each) for each in said[:_MOST_FORMER] if each is not None]
    known = {
        each.local_start: each for each in found if each and each.local_start != dates.local_start
    }
    return tuple(known[start] for start in sorted(known))


def _moved(dates: Dates, to: Said) -> Dates | None:
    try:
        there = to.local
        if to.offset is not None:
            there = there.astimezone(ZoneInfo(dates.zone)).replace(tzinfo=None)
        days = there.date() - dates.local_start.date()
        return later(dates, days if to.whole_day or dates.date_only else there - dates.local_start)
    except (InvalidInput, OverflowError):
        return None


def said_in(value: object) -> object:
    """A text; of one in several languages the English one, else the first."""
    return value.get("en") or next(iter(value.values()), "") if isinstance(value, dict) else value


def language_of(thing: Thing) -> str:
    """The language in which it is held, as written."""
    return texts.line(named(thing.graph, thing.graph.one(thing.node, "inLanguage")), 60)


def topics_of(thing: Thing) -> tuple[str, ...]:
    """What it is about, in words that may be topics here."""
    graph = thing.graph
    words = [named(graph, each) for each in graph.many(thing.node, "about")[:50]]
    for said in graph.many(thing.node, "keywords")[:50]:
        words.extend(
            texts.line(each, 120) for each in texts.line(named(graph, said), 5000).split(",")
        )
    return tuple(sorted(set(filter(None, words))))[:100]


def notes_of(thing: Thing, groups: Sequence[str]) -> list[str]:
    """What is known of who convenes it, and of what it is a part; nobody outside reads it."""
    graph, node = thing.graph, thing.node
    said = {
        "organizer": [named(graph, each) for each in graph.many(node, "organizer")[:20]],
        "performer": list(groups),
        "superEvent": [named(graph, each) for each in graph.many(node, "superEvent")[:5]],
        "URL": [texts.address(graph.one(node, "url"))],
    }
    lines = {name: ", ".join(filter(None, words)) for name, words in said.items()}
    return [f"{name}: {words}" for name, words in lines.items() if words]


def films_of(thing: Thing) -> list[Film]:
    """What can be seen or heard of it, each once."""
    graph = thing.graph
    found: dict[str, Film] = {}
    for said in graph.many(thing.node, "recordedIn", "video")[:_MOST_FILMS]:
        names = ("contentUrl", "url", "embedUrl", "@id")
        url = (
            next(filter(None, (texts.address(graph.one(said, name)) for name in names)), "")
            if isinstance(said, dict)
            else texts.address(said)
        )
        if url:
            title = texts.line(graph.one(said, "name")) if isinstance(said, dict) else ""
            found.setdefault(url, Film(url, "" if title == thing.name else title))
    return list(found.values())
