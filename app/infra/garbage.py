"""The search for garbage: seldom, and never through what was loaded to stay."""

from __future__ import annotations

import gc


def search_seldom() -> None:
    """Let a process that has loaded what it needs look for garbage less often.

    Pages, mails and rows are many small things that live briefly, and Python by itself looks
    through them after every 700. What is there already is kept to the end of the process, so it
    is left alone, nor is memory torn apart that is shared with others.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
