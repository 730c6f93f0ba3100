"""What forms of the directory choose from, and how they check a date."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from flask_babel import gettext
from wtforms.validators import ValidationError

from app.core.errors import InvalidInput
from app.people.rules import checked_fuzzy_date
from app.web.forms import lazy_gettext as _

Kind = TypeVar("Kind", bound=StrEnum)

LANGUAGES = {
    "": _("(not said)"),
    "ko": _("Korean"),
    "ja": _("Japanese"),
    "zh": _("Chinese, simplified"),
    "zh-Hant": _("Chinese, traditional"),
    "ru": _("Russian"),
    "mn": _("Mongolian"),
    "vi": _("Vietnamese"),
    "th": _("Thai"),
    "ar": _("Arabic"),
    "fa": _("Persian"),
    "uk": _("Ukrainian"),
}
"""Languages in whose script names stand beside the Latin one; browsers read and hyphenate by it."""


def labelled(labels: Mapping[Kind, str]) -> list[tuple[str, str]]:
    """The values of an enumeration with their words, to be chosen from."""
    return [(value.value, gettext(label)) for value, label in labels.items()]


def check_date(text: str) -> None:
    """Take a year, a month or a day. Raises ValidationError."""
    try:
        checked_fuzzy_date(text)
    except InvalidInput as refusal:
        raise ValidationError(gettext(refusal.message, **refusal.facts)) from None
