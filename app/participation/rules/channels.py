"""How word of a seat came to us."""

from __future__ import annotations

from enum import StrEnum

from app.core.messages import N_


class Channel(StrEnum):
    """Which way a change of a seat came about."""

    LINK = "link"
    STAFF = "staff"
    PHONE = "phone"
    ASSISTANT = "assistant"
    IMPORT = "import"


CHANNEL_LABELS: dict[Channel, str] = {
    Channel.LINK: N_("By personal link"),
    Channel.STAFF: N_("By staff"),
    Channel.PHONE: N_("By telephone"),
    Channel.ASSISTANT: N_("Through an assistant"),
    Channel.IMPORT: N_("From a file"),
}
