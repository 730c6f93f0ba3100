"""Which answers may be sent smaller, to whom, and how.

Compressed is only what is the same for everybody: kept public pages and files. In an answer that
holds a secret, its length would tell of the secret whoever can have words put beside it.
"""

from __future__ import annotations

import gzip
from functools import lru_cache

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

SMALLEST = 600
"""Fewer bytes are not worth it: headers and the first packet cost more."""

_TYPES = ("text/", "application/json", "application/xml", "application/javascript", "image/svg+xml")


@lru_cache(maxsize=256)
def takes_gzip(accepted: str) -> bool:
    """Whether a client that says ``accepted`` in `Accept-Encoding` wants gzip."""
    return bool(parse_accept_header(accepted, Accept)["gzip"])


def is_compressible(content_type: str, size: int) -> bool:
    """Whether ``size`` bytes of this type become fewer; pictures and fonts are small already."""
    kind = content_type.partition(";")[0].strip()
    return size >= SMALLEST and (kind.startswith(_TYPES) or kind.endswith(("+xml", "+json")))


def gzipped(body: bytes) -> bytes:
    """Return ``body`` compressed, always to the same bytes."""
    return gzip.compress(body, mtime=0)
