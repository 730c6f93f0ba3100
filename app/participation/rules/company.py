"""Who comes along with a guest without being one of the meeting."""

from __future__ import annotations

from enum import StrEnum

from app.core.messages import N_


class CompanionKind(StrEnum):
    """What somebody is who comes along: counted for catering, never as a participant."""

    SPOUSE = "spouse"
    INTERPRETER = "interpreter"
    BODYGUARD = "bodyguard"
    DRIVER = "driver"
    ASSISTANT = "assistant"
    OTHER = "other"


COMPANION_KIND_LABELS: dict[CompanionKind, str] = {
    CompanionKind.SPOUSE: N_("Spouse or partner"),
    CompanionKind.INTERPRETER: N_("Interpreter"),
    CompanionKind.BODYGUARD: N_("Bodyguard"),
    CompanionKind.DRIVER: N_("Driver"),
    CompanionKind.ASSISTANT: N_("Assistant"),
    CompanionKind.OTHER: N_("Somebody else"),
}
