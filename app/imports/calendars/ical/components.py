"""The parts of a calendar, one within the other; what was never ended ends with what holds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.imports.calendars.ical.lines import Line, lines_of

DEEPEST = 8


@dataclass
class Component:
    """What stands between BEGIN and END. ``broken`` are the numbers of lines that cannot be read."""

    name: str
    number: int
    lines: list[Line] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    complete: bool = False

    def one(self, *names: str) -> Line | None:
        """The first line with one of these names that says anything, in the order of the names."""
        for name in names:
            for line in self.lines:
                if line.name == name and line.value:
                    return line
        return None

    def all(self, name: str) -> Sequence[Line]:
        """Every line with that name."""
        return [line for line in self.lines if line.name == name and line.value]

    def text(self, *names: str) -> str:
        """What the first such line says, or nothing."""
        found = self.one(*names)
        return found.text if found else ""


def components_of(content: bytes) -> Component:
    """Everything in the file; calendars stand within the whole one after the other."""
    whole = Component("", 1, complete=True)
    opened = [whole]
    for line in lines_of(content):
        inner = opened[-1]
        if isinstance(line, int):
            inner.broken.append(line)
        elif line.name == "BEGIN":
            _begin(opened, line)
        elif line.name == "END":
            _end(opened, line)
        else:
            inner.lines.append(line)
    return whole


def _begin(opened: list[Component], line: Line) -> None:
    name = line.value.upper()
    # An entry is never within another: the one before was cut off.
    while name in _TOP and any(each.name in _TOP for each in opened) and len(opened) > 1:
        opened.pop()
    if name == "VCALENDAR":
        del opened[1:]
    part = Component(name, line.number)
    opened[-1].parts.append(part)
    if len(opened) < DEEPEST:
        opened.append(part)


def _end(opened: list[Component], line: Line) -> None:
    name = line.value.upper()
    for depth in range(len(opened) - 1, 0, -1):
        if opened[depth].name == name:
            opened[depth].complete = True
            del opened[depth:]
            return


_TOP = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"})


def walk(component: Component) -> Iterator[Component]:
    """The component and everything in it."""
    yield component
    for part in component.parts:
        yield from walk(part)
