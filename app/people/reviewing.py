"""What has to be chosen before two persons are merged: facts of which both have one, and not the same."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.messages import N_
from app.people.models import Person

ASSISTANT_FACTS = ("assistant_name", "assistant_email", "assistant_phone")


@dataclass(frozen=True)
class Choice:
    """One fact, by the name under which ``operations.merge`` takes it."""

    fact: str
    label: str
    mine: str
    theirs: str


def choices_between(survivor: Person, merged: Person) -> list[Choice]:
    """Return the facts in which the two differ; where one has none, there is nothing to choose."""
    mine, theirs = _facts(survivor), _facts(merged)
    return [
        Choice(fact, label, mine[fact], theirs[fact])
        for fact, label in LABELS.items()
        if mine[fact] and theirs[fact] and mine[fact] != theirs[fact]
    ]


LABELS = {
    "name": N_("Name"),
    "native": N_("Name in its own script"),
    "pronunciation": N_("Pronunciation"),
    "gender": N_("Gender"),
    "country": N_("Country or nationality"),
    "languages": N_("Languages"),
    "assistant": N_("Assistant"),
    "portrait": N_("Portrait"),
}


def _facts(person: Person) -> dict[str, str]:
    dossier = person.dossier
    shot = person.head_shot
    told = {
        "name": person.billed_as,
        "native": person.native_name,
        "pronunciation": person.pronunciation,
        "portrait": f"{shot.width} × {shot.height}, {shot.key}" if shot else "",
    }
    for name in ("gender", "country", "languages"):
        told[name] = getattr(dossier, name) if dossier else ""
    told["assistant"] = ", ".join(
        value for name in ASSISTANT_FACTS if dossier and (value := getattr(dossier, name))
    )
    return told
