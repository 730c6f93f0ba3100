"""Who comes along with a guest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.participation.models import Participation
from app.participation.operations import add_companion, remove_companion
from app.participation.queries import companions_of
from app.participation.rules import CompanionKind


@dataclass(frozen=True)
class Along:
    """Somebody with a name, or so many of a kind without."""

    kind: CompanionKind
    name: str = ""
    count: int = 1


def set_companions(seat: Participation, company: Sequence[Along]) -> None:
    """Let exactly these come along. What staff noted beside one who stays is kept."""
    wanted = list(company)
    for known in companions_of(seat):
        same = Along(known.kind, known.name, known.count)
        if same in wanted:
            wanted.remove(same)
        else:
            remove_companion(known)
    for one in wanted:
        add_companion(seat, kind=one.kind, name=one.name, count=1 if one.name else one.count)
