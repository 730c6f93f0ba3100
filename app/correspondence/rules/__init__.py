"""Letters: what they are for, what may stand in them, and how they are filled: pure."""

from app.correspondence.rules.calendar import partstat_of
from app.correspondence.rules.mailings import (
    ANCHOR_LABELS,
    MAILING_STATE_LABELS,
    Anchor,
    MailingState,
    reminder_due,
)
from app.correspondence.rules.placeholders import (
    PLACEHOLDERS,
    Placeholder,
    check_words,
    filled,
    marked,
    placeholders_in,
)
from app.correspondence.rules.purposes import (
    LINK_PURPOSES,
    PURPOSE_LABELS,
    PURPOSE_OF_ACTION,
    TemplatePurpose,
)

__all__ = [
    "ANCHOR_LABELS",
    "LINK_PURPOSES",
    "MAILING_STATE_LABELS",
    "PLACEHOLDERS",
    "PURPOSE_LABELS",
    "PURPOSE_OF_ACTION",
    "Anchor",
    "MailingState",
    "Placeholder",
    "TemplatePurpose",
    "check_words",
    "filled",
    "marked",
    "partstat_of",
    "placeholders_in",
    "reminder_due",
]
