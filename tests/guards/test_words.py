"""The words: all of them can be translated, and they are spelt as they are in Britain."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir

from app.config import ROOT
from tests.guards.sources import dotted, modules

METHODS = [("**.py", "python"), ("templates/**", "jinja2")]
KEYWORDS = {
    **dict.fromkeys(("_", "_l", "N_", "gettext", "lazy_gettext"), None),
    **dict.fromkeys(("ngettext", "lazy_ngettext"), (1, 2)),
}
OPTIONS = {"templates/**": {"trimmed": "true", "silent": "false"}}

AMERICAN = re.compile(
    r"\b(?:programs?|panelists?|organiz\w+|cancel(?:ed|ing)|center\w*|colors?|honors?|"
    r"recogniz\w+|catalogs?|judgment|labeled|canceler)\b",
    re.IGNORECASE,
)
OURS = re.compile(r"\b(?:TODO|FIXME|XXX|lorem|foo|bar|asdf|dummy|stub)\b", re.IGNORECASE)
"""Words of the workshop, which have no place before a reader."""


@cache
def catalogue() -> Catalog:
    """Return every message of the application, with where it stands."""
    found = Catalog()
    for name, line, message, comments, context in extract_from_dir(
        str(ROOT / "app"), METHODS, OPTIONS, KEYWORDS
    ):
        found.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return found


def messages() -> list[Message]:
    """Return the messages without the catalogue's own head."""
    return [message for message in catalogue() if message.id]


def words_of(message: Message) -> str:
    """Return the singular and the plural."""
    return message.id if isinstance(message.id, str) else " / ".join(message.id)


def test_every_message_can_be_extracted() -> None:
    rooms = {Path(place).parts[0] for message in messages() for place, _line in message.locations}
    assert rooms >= {"templates", "events", "participation", "registration", "accounts"}


def test_placeholders_are_named() -> None:
    """Another language may need another order."""
    nameless = re.compile(r"(?<!%)%[sdrf]|\{\}")
    assert [words_of(one) for one in messages() if nameless.search(words_of(one))] == []


def test_both_forms_of_a_plural_know_the_same_facts() -> None:
    fact = re.compile(r"%\((\w+)\)")
    plurals = [one.id for one in messages() if not isinstance(one.id, str)]
    assert plurals != []
    # "One seat" may leave the number out, but nothing may stand in the singular alone.
    lacking = [one for one in plurals if set(fact.findall(one[0])) - set(fact.findall(one[1]))]
    assert lacking == []


@pytest.mark.parametrize("spelling", [AMERICAN, OURS], ids=["British", "not the workshop's"])
def test_words_on_screen_are(spelling: re.Pattern[str]) -> None:
    wrong = {words_of(one): one.locations for one in messages() if spelling.search(words_of(one))}
    assert wrong == {}


def test_nothing_is_said_in_words_that_cannot_be_translated() -> None:
    said = [
        f"{path}:{node.lineno}"
        for path, tree in modules()
        if not path.startswith(("app/cli/", "app/demonstration/"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and node.args
        if dotted(node.func) == "flash" or dotted(node.func).endswith("Field")
        if isinstance(node.args[0], ast.JoinedStr)
        or (isinstance(node.args[0], ast.Constant) and node.args[0].value)
    ]
    assert said == []
