"""What may be said of who took part, and in which words an agenda prints it."""

from __future__ import annotations

from enum import StrEnum

from app.core.messages import N_


class AttributionRule(StrEnum):
    """What may be repeated from a meeting, and with whose name."""

    ON_THE_RECORD = "on_the_record"
    NOT_FOR_ATTRIBUTION = "not_for_attribution"
    ON_BACKGROUND = "on_background"
    CHATHAM_HOUSE = "chatham_house"
    DEEP_BACKGROUND = "deep_background"
    OFF_THE_RECORD = "off_the_record"


ATTRIBUTION_LABELS: dict[AttributionRule, str] = {
    AttributionRule.ON_THE_RECORD: N_("On the record"),
    AttributionRule.NOT_FOR_ATTRIBUTION: N_("Not for attribution"),
    AttributionRule.ON_BACKGROUND: N_("On background"),
    AttributionRule.CHATHAM_HOUSE: N_("Chatham House Rule"),
    AttributionRule.DEEP_BACKGROUND: N_("Deep background"),
    AttributionRule.OFF_THE_RECORD: N_("Off the record"),
}

ATTRIBUTION_WORDINGS: dict[AttributionRule, str] = {
    AttributionRule.ON_THE_RECORD: N_(
        "This meeting is on the record: what is said may be quoted with the speaker’s name and title."
    ),
    AttributionRule.NOT_FOR_ATTRIBUTION: N_(
        "This meeting is not for attribution: what is said may be used, but not with the name, "
        "title or organisation of whoever said it."
    ),
    AttributionRule.ON_BACKGROUND: N_(
        "This meeting is on background: what is said may be quoted, attributed only to the "
        "description agreed with the speaker. Who took part may not be revealed."
    ),
    AttributionRule.CHATHAM_HOUSE: N_(
        "This meeting is held under the Chatham House Rule: participants are free to use the "
        "information received, but neither the identity nor the affiliation of the speaker(s), nor "
        "that of any other participant, may be revealed."
    ),
    AttributionRule.DEEP_BACKGROUND: N_(
        "This meeting is on deep background: what is said may be used without any source. "
        "Who took part may not be revealed."
    ),
    AttributionRule.OFF_THE_RECORD: N_(
        "This meeting is off the record: what is said may not be used. "
        "Who took part may not be revealed."
    ),
}
"""The sentence printed on invitation, agenda and page, where an event has no wording of its own."""

_NAMES_SHOWN = frozenset({AttributionRule.ON_THE_RECORD, AttributionRule.NOT_FOR_ATTRIBUTION})


def names_may_be_shown(rule: AttributionRule) -> bool:
    """Whether a public page may say who took part, and from which organisation.

    Under "not for attribution" it may: there the words are covered, not the presence.
    """
    return rule in _NAMES_SHOWN


def names_may_be_shown_under() -> tuple[AttributionRule, ...]:
    """The rules under which names may be shown, for queries that cannot call a function by row."""
    return tuple(rule for rule in AttributionRule if names_may_be_shown(rule))
