"""What becomes of letters, for rooms above that follow it.

Each is sent inside the transaction of its cause; a subscriber that raises takes it back.
"""

from __future__ import annotations

from blinker import signal

mailing_released = signal("mailing-released")
"""A mailing goes out; ``mails`` are those of it that do. An invitation counts as sent from here."""

mail_discarded = signal("mail-discarded")
"""A single draft will not go out: the one to whom it was is not written to."""
