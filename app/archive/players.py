"""Where a recording plays: the site's name, and the address of a player that may be shown here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

_YOUTUBE = frozenset({"youtube.com", "m.youtube.com", "youtube-nocookie.com", "youtu.be"})
_VIMEO = frozenset({"vimeo.com", "player.vimeo.com"})
_YOUTUBE_ID = re.compile(r"[\w-]{11}", re.ASCII)
_VIMEO_ID = re.compile(r"\d{1,12}", re.ASCII)


@dataclass(frozen=True)
class Player:
    """The site of a recording, and its player's address where the content policy knows it."""

    site: str
    embed: str | None = None


def player_for(url: str) -> Player | None:
    """Return where ``url`` leads; None unless it is an address on the web."""
    try:
        parts = urlsplit(url)
    except ValueError:
        # "https://[", for one, is taken for the beginning of a number.
        return None
    host = (parts.hostname or "").removeprefix("www.")
    if parts.scheme not in {"http", "https"} or not host:
        return None
    last = parts.path.rstrip("/").rpartition("/")[2]
    if host in _YOUTUBE:
        video = parse_qs(parts.query).get("v", [last])[0]
        found = _YOUTUBE_ID.fullmatch(video)
        embed = f"https://www.youtube-nocookie.com/embed/{video}?autoplay=1" if found else None
        return Player("YouTube", embed)
    if host in _VIMEO:
        found = _VIMEO_ID.fullmatch(last)
        embed = f"https://player.vimeo.com/video/{last}?autoplay=1" if found else None
        return Player("Vimeo", embed)
    return Player(host)
