"""A list and the files it names, kept as one: what is uploaded together is worked on together."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

LIST = "list"
FILES = "files/"


def bundled(sheet: bytes, files: Mapping[str, bytes]) -> bytes:
    """Return the list and its files in one archive of our own making."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr(LIST, sheet)
        for name, content in files.items():
            archive.writestr(f"{FILES}{name}", content)
    return made.getvalue()


def opened(bundle: bytes) -> tuple[bytes, dict[str, bytes]]:
    """Return what ``bundled`` put together."""
    with ZipFile(BytesIO(bundle)) as archive:
        names = [name for name in archive.namelist() if name.startswith(FILES)]
        files = {name.removeprefix(FILES): archive.read(name) for name in names}
        return archive.read(LIST), files
