"""The schedule.xml of frab, as the schedule.json would say it."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from app.core.messages import N_
from app.imports.reading.refusals import Unreadable

Values = dict[str, Any]


def as_values(text: str) -> Values:
    """Read the document. Raises Unreadable, also for one that declares a type or entities of its own."""
    if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
        raise Unreadable(N_("This XML declares a type of its own, and is not read."))
    _, _, body = text.partition("<schedule")
    try:
        # Without its first line, which may name other letters than those it was read in.
        root = ElementTree.fromstring(f"<schedule{body}")  # noqa: S314 - see above.
    except (ElementTree.ParseError, ValueError, RecursionError):
        raise Unreadable(N_("This is no complete XML file.")) from None
    conference: Values = {
        each.tag: each.text for each in root.find("conference") or [] if each.text
    }
    conference["days"] = [_day(each) for each in root.findall("day")]
    return {"schedule": {"conference": conference}}


def _day(day: ElementTree.Element) -> Values:
    rooms: dict[str, list[Values]] = {}
    for room in day.findall("room"):
        rooms.setdefault(room.get("name", ""), []).extend(
            _talk(each) for each in room.findall("event")
        )
    return {"date": day.get("date"), "day_start": day.get("start"), "rooms": rooms}


def _talk(talk: ElementTree.Element) -> Values:
    said: Values = {each.tag: each.text for each in talk if each.text}
    persons = talk.find("persons")
    said["persons"] = [
        {"id": each.get("id"), "code": each.get("code"), "public_name": "".join(each.itertext())}
        for each in (persons if persons is not None else [])
    ]
    # The length is called so, but the room is where the talk stands.
    return {**said, "guid": talk.get("guid"), "id": talk.get("id"), "code": talk.get("code")}
