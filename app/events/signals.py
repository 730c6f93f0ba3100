"""What happened to an event, for features above that follow it without events knowing them.

Each is sent with the event, inside the transaction of its cause; a subscriber that raises
takes the whole change back.
"""

from __future__ import annotations

from blinker import signal

event_moved = signal("event-moved")
"""Its dates changed, or it got its first; ``was`` is the span before, or None. Sessions moved along."""

session_moved = signal("session-moved")
"""One session of it got another time, while the event stayed."""

event_called_off = signal("event-called-off")
"""It was cancelled or postponed: rooms are free again, and guests want to know."""

admission_changed = signal("admission-changed")
"""It was made, or who may come to it was said anew: whoever may register needs places."""

event_copied = signal("event-copied")
"""``copy`` was made from it; ``sessions`` leads from the id of each session to its copy."""

event_published = signal("event-published")
"""The public may see it now, with its people or (see its ``publication``) without."""

clash_accepted = signal("clash-accepted")
"""Staff went ahead in spite of a clash, for a ``reason``."""
