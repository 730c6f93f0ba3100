"""What one person can have but once, where two who are merged have it both; rooms above say what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.core.errors import Refused
from app.core.messages import N_
from app.people.models import Person

Kept = dict[str, list[object]]
"""What has to be known to part the two again, under names without a dot."""


@dataclass(frozen=True)
class Double:
    """Something that both have, named as the viewer may see it.

    ``said`` is what will become of it, in a sentence; ``stops`` says that nobody but staff can tell.
    """

    label: str
    said: str
    stops: bool = False


@dataclass(frozen=True)
class Joint:
    """How one kind of thing is had once: what the viewer is told before, what is done, and undone.

    ``join`` is called while each still has their own. ``part`` returns whether all went back.
    """

    doubles: Callable[[Person, Person], list[Double]]
    join: Callable[[Person, Person], Kept]
    part: Callable[[Mapping[str, list[object]]], bool]


_joints: list[Joint] = []


def register_joint(joint: Joint) -> None:
    """Ask ``joint`` whenever two are merged; registering it again changes nothing."""
    if joint not in _joints:
        _joints.append(joint)


def doubles_of(survivor: Person, merged: Person) -> list[Double]:
    """Return what the two have both, as far as the viewer may see it."""
    return [double for joint in _joints for double in joint.doubles(survivor, merged)]


def join(survivor: Person, merged: Person) -> Kept:
    """Let what both have be had once. Raises Refused, naming it, where nobody but staff can tell how."""
    undecided = [double.label for double in doubles_of(survivor, merged) if double.stops]
    if undecided:
        raise Refused(
            N_(
                "Both were checked in at %(events)s. Undo one of the two check-ins there, if they "
                "are one person, and merge them then."
            ),
            events=", ".join(undecided),
        )
    return {name: kept for joint in _joints for name, kept in joint.join(survivor, merged).items()}


def part(kept: Mapping[str, list[object]]) -> bool:
    """Undo ``join``; return whether all went back."""
    left = [joint for joint in _joints if not joint.part(kept)]
    return not left
