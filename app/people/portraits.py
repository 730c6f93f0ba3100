"""A portrait made anew from what was sent: bounded, turned upright, without what the camera wrote."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO

from app.core.errors import InvalidInput
from app.core.messages import N_

MOST_PIXELS = 40_000_000
"""A small file can hold a picture that fills the memory."""
LONGEST_SIDE = 1200
LONGEST_FILE = 8 * 1024 * 1024
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 85


@dataclass(frozen=True)
class Portrait:
    """A JPEG and its size."""

    content: bytes
    width: int
    height: int


def read_portrait(content: bytes) -> Portrait:
    """Return the picture in ``content`` as a JPEG of our own making. Raises InvalidInput."""
    # Imported where it is used: most processes never see a picture.
    from PIL import Image, ImageOps

    if len(content) > LONGEST_FILE:
        raise InvalidInput(
            N_("This file is too large: %(most)s MB is the most."), most=LONGEST_FILE // 1024**2
        )
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=FORMATS) as sent:
                upright = ImageOps.exif_transpose(sent).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        raise InvalidInput(
            N_("This is no picture that can be used. Send a JPEG, PNG or WebP of a usual size.")
        ) from None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A new picture on white: nothing of the file comes along but what is seen.
    drawn = Image.new("RGB", upright.size, "white")
    drawn.paste(upright, mask=upright.getchannel("A"))
    made = BytesIO()
    drawn.save(made, "JPEG", quality=QUALITY, optimize=True)
    return Portrait(made.getvalue(), *drawn.size)
