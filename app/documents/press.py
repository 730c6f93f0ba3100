"""The press: makes a PDF of a sheet and its data. A process of its own, which knows nothing else.

``python -m app.documents.press SHEET`` reads the data from its input and writes the PDF to its
output. Whatever typst does with what people typed, it does there: without the network, without
our secrets, reading no file but the sheets, for a bounded time.
"""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any, Final

FOLDER = Path(__file__).parent
SHEETS = FOLDER / "sheets"
FONTS = FOLDER / "fonts"
SECONDS = 60
STANDARD: Final = "ua-1"
"""PDF/UA-1: tagged, titled, in a known language, every font embedded; anything less is refused."""


class PressFailed(RuntimeError):
    """The sheet could not be made: a mistake in the sheet, never in what was typed."""


def press(sheet: str, data: str) -> bytes:
    """Return the PDF of ``sheet`` with ``data`` (JSON). Raises PressFailed."""
    command = [sys.executable, "-m", "app.documents.press", sheet]
    try:
        done = subprocess.run(  # noqa: S603 -- our own module, and a name from our own list.
            command,
            input=data.encode(),
            capture_output=True,
            timeout=SECONDS,
            cwd=FOLDER.parent.parent,
            env={"PATH": ""},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PressFailed("The sheet took too long.") from error
    if done.returncode != 0:
        raise PressFailed(done.stderr.decode(errors="replace")[-1000:])
    return done.stdout


def compile_sheet(sheet: str, data: str) -> bytes:
    """Return the PDF, made in this process."""
    # Imported where it is used: only the press needs it, and it is large.
    import typst

    return typst.compile(
        SHEETS / f"{sheet}.typ",
        root=SHEETS,
        font_paths=_fonts(),
        sys_inputs={"data": data},
        format="pdf",
        pdf_standards=STANDARD,
    )


@cache
def _fonts() -> Any:
    """Our own faces and no others, so that a sheet looks the same on every machine."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


if __name__ == "__main__":
    sys.stdout.buffer.write(compile_sheet(sys.argv[1], sys.stdin.read()))
