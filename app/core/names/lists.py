"""Names as the protocol office prints them in a list: with the SURNAME in capitals."""

from __future__ import annotations

import re


def surname_in_capitals(display_name: str, family_name: str) -> str:
    """The name in its own order with the family name in capitals: "KIM Cheol-su", "Pera PERIĆ".

    A family name that does not stand in the name as it is written leaves it as it is, and so
    does a script without capitals.
    """
    if not family_name:
        return display_name
    # The family name may also be a part of the given name, as in "Kim Kimberly".
    standing = re.compile(rf"(?<!\w){re.escape(family_name)}(?!\w)")
    return standing.sub(family_name.upper(), display_name, count=1)
