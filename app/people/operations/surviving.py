"""Which facts of two persons survive when they become one, and how they are put back."""

from __future__ import annotations

from app.core.text import random_key
from app.people.models import NameVariant, Person, PersonDossier
from app.people.rules import VariantKind

GROUPS: dict[str, tuple[str, ...]] = {
    "name": (
        "display_name",
        "honorific",
        "given_name",
        "family_name",
        "suffix",
        "name_order",
    ),
    "native": ("native_name", "native_lang"),
    "pronunciation": ("pronunciation",),
}
"""Facts of the person's own row that go together; each is chosen as a whole."""

CHOSEN_OF_DOSSIER = ("gender", "country", "languages")
ASSISTANT = ("assistant_name", "assistant_email", "assistant_phone", "invite_assistant")

Changed = dict[str, list[object]]
"""By the name of a fact: what it was, and what it became."""


def choose_facts(survivor: Person, merged: Person, take: frozenset[str]) -> Changed:
    """Let the survivor have what was chosen, and what it lacks; return what changed.

    Nothing that could harm if forgotten is chosen away: never to be listed, deceased, notes,
    dietary and access needs are of both. A name that is not taken stays as a variant.
    """
    other_name = survivor.display_name if "name" in take else merged.display_name
    changed: Changed = {}
    for group, names in GROUPS.items():
        if group in take or not getattr(survivor, names[0]):
            for name in names:
                _set(changed, survivor, name, getattr(merged, name))
    _set(changed, survivor, "never_list", survivor.never_list or merged.never_list)
    _keep_name(changed, survivor, other_name)
    if merged.dossier is not None and survivor.dossier is not None:
        _choose_of_dossier(changed, survivor.dossier, merged.dossier, take)
    if merged.head_shot is not None and survivor.head_shot is not None and "portrait" in take:
        _exchange_portraits(changed, survivor, merged)
    return changed


def _set(changed: Changed, thing: Person | PersonDossier, name: str, value: object) -> None:
    before = getattr(thing, name)
    if before == value:
        return
    setattr(thing, name, value)
    changed[f"{thing.__tablename__}.{name}"] = [_plain(before), _plain(value)]


def _plain(value: object) -> object:
    return value if isinstance(value, bool) else str(value)


def _keep_name(changed: Changed, survivor: Person, name: str) -> None:
    """Let the survivor be found by the name that went."""
    if name == survivor.display_name or any(each.text == name for each in survivor.variants):
        return
    variant = NameVariant(text=name, kind=VariantKind.ALIAS)
    survivor.variants.append(variant)
    changed["name_variant"] = ["", name]


def _choose_of_dossier(
    changed: Changed, mine: PersonDossier, theirs: PersonDossier, take: frozenset[str]
) -> None:
    for name in CHOSEN_OF_DOSSIER:
        if (name in take or not getattr(mine, name)) and getattr(theirs, name):
            _set(changed, mine, name, getattr(theirs, name))
    if ("assistant" in take or not mine.assistant_name) and theirs.assistant_name:
        for name in ASSISTANT:
            _set(changed, mine, name, getattr(theirs, name))
    _set(changed, mine, "deceased", mine.deceased or theirs.deceased)
    _set(changed, mine, "notes", joined(mine.notes, theirs.notes))


def _exchange_portraits(changed: Changed, survivor: Person, merged: Person) -> None:
    """Let each have the other's portrait, at addresses that no cache knows."""
    mine, theirs = survivor.head_shot, merged.head_shot
    if mine is None or theirs is None:
        return
    for name in ("content", "width", "height", "credit", "licence", "consent", "created_at"):
        value = getattr(mine, name)
        setattr(mine, name, getattr(theirs, name))
        setattr(theirs, name, value)
    mine.key, theirs.key = random_key(), random_key()
    changed["head_shot"] = ["", mine.key]


def joined(mine: str, theirs: str) -> str:
    """Both texts, one below the other; one that stands in the first already is not repeated."""
    return mine if theirs in mine else "\n\n".join(part for part in (mine, theirs) if part)


def restore_facts(survivor: Person, merged: Person, changed: Changed) -> list[str]:
    """Give back what the survivor was before; return the facts that were changed since and so stay.

    Facts that go together, such as the parts of a name, go back together or not at all.
    """
    kept = []
    if (name := changed.get("name_variant")) is not None:
        survivor.variants = [each for each in survivor.variants if each.text != name[1]]
    if (portrait := changed.get("head_shot")) is not None:
        if survivor.head_shot is not None and survivor.head_shot.key == portrait[1]:
            _exchange_portraits({}, survivor, merged)
        else:
            kept.append("head_shot")
    for group, facts in _by_group(changed).items():
        if not _restore_group(survivor, facts):
            kept.append(group)
    return kept


def _by_group(changed: Changed) -> dict[str, Changed]:
    groups: dict[str, Changed] = {}
    for fact, values in changed.items():
        name = fact.partition(".")[2]
        if name:
            group = next((group for group, names in GROUPS.items() if name in names), name)
            groups.setdefault(group, {})[fact] = values
    return groups


def _restore_group(survivor: Person, facts: Changed) -> bool:
    """Whether nothing of the group was changed since, so that all of it went back."""
    restored: list[tuple[Person | PersonDossier, str, object]] = []
    for fact, (before, after) in facts.items():
        table, _, name = fact.partition(".")
        thing = survivor if table == "person" else survivor.dossier
        if thing is None or _plain(present := getattr(thing, name)) != after:
            return False
        # An enumeration was written down as its word.
        restored.append((thing, name, type(present)(before)))
    for thing, name, value in restored:
        setattr(thing, name, value)
    return True
