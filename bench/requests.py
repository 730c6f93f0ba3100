"""The requests that are measured, as bytes."""

from __future__ import annotations

import re
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import count, repeat
from urllib.parse import urlencode

from bench.stock import EVENT

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
ATTRIBUTE = re.compile(r'(name|value)="([^"]*)"')
STAMP_SECONDS = 1.5
"""The form refuses whoever sends it sooner than a person could."""


def get(path: str, **headers: str) -> Iterator[bytes]:
    """Ask for ``path`` again and again."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return repeat("\r\n".join([*lines, "", ""]).encode())


def etag_of(port: int, path: str) -> str:
    """Return the ETag that ``path`` has now."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
        return str(answer.headers["ETag"])


@dataclass(frozen=True)
class OpenedForm:
    """The registration form as one browser was given it."""

    cookie: str
    fields: dict[str, str]

    def posts(self, *, valid: bool, batch: str) -> Iterator[bytes]:
        """Send it again and again, each time for another guest from another network.

        Without an address it is refused by the same form, which is the limit: all the work of
        a submission but the writing.
        """
        for number in count():
            guest = {
                "once": f"{batch}{number:019d}",
                "name": f"Guest Number {number}",
                "email": f"guest{batch}{number}@example.org" if valid else "",
                "organisation": "Example University",
            }
            yield self._post(urlencode({**self.fields, **guest}), number)

    def _post(self, body: str, number: int) -> bytes:
        network = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        lines = [
            f"POST {EVENT}/register HTTP/1.1",
            "Host: 127.0.0.1",
            f"X-Forwarded-For: {network}",
            f"Cookie: {self.cookie}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        ]
        return "\r\n".join([*lines, "", body]).encode()


def open_form(port: int) -> OpenedForm:
    """Open the registration form as a browser does, and wait as long as a person would."""
    url = f"http://127.0.0.1:{port}{EVENT}/register"
    with urllib.request.urlopen(url) as answer:
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
        html = answer.read().decode()
    found = [dict(ATTRIBUTE.findall(field)) for field in HIDDEN.findall(html)]
    time.sleep(STAMP_SECONDS)
    return OpenedForm(cookie, {one["name"]: unescape(one["value"]) for one in found})
