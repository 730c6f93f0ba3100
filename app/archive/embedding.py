"""How other sites show what we convene: frames of ours, found by the addresses of our pages (oembed.com)."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, SubElement, tostring

from flask_babel import gettext as _
from markupsafe import Markup

from app.archive.chips import list_href
from app.archive.criteria import Criteria
from app.archive.linked_data import absolute
from app.config import current_settings
from app.events.models import Event

WIDTH = 640
LONGEST_NUMBER = 5

_PLACE = re.compile(r"/(events|programmes)/([^/?#]+)/?(?:[?#].*)?")
_FRAME = Markup(
    '<iframe src="{src}" width="{width}" height="{height}" title="{title}"'
    ' loading="lazy" style="border:0;max-width:100%"></iframe>'
)


@dataclass(frozen=True)
class Box:
    """How large a frame is, in pixels."""

    width: int
    height: int

    def within(self, width: str, height: str) -> Box:
        """Return the box made as small as was asked for; what is no number asks for nothing."""
        return Box(_at_most(self.width, width), _at_most(self.height, height))


EVENT, LIST = Box(WIDTH, 320), Box(WIDTH, 560)


@dataclass(frozen=True)
class Rich:
    """What is answered for an address: oEmbed 1.0, type "rich"."""

    title: str
    html: str
    width: int
    height: int
    provider_name: str
    provider_url: str
    type: str = "rich"
    version: str = "1.0"

    def as_json(self) -> bytes:
        """Return it as application/json."""
        return json.dumps(asdict(self)).encode()

    def as_xml(self) -> bytes:
        """Return it as text/xml."""
        root = Element("oembed")
        for name, value in asdict(self).items():
            SubElement(root, name).text = str(value)
        document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
        return document


def place_of(url: str) -> tuple[str, str] | None:
    """Return "events" or "programmes" and the slug, of a page of ours; None of any other address."""
    base = current_settings().base_url
    found = _PLACE.fullmatch(url.removeprefix(base)) if url.startswith(base) else None
    return (found[1], found[2].lower()) if found else None


def oembed_href(path: str) -> str:
    """Return where a reader of the page at ``path`` is told how to embed it."""
    return absolute("/oembed?" + urlencode({"url": absolute(path), "format": "json"}))


def frame(title: str, src: str, box: Box) -> str:
    """Return the code that shows the page of ours at ``src`` in a frame."""
    return str(_FRAME.format(src=absolute(src), title=title, **asdict(box)))


def frame_of_coming(criteria: Criteria) -> str:
    """Return the code that shows what is to come and fits."""
    title = _("Upcoming events of %(institute)s", institute=current_settings().institute_name)
    return frame(title, list_href("/embed/upcoming", criteria), LIST)


def frame_of_event(event: Event) -> str:
    """Return the code that shows a public event as a card."""
    return frame(event.title, f"/embed/events/{event.slug}", EVENT)


def rich(title: str, src: str, box: Box) -> Rich:
    """Return the answer that shows the page of ours at ``src`` in a frame."""
    settings = current_settings()
    return Rich(
        title=title,
        html=frame(title, src, box),
        width=box.width,
        height=box.height,
        provider_name=settings.institute_name,
        provider_url=absolute("/"),
    )


def _at_most(pixels: int, asked: str) -> int:
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_NUMBER):
        return pixels
    return min(pixels, int(asked)) or pixels
