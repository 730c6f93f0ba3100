"""``python -m bench [TOPIC …]``: measures what the project promises, topic by topic, and prints the tables."""

from __future__ import annotations

import sys
from importlib import import_module

TOPICS = (
    "pages",
    "registrations",
    "participants",
    "exports",
    "mail",
    "contacts",
    "duplicates",
    "documents",
    "archive",
    "live",
    "game-log",
)
"""Each a module with a ``main``; every table states a ratio to a limit measured in the same run."""


def main(asked: list[str]) -> None:
    """Measure the topics that were ``asked`` for, or all."""
    if unknown := set(asked) - set(TOPICS):
        sys.exit(
            f"There is no such topic: {', '.join(sorted(unknown))}. Choose from {', '.join(TOPICS)}."
        )
    for topic in asked or TOPICS:
        print(f"\n--- {topic} " + "-" * (60 - len(topic)), flush=True)
        import_module(f"bench.{topic.replace('-', '_')}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
