"""A change of a person in words: what was done, by whom, and which facts it touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from app.core.messages import N_
from app.infra.models import AuditEntry

FACTS = {
    "display_name": N_("name"),
    "honorific": N_("title before the name"),
    "given_name": N_("given name"),
    "family_name": N_("family name"),
    "suffix": N_("what follows the name"),
    "name_order": N_("order of the names"),
    "native_name": N_("name in its own script"),
    "native_lang": N_("language of the script"),
    "pronunciation": N_("pronunciation"),
    "never_list": N_("whether named in public"),
    "addresses": N_("e-mail addresses"),
    "phones": N_("telephone numbers"),
    "variants": N_("other names"),
    "biographies": N_("bios"),
    "portrait": N_("portrait"),
    "offices": N_("offices"),
    "name": N_("name"),
    "short_name": N_("short name"),
    "kind": N_("kind"),
    "parent": N_("what it is a part of"),
    "former_names": N_("former names"),
    "website": N_("website"),
    "needs": N_("dietary and access needs"),
    "gender": N_("gender"),
    "country": N_("country"),
    "languages": N_("languages"),
    "assistant_name": N_("assistant"),
    "assistant_email": N_("assistant’s e-mail"),
    "assistant_phone": N_("assistant’s telephone"),
    "invite_assistant": N_("whom invitations go to"),
    "deceased": N_("whether alive"),
    "notes": N_("notes"),
}
"""How a fact is called in the trail."""


@dataclass(frozen=True)
class Told:
    """One entry of the trail. ``facts`` are words; where the trail keeps both values, with these."""

    at: datetime
    actor: str
    action: str
    facts: Sequence[str]


def told_changes(entry: AuditEntry) -> Told:
    """Return the entry in words."""
    detail = dict(entry.detail)
    facts = [_fact(name, detail) for name in detail.pop("fields", "").split()]
    if name := detail.get("name"):
        facts.append(name)
    return Told(entry.at, entry.actor, _(entry.action), facts)


def _fact(name: str, detail: dict[str, str]) -> str:
    word = _(FACTS.get(name, name))
    was, became = detail.get(f"{name}_was"), detail.get(f"{name}_became")
    if was is None or became is None:
        return word
    return _("%(fact)s: “%(was)s” → “%(became)s”", fact=word, was=was, became=became)
