"""A file of another system from its first byte to the guests in it."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.messages import N_
from app.imports.contacts.fields import Field
from app.imports.contacts.reading import open_file
from app.imports.peers.guests import GuestFile
from app.imports.peers.pretalx import is_json, read_pretalx
from app.imports.peers.rows import read_rows
from app.imports.reading.refusals import Unreadable


def read_guests(
    content: bytes, meanings: Sequence[Field] | None = None, *, encoding: str = ""
) -> GuestFile:
    """Read talks and speakers of pretalx, or rows of registrants. Raises Unreadable.

    ``meanings`` are those of the columns of a table; without them they are guessed.
    """
    if is_json(content):
        return read_pretalx(content)
    file = open_file(content, encoding=encoding)
    found = read_rows(file, file.guessed() if meanings is None else meanings)
    if not found.guests:
        raise Unreadable(N_("Nobody in this file has a name or an e-mail address."))
    return found
