"""A letter in its forms: filled for one reader, as text, as HTML, and with what was filled in marked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup, escape

from app.core.text import header_guard
from app.correspondence.rules import filled, marked
from app.web.mail import render_mail

_BLANK_LINES = re.compile(r"\n\s*\n")
_LINK = "{link}"


@dataclass(frozen=True)
class Letter:
    """A letter whose frame is made once, to be filled for each of many readers."""

    subject: str
    text: str
    html: str

    def for_reader(self, facts: Mapping[str, str]) -> Letter:
        """Return the letter with ``facts`` in it: plain text, escaped where it becomes HTML.

        A paragraph that was an empty fact alone leaves no gap.
        """
        escaped = {name: str(escape(value)) for name, value in facts.items()}
        return Letter(
            subject=header_guard(filled(self.subject, facts)),
            text=_BLANK_LINES.sub("\n\n", filled(self.text, facts)),
            html=filled(self.html, escaped).replace("<p></p>", ""),
        )


def letter(*, subject: str, body: str) -> Letter:
    """Return the letter with its frame, and its placeholders still in it.

    The words of staff are plain text: nothing in them becomes markup, and no address that a
    stranger typed becomes a link.
    """
    made = render_mail("letter", words=body, paragraphs=_paragraphs(body), title=subject)
    return Letter(subject=subject, text=made.text, html=made.html)


def preview(text: str, facts: Mapping[str, str]) -> Markup:
    """Return ``text`` filled with ``facts``, each marked; an empty one leaves no gap, as in the mail."""
    pieces = (
        Markup("<mark>{}</mark>").format(piece) if is_fact else escape(piece)
        for piece, is_fact in marked(text, facts)
        if piece
    )
    # Every piece was escaped above; only blank lines are taken out.
    return Markup(_BLANK_LINES.sub("\n\n", Markup("").join(pieces)))  # noqa: S704


def _paragraphs(body: str) -> list[Markup]:
    return [_paragraph(block.strip()) for block in _BLANK_LINES.split(body) if block.strip()]


def _paragraph(block: str) -> Markup:
    """A link alone in its paragraph is what the letter asks for; elsewhere it is a word among words."""
    if block == _LINK:
        words = _("Open your page")
        return Markup('<p class="action"><a href="{}">{}</a></p>').format(_LINK, words)
    lines = Markup("<br>\n").join(escape(line.strip()) for line in block.split("\n"))
    linked = lines.replace(_LINK, Markup('<a href="{0}">{0}</a>').format(_LINK))
    return Markup("<p>{}</p>").format(linked)
