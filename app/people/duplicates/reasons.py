"""Why two records may be of one person, as a page says it."""

from __future__ import annotations

from enum import StrEnum

from app.core.messages import N_


class Reason(StrEnum):
    """One reason; what counts most comes first."""

    NATIVE = "native"
    NAME = "name"
    VARIANT = "variant"
    ADDRESS = "address"
    BARE_ADDRESS = "bare_address"
    LOCAL = "local"
    PHONE = "phone"
    DAMAGED = "damaged"
    TITLE = "title"
    ORDER = "order"
    NICKNAME = "nickname"
    INITIALS = "initials"
    MIDDLE = "middle"
    MISSPELT = "misspelt"
    ROMANISED = "romanised"
    PART = "part"
    FAMILY_ALONE = "family_alone"
    ORGANISATION = "organisation"
    THIRD = "third"


REASON_LABELS: dict[Reason, str] = {
    Reason.NATIVE: N_("same name in its own script"),
    Reason.NAME: N_("same name"),
    Reason.VARIANT: N_("one is known by the other’s name"),
    Reason.ADDRESS: N_("same e-mail address"),
    Reason.BARE_ADDRESS: N_("the address spells the name"),
    Reason.LOCAL: N_("same address at another domain"),
    Reason.PHONE: N_("same telephone number"),
    Reason.DAMAGED: N_("a letter was lost"),
    Reason.TITLE: N_("a title is missing in one"),
    Reason.ORDER: N_("names in another order"),
    Reason.NICKNAME: N_("short form of the given name"),
    Reason.INITIALS: N_("initials fit"),
    Reason.MIDDLE: N_("a given name is missing in one"),
    Reason.MISSPELT: N_("one letter differs"),
    Reason.ROMANISED: N_("another way of writing the same sound"),
    Reason.PART: N_("part of the family name is missing in one"),
    Reason.FAMILY_ALONE: N_("family name alone"),
    Reason.ORGANISATION: N_("same organisation"),
    Reason.THIRD: N_("both are like a third"),
}
