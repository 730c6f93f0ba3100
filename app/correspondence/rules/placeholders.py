"""Words in braces that stand for facts: no template language, one pass, plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.core.errors import InvalidInput
from app.core.messages import N_
from app.correspondence.rules.purposes import LINK_PURPOSES, TemplatePurpose


@dataclass(frozen=True)
class Placeholder:
    """What a word in braces stands for, and an example of it."""

    name: str
    meaning: str
    example: str


PLACEHOLDERS: dict[str, Placeholder] = {
    name: Placeholder(name, meaning, example)
    for name, meaning, example in (
        ("name", N_("The reader’s name as billed"), N_("Ambassador Jane Doe")),
        ("event", N_("The title of the event"), N_("Second Track 1.5 Dialogue")),
        ("date", N_("The day, or days, in the event’s zone"), N_("Tuesday, 12 January 2027")),
        ("time", N_("The hours, with the zone by name"), N_("9:30 am–5 pm, Seoul time (KST)")),
        ("place", N_("Where it is held"), N_("Library, Example House")),
        ("rule", N_("The rule of attribution"), N_("Chatham House Rule")),
        ("role", N_("The reader’s roles"), N_("Panellist")),
        ("delegation", N_("The reader’s delegation"), N_("Republic of Korea")),
        ("deadline", N_("By when an answer is asked for"), N_("18 Dec 2026, 5 pm, Seoul time")),
        ("link", N_("The reader’s own page; every reader has another"), N_("https://…")),
        ("institute", N_("The name of the institute"), N_("The Institute")),
        ("sender", N_("Whoever sends the letter"), N_("Max Mustermann")),
        ("word", N_("A sentence written for this one reader"), N_("The agenda follows.")),
    )
}

_BRACES = re.compile(r"\{([^{}\n]{0,40})\}")
_PERSONAL = re.compile(r"https?://\S+/(?:invitations|registrations|nominations)/[^\s)>\]]+")
_EMPTY_ADDRESS = re.compile(r"https?://(?=[\s)>\]]|$)")


def placeholders_in(text: str) -> list[str]:
    """Return what stands in braces in ``text``, in its order, each once."""
    return list(dict.fromkeys(_BRACES.findall(text)))


def check_words(purpose: TemplatePurpose, *, subject: str, body: str) -> dict[str, str]:
    """Return what is wrong with a letter, by field (``subject``, ``body``), as gettext messages.

    A personal link belongs to one reader, so one that was pasted would let all the others in
    as that reader; and a letter that asks for an answer needs the reader's own.
    """
    wrong: dict[str, str] = {}
    for field, text in (("subject", subject), ("body", body)):
        unknown = [name for name in placeholders_in(text) if name not in PLACEHOLDERS]
        if unknown:
            wrong[field] = N_(
                "A word in braces is not known. Choose from those that stand beside the form."
            )
        elif _PERSONAL.search(text):
            wrong[field] = N_(
                "This holds somebody’s personal link. Write {link} instead; "
                "every reader then gets their own."
            )
        elif _EMPTY_ADDRESS.search(text):
            wrong[field] = N_("There is an address with nothing behind “https://”.")
    if "link" in placeholders_in(subject):
        wrong["subject"] = N_("A link cannot stand in the subject.")
    if purpose in LINK_PURPOSES and "link" not in placeholders_in(body):
        wrong.setdefault(
            "body", N_("Write {link} where the reader’s own page belongs, or nobody can answer.")
        )
    return wrong


def require_words(purpose: TemplatePurpose, *, subject: str, body: str) -> None:
    """Raise InvalidInput with the first thing that is wrong with the letter, if any is."""
    for message in check_words(purpose, subject=subject, body=body).values():
        raise InvalidInput(message)


def filled(text: str, facts: Mapping[str, str]) -> str:
    """Return ``text`` with ``facts`` for its placeholders; what a fact says is never read again.

    A line that held placeholders alone, and none of them said anything, goes.
    """
    lines = []
    for line in _parsed(text):
        if isinstance(line, str):
            lines.append(line)
            continue
        done = "".join([facts.get(piece, "") if is_name else piece for piece, is_name in line])
        if done.strip():
            lines.append(done)
    return "\n".join(lines)


@lru_cache(maxsize=32)
def _parsed(text: str) -> Sequence[str | Sequence[tuple[str, bool]]]:
    """The lines of ``text``, parsed once for all readers: each with placeholders is in pieces."""
    return [
        pieces if any(is_name for _piece, is_name in pieces) else line
        for line in text.split("\n")
        for pieces in [_pieces(line)]
    ]


def _pieces(line: str) -> Sequence[tuple[str, bool]]:
    """Words as they are, and names of placeholders, each with whether it is one."""
    pieces = []
    at = 0
    for hit in _BRACES.finditer(line):
        if hit[1] in PLACEHOLDERS:
            pieces += [(line[at : hit.start()], False), (hit[1], True)]
            at = hit.end()
    return [*pieces, (line[at:], False)]


def marked(text: str, facts: Mapping[str, str]) -> Iterable[tuple[str, bool]]:
    """Return ``text`` in pieces, each with whether it came from a placeholder."""
    for piece, is_name in _pieces(text):
        yield (facts.get(piece, "") if is_name else piece), is_name
