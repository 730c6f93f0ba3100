"""What happened to a seat, for features above that follow it without seats knowing them.

Each is sent with the seat, inside the transaction of its cause; a subscriber that raises takes
the whole change back. Subscribers are written ``def _on_changed(seat, *, was, action, …)``.
"""

from __future__ import annotations

from blinker import signal

seat_changed = signal("seat-changed")
"""It was led one step on by ``action`` from the state ``was``; word of it came by ``channel``.

``notify`` says that the guest shall be written to, for which ``word`` is a sentence of staff's.
"""

seat_named = signal("seat-named")
"""It got its person: it was given to one, or one was named for a seat that was kept."""

candidate_seated = signal("candidate-seated")
"""It went to the next ``candidate``; it is approved, and somebody should ask them now."""

seat_superseded = signal("seat-superseded")
"""Two of one person became one: the seat numbered ``left`` is replaced by the sender's number.

Sent past the viewer's bounds, with numbers alone. What a subscriber returns (facts that JSON can
hold, by a name of its own) is kept, and comes back to it with ``seat_restored``.
"""

seat_restored = signal("seat-restored")
"""The sender's number is a seat that has its guest again; ``kept`` is what was moved from it, by names.

Subscribers return whether all of it went back.
"""

seats_copied = signal("seats-copied")
"""Whoever had a seat at the event that is sent has one again at its ``copy``."""
