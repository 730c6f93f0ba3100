"""Every template: it extends a layout, leaves no word untranslated, and holds nothing inline."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest
from flask import Flask
from jinja2 import Environment, nodes

from app.config import ROOT
from tests.databases import Database

FOLDER = ROOT / "app" / "templates"
NAMES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file())
MARKUP = [name for name in NAMES if name.endswith(".html")]
PARSER = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)

STYLES = re.compile(r"<style>.*?</style>", re.DOTALL)
TAGS = re.compile(r"<!--.*?-->|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
SAID_ALOUD = re.compile(r"\b(?:alt|title|placeholder|aria-label|aria-description)=\"([^\"]*)\"")
ENTITY = re.compile(r"&#?\w+;")
WORD = re.compile(r"[^\W\d_]{2,}")
INLINE = re.compile(
    r"<style|<script(?![^>]*\b(?:src=|type=\"application/ld\+json\"))|\sstyle=|\son[a-z]+=|javascript:",
    re.IGNORECASE,
)
NAMED_IN_CODE = re.compile(r'"([\w/]+/_\w+\.html)"')
SAME_IN_EVERY_LANGUAGE = frozenset({"Parley", "APA", "BibTeX", "Chicago"})


@cache
def source(name: str) -> str:
    """Return what is written in the template."""
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def tree(name: str) -> nodes.Template:
    """Return the template as a tree."""
    return PARSER.parse(source(name), name)


@cache
def markup(name: str) -> str:
    """Return what the template says itself, with a mark for each expression and without translations."""
    said: list[str] = []
    words: list[str] = []
    silent = False
    for _line, kind, value in PARSER.lex(source(name), name):
        if kind == "block_begin":
            words = []
        elif kind == "name":
            words.append(value)
        elif kind == "block_end":
            begins = words[:1] == ["trans"] or words == ["block", "html_class"]
            silent = begins or (silent and words[:1] not in (["endtrans"], ["endblock"]))
        elif kind == "variable_begin":
            said.append("\x00")
        elif kind == "data" and not silent:
            said.append(value)
    return STYLES.sub("", "".join(said)) if name.startswith("layouts/mail") else "".join(said)


def imported(name: str) -> set[str]:
    """Return the names that the template imports from others."""
    found = set()
    for node in tree(name).find_all(nodes.FromImport):
        found |= {each[1] if isinstance(each, tuple) else each for each in node.names}
    return found


def extends(name: str) -> str | None:
    """Return which template this one extends."""
    found = tree(name).find(nodes.Extends)
    return found.template.value if found and isinstance(found.template, nodes.Const) else None


def is_part(name: str) -> bool:
    """Whether the template is put into others: it holds macros, or another includes it."""
    return tree(name).find(nodes.Macro) is not None or name in INCLUDED


def mentioned() -> set[str]:
    """Return the templates that others include, by their names or as parts that Python names."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "app").rglob("*.py"))
    return set(NAMED_IN_CODE.findall(code)) | {
        node.template.value
        for name in MARKUP
        for node in tree(name).find_all(nodes.Include)
        if isinstance(node.template, nodes.Const)
    }


INCLUDED = mentioned()


@pytest.mark.parametrize("name", NAMES)
def test_it_compiles(name: str, house: Callable[[str], tuple[Flask, Database]]) -> None:
    app, _database = house("sqlite")
    assert app.jinja_env.get_template(name).name == name


@pytest.mark.parametrize("name", MARKUP)
def test_a_page_extends_a_layout(name: str) -> None:
    if is_part(name) or name in {"layouts/base.html", "layouts/mail.html"}:
        return
    seen = name
    while not seen.startswith("layouts/"):
        above = extends(seen)
        assert above is not None, f"{seen} extends nothing, and nothing includes it."
        seen = above


@pytest.mark.parametrize("name", NAMES)
def test_every_word_goes_through_gettext(name: str) -> None:
    written = markup(name)
    text = [TAGS.sub(" ", written), *SAID_ALOUD.findall(written)] if name in MARKUP else [written]
    words = [word for part in text for word in WORD.findall(ENTITY.sub(" ", part))]
    assert [word for word in words if word not in SAME_IN_EVERY_LANGUAGE] == []


@pytest.mark.parametrize("name", MARKUP)
def test_nothing_is_inline(name: str) -> None:
    assert INLINE.findall(markup(name)) == []


@pytest.mark.parametrize("name", MARKUP)
def test_what_is_imported_is_used_and_exists(name: str) -> None:
    used = {node.name for node in tree(name).find_all(nodes.Name) if node.ctx == "load"}
    assert imported(name) - used == set()
    for node in tree(name).find_all(nodes.FromImport):
        assert isinstance(node.template, nodes.Const)
        macros = {macro.name for macro in tree(node.template.value).find_all(nodes.Macro)}
        wanted = {each[0] if isinstance(each, tuple) else each for each in node.names}
        assert wanted <= macros, f"{node.template.value} has no {wanted - macros}."


COMPONENTS = {
    macro.name
    for name in MARKUP
    if name.startswith("components/")
    for macro in tree(name).find_all(nodes.Macro)
}


@pytest.mark.parametrize("name", MARKUP)
def test_a_component_is_imported_where_it_is_called(name: str) -> None:
    called = {
        call.node.name
        for call in tree(name).find_all(nodes.Call)
        if isinstance(call.node, nodes.Name)
    }
    own = {macro.name for macro in tree(name).find_all(nodes.Macro)}
    lent = (called & COMPONENTS) - imported(name) - own
    assert lent == set(), f"It relies on what a template above it imports: {lent}."


@pytest.mark.parametrize("name", [each for each in NAMES if each.startswith("components/")])
def test_a_component_is_used(name: str) -> None:
    users = [other for other in MARKUP if other != name and f'"{name}"' in source(other)]
    assert users != [], f"Nothing uses {name}."
