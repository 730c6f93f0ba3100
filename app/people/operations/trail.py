"""What a change of a person leaves in the trail: which facts changed; of names, also from what to what."""

from __future__ import annotations

from app.access import audit
from app.core.messages import N_
from app.people.models import Person

NAMES = (
    "display_name",
    "honorific",
    "given_name",
    "family_name",
    "suffix",
    "name_order",
    "native_name",
    "native_lang",
    "pronunciation",
)
"""Facts of which the trail keeps both values; of all others it says only that they changed."""

DOSSIER = (
    "gender",
    "country",
    "languages",
    "assistant_name",
    "assistant_email",
    "assistant_phone",
    "invite_assistant",
    "deceased",
    "notes",
)


def standing(person: Person) -> dict[str, str]:
    """What is known of the person now, by the name of the fact, to be compared afterwards."""
    facts = {name: str(getattr(person, name) or "") for name in (*NAMES, "never_list")}
    facts["addresses"] = "\n".join(each.address for each in person.addresses)
    facts["phones"] = "\n".join(f"{each.number}, {each.label}" for each in person.phones)
    facts["variants"] = "\n".join(each.text for each in person.variants)
    for name in DOSSIER:
        facts[name] = str((getattr(person.dossier, name) if person.dossier else "") or "")
    return facts


def record_changes(person: Person, before: dict[str, str]) -> None:
    """Write which facts are not as they were ``before``; nothing where none changed."""
    after = standing(person)
    changed = [name for name, value in after.items() if value != before[name]]
    if not changed:
        return
    values = {
        key: value
        for name in changed
        if name in NAMES
        for key, value in ((f"{name}_was", before[name]), (f"{name}_became", after[name]))
    }
    audit.record(N_("changed"), "person", person.key, fields=" ".join(changed), **values)
