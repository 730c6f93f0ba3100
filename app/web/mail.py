"""Mail as text: a message of ``templates/mail/<name>/`` turned into subject, plain text and HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app

from app.config import current_settings
from app.core.text import header_guard

_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Rendered:
    """A message in words, ready for the outbox."""

    subject: str
    text: str
    html: str


def render_mail(name: str, /, **context: object) -> Rendered:
    """Return the message ``name``, filled with ``context``.

    Values are plain text in all three parts; only the HTML is escaped. Call it outside a
    transaction wherever the values are known before.
    """

    # Straight from Jinja: what Flask adds for pages, such as the menus, asks for a request.
    def part(file: str, **more: object) -> str:
        template = current_app.jinja_env.get_template(f"mail/{name}/{file}")
        return template.render(**context, **more)

    subject = header_guard(part("subject.txt"))
    return Rendered(
        subject=subject,
        text=_BLANK_LINES.sub("\n\n", part("body.txt", subject=subject)).strip() + "\n",
        html=part("body.html", subject=subject),
    )


def public_url(endpoint: str, **values: str) -> str:
    """Return the full address of a page for use in mail.

    Host and scheme come from the settings, never from the request, whose headers anyone can
    write; so it works without a request too.
    """
    base = urlsplit(current_settings().base_url)
    adapter = current_app.url_map.bind(
        base.netloc, script_name=base.path or "/", url_scheme=base.scheme
    )
    return adapter.build(endpoint, values, force_external=True)
