"""QR codes as pictures in the page: no script, no style, no file of their own."""

from __future__ import annotations

from io import BytesIO

from markupsafe import Markup

QUIET_ZONE = 4
"""Modules of white around the code, without which many readers do not find it."""


def qr_svg(text: str, *, label: str) -> Markup:
    """Return ``text`` as a QR code in SVG, called ``label`` by those who read it by ear.

    Black on white in dark mode too, for readers know no other.
    """
    # Imported where it is used: most processes never draw a code, and it takes megabytes.
    import segno

    code = segno.make_qr(text, error="m")
    width, height = code.symbol_size(border=QUIET_ZONE)
    file = BytesIO()
    code.save(
        file,
        kind="svg",
        border=QUIET_ZONE,
        xmldecl=False,
        svgns=False,
        omitsize=True,
        nl=False,
        svgclass=None,
        lineclass=None,
    )
    drawn = file.getvalue().decode()
    start = drawn.index("<path")
    frame = Markup(
        '<svg class="qr-code" role="img" aria-label="{label}" viewBox="0 0 {width} {height}">'
        '<rect width="{width}" height="{height}" fill="#fff"/>{path}'
    )
    path = Markup(drawn[start:])  # noqa: S704 -- segno draws numbers only, whatever the text.
    return frame.format(label=label, width=width, height=height, path=path)
