"""Files that guests send: few kinds, small, and made anew where they are pictures.

What a file is, its bytes say, not its name. Nothing is ever opened by the server but pictures,
and those only to be drawn again without whatever else they carried.
"""

from __future__ import annotations

import io
from pathlib import PurePosixPath
from typing import IO

from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.text import clean_line
from app.registration.operations import SentFile

LARGEST = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
PDF = b"%PDF-"
PICTURES = {"JPEG": ("image/jpeg", ".jpg"), "PNG": ("image/png", ".png")}

NOT_TAKEN = N_("This file cannot be taken. Send a PDF, a JPEG or a PNG.")


def checked_file(stream: IO[bytes], name: str) -> SentFile:
    """Return the file as it is kept. Raises InvalidInput for one that is too large or of no known kind."""
    content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise InvalidInput(N_("This file is too large: 5 MB is the most."))
    if content.startswith(PDF):
        return SentFile(name=_named(name, ".pdf"), media_type="application/pdf", content=content)
    return _picture(content, name)


def _picture(content: bytes, name: str) -> SentFile:
    # Imported where it is used: few processes ever see a picture.
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=list(PICTURES)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise InvalidInput(N_("This picture is too large: 40 million pixels is the most."))
            media_type, suffix = PICTURES[picture.format or ""]
            bare = picture.convert("RGB" if suffix == ".jpg" else "RGBA")
            drawn = io.BytesIO()
            bare.save(drawn, format=picture.format)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        raise InvalidInput(NOT_TAKEN) from None
    return SentFile(name=_named(name, suffix), media_type=media_type, content=drawn.getvalue())


def _named(name: str, suffix: str) -> str:
    """The name as it was, without folders, and with an ending that is true."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    return clean_line(stem[:120], 200).strip(". ") + suffix if stem.strip(". ") else f"file{suffix}"
