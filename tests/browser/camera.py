"""A telephone's camera before which a ticket is held."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import segno
from PIL import Image
from playwright.sync_api import Browser

from tests.browser.conftest import QUIET
from tests.conftest import chromium


def film(text: str, path: Path) -> Path:
    """Write a film to ``path`` in which the code of ``text`` is held before the camera."""
    drawn = BytesIO()
    segno.make_qr(text, error="m").save(drawn, kind="png", scale=9, border=4)
    frame = Image.new("RGB", (640, 480), "#cccccc")
    code = Image.open(drawn).convert("RGB")
    frame.paste(code, ((640 - code.width) // 2, (480 - code.height) // 2))
    still = BytesIO()
    frame.save(still, "JPEG", quality=90)
    path.write_bytes(still.getvalue() * 5)
    return path


def seeing(browser: Browser, shot: Path) -> Browser:
    """Start another browser like this one, whose camera sees the film ``shot`` again and again."""
    flags = [
        *QUIET,
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={shot}",
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
    ]
    return browser.browser_type.launch(executable_path=chromium(), args=flags)
