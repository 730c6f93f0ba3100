"""What an entry says of an event besides when it is."""

from __future__ import annotations

from urllib.parse import unquote

from app.core.messages import N_
from app.events.rules import Format
from app.imports.calendars import joining, texts
from app.imports.calendars.found import Found, Reading, Standing, line
from app.imports.calendars.ical.components import Component

_STANDINGS = {
    "CANCELLED": Standing.CANCELLED,
    "CANCELED": Standing.CANCELLED,
    "TENTATIVE": Standing.TENTATIVE,
}
_LINKS = (
    "CONFERENCE",
    "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
)
_LONGEST_UID = 1_000


def facts_of(component: Component, title: str, reading: Reading, *, called_off: bool) -> Found:
    """All of it as an event, which only lacks its origin and its dates."""
    where = line(component.number)
    text, place = texts.text(component.text("DESCRIPTION")), texts.line(component.text("LOCATION"))
    link = joining.join_link(
        *(component.text(name) for name in _LINKS), component.text("LOCATION"), text
    )
    notes = _notes(component)
    if joining.has_join_link(text):
        reading.note(
            where,
            title,
            N_("Its text has a link for joining, so it is kept among the notes of staff."),
        )
        notes, text = [*notes, text], ""
    standing = _STANDINGS.get(component.text("STATUS").strip().upper(), Standing.CONFIRMED)
    return Found(
        ref="",
        where=where,
        title=title,
        uid=component.text("UID").strip()[:_LONGEST_UID],
        sequence=_number(component.text("SEQUENCE")),
        standing=Standing.CANCELLED if called_off else standing,
        format=_format(place, link),
        confidential=component.text("CLASS").strip().upper() not in {"", "PUBLIC"},
        place="" if joining.is_online(place) else place,
        text=text,
        notes="\n\n".join(notes),
        join_url=link,
        topics=_topics(component),
    )


def _notes(component: Component) -> list[str]:
    """What is known of who organises it and where it is told of; nobody outside reads it."""
    notes = []
    organiser = component.one("ORGANIZER")
    if organiser:
        name = texts.line(unquote(organiser.parameters.get("CN", "")))
        mail = texts.line(organiser.value).removeprefix("mailto:").removeprefix("MAILTO:")
        notes.append(
            f"ORGANIZER: {name} <{mail}>" if name and "@" in mail else f"ORGANIZER: {name or mail}"
        )
    if page := texts.address(component.text("URL")):
        notes.append(f"URL: {page}")
    return notes


def _topics(component: Component) -> tuple[str, ...]:
    said = [part for each in component.all("CATEGORIES")[:50] for part in _parts(each.value)]
    return tuple(sorted(set(filter(None, (texts.line(each, 120) for each in said[:100])))))


def _parts(value: str) -> list[str]:
    """The texts of a list: a comma parts them, unless it is escaped."""
    return [part.replace("\0", ",") for part in value.replace("\\,", "\0").split(",")]


def _format(place: str, link: str) -> Format:
    if joining.is_online(place) or (link and not place):
        return Format.VIRTUAL
    return Format.HYBRID if link else Format.IN_PERSON


def _number(said: str) -> int:
    plain = said.strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 9 else 0
