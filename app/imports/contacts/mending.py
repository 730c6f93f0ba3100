"""Text that was read in the wrong letters on its way: "Ã‰tudes" was "Études"."""

from __future__ import annotations

import re
import unicodedata

_BYTES = {
    (bytes([byte]).decode("cp1252", "ignore") or chr(byte)): byte for byte in range(0x80, 0x100)
}
_LEADS = "".join(sign for sign, byte in _BYTES.items() if 0xC2 <= byte <= 0xF4)
_FOLLOWING = "".join(sign for sign, byte in _BYTES.items() if byte < 0xC0)
_DAMAGED = re.compile(f"[{re.escape(_LEADS)}][{re.escape(_FOLLOWING)}]{{1,3}}")


def mended(text: str) -> str:
    """The text with each run of letters put right that UTF-8 makes where Windows-1252 was read.

    Only what decodes to a letter or a mark of print is touched: nobody writes such runs on purpose.
    """
    if text.isascii():
        return text
    return _DAMAGED.sub(lambda found: _decoded(found.group()), text)


def _decoded(run: str) -> str:
    code = bytes(_BYTES[sign] for sign in run)
    length = 2 if code[0] < 0xE0 else 3 if code[0] < 0xF0 else 4
    try:
        letter = code[:length].decode()
    except UnicodeDecodeError:
        return run
    meant = unicodedata.category(letter)[0] in "LMP" or letter in "\u00a0€™°"
    return letter + run[length:] if meant else run
