"""A portrait is made anew, whatever was sent."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from app.core.errors import InvalidInput
from app.people.portraits import LONGEST_SIDE, read_portrait


def picture(kind: str, size: tuple[int, int] = (40, 60), mode: str = "RGB", **more) -> bytes:
    """A picture as somebody would send it."""
    made = BytesIO()
    Image.new(mode, size, "red").save(made, kind, **more)
    return made.getvalue()


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB"), ("JPEG", "CMYK")],
)
def test_it_becomes_a_jpeg(kind, mode):
    portrait = read_portrait(picture(kind, mode=mode))
    with Image.open(BytesIO(portrait.content)) as made:
        assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (40, 60))
    assert (portrait.width, portrait.height) == (40, 60)


def test_nothing_that_a_camera_wrote_is_left():
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    exif[0x0112] = 6
    portrait = read_portrait(picture("JPEG", exif=exif, comment=b"secret place"))
    assert b"Camera" not in portrait.content
    assert b"secret" not in portrait.content
    assert (portrait.width, portrait.height) == (60, 40)


def test_a_large_one_is_made_smaller():
    portrait = read_portrait(picture("PNG", size=(3000, 1500)))
    assert (portrait.width, portrait.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"no picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        picture("GIF"),
        picture("PNG")[:60],
        picture("PNG", size=(8000, 5001), mode="1"),
        picture("PNG", size=(9000, 9500), mode="1"),
        b"\x00" * (8 * 1024 * 1024 + 1),
    ],
    ids=["nothing", "words", "svg", "gif", "cut off", "too many", "far too many", "too long"],
)
def test_what_is_no_usual_picture_is_refused(sent):
    with pytest.raises(InvalidInput):
        read_portrait(sent)
