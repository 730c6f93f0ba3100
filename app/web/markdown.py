"""Markdown to HTML through two independent layers: no raw HTML in, an allow-list out."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "strong", "ul",
}  # fmt: skip
SCHEMES = {"http", "https", "mailto"}


@cache
def _parser() -> MarkdownIt:
    # Imported where it is used: a process that shows no prose starts sooner.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "linkify": False})


def markdown(text: str) -> Markup:
    """Return safe HTML for ``text``; headings in it start at level two, below the page's own."""
    import nh3

    html = _parser().render(text).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return Markup(  # noqa: S704 - nh3 let nothing through but the tags above.
        nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES)
    )
