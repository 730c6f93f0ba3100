"""A second server process in small: reads paths from standard input, answers with what visitors get."""

from __future__ import annotations

import json
import sys

from app.factory import create_app


def main() -> None:
    client = create_app().test_client()
    for line in sys.stdin:
        response = client.get(line.strip())
        print(json.dumps([response.status_code, response.text]), flush=True)  # noqa: T201 - its whole purpose.


if __name__ == "__main__":
    main()
