"""Pages that somebody else wrote, shown so that they can do nothing and load nothing."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from flask import Response

_STYLES = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def sandboxed(html: str) -> Response:
    """Answer with ``html``, of which only its own style sheets count: no scripts, nothing from elsewhere."""
    hashes = " ".join(
        f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"
        for style in _STYLES.findall(html)
    )
    styles = hashes or "'none'"
    answer = Response(html, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = (
        f"sandbox; default-src 'none'; style-src {styles}; frame-ancestors 'none'"
    )
    return answer
