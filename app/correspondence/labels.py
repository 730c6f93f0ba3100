"""The words for the states of a mail."""

from __future__ import annotations

from flask_babel import gettext as _

from app.core.messages import N_
from app.infra.models import MailState

MAIL_STATE_LABELS: dict[MailState, str] = {
    MailState.DRAFT: N_("Draft"),
    MailState.QUEUED: N_("Waiting"),
    MailState.SENDING: N_("On its way"),
    MailState.SENT: N_("Sent"),
    MailState.FAILED: N_("Failed"),
    MailState.DISCARDED: N_("Discarded"),
}


def state_in_words(state: MailState) -> str:
    """Return the word for ``state`` in the reader's language."""
    return _(MAIL_STATE_LABELS[state])
