"""What must be true of every HTML page, checked on every response the tests receive."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

import html5lib
from html5lib.html5parser import ParseError

FIELDS = ("input", "select", "textarea")
UNLABELLED_TYPES = {"hidden", "submit", "reset", "button", "image"}
DATA_SCRIPTS = {"application/ld+json", "application/json"}
REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-errormessage")

NOT_MARKUP = re.compile(
    r"""(?P<words>(?<=>)[^<]*[^<\s][^<]*) | (?P<key>\b[a-z2-9]{20}\b)
    | (?P<value>\s(?:value|content|datetime|href|src|action|data-[a-z-]+)=)"(?!(?i:javascript:))[^"]*"
    """,
    re.VERBOSE,
)
"""What differs between two pages of one kind, and decides nothing that is checked here."""

_right: set[int] = set()
"""Hashes of the markup of pages in which nothing was wrong."""


@lru_cache(maxsize=4)
def parse(html: str) -> Element:
    """Return the document as a tree without namespaces. Raises ParseError if it is not well-formed."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    document: Element = parser.parse(html)
    return document


def faults(html: str) -> list[str]:
    """Return what is wrong with the page, each fault as a sentence; nothing if it is right.

    To read a page as strictly as this takes longer than to make it; so one whose like was right,
    other words and other keys aside, is not read again.
    """
    if (markup := hash(markup_of(html))) in _right:
        return []
    try:
        document = parse(html)
    except ParseError as error:
        return [f"It is not well-formed: {error}."]
    found = [fault for check in CHECKS for fault in check(document)]
    if not found:
        _right.add(markup)
    return found


def markup_of(html: str) -> str:
    """Return the page without its words, with the keys of things numbered as they come."""
    numbers: dict[str, int] = {}

    def plainly(match: re.Match[str]) -> str:
        if key := match["key"]:
            return f"key-{numbers.setdefault(key, len(numbers))}"
        return "words" if match["words"] else f'{match["value"]}""'

    return NOT_MARKUP.sub(plainly, html)


def text_of(element: Element) -> str:
    """Return the words inside the element, blanks made single."""
    return " ".join("".join(element.itertext()).split())


def _is_titled(document: Element) -> Iterator[str]:
    titles = [text_of(title) for title in document.findall("./head/title")]
    if len(titles) != 1 or not titles[0]:
        yield f"It needs one title in words, but has {titles}."
    headings = [text_of(heading) for heading in document.iter("h1")]
    if len(headings) != 1 or not headings[0]:
        yield f"It needs one h1 in words, but has {headings}."
    if not document.get("lang"):
        yield "Its html element does not say the language."


def _has_unique_ids(document: Element) -> Iterator[str]:
    ids = Counter(element.get("id") for element in document.iter() if "id" in element.attrib)
    yield from (
        f"The id {name!r} stands {count} times." for name, count in ids.items() if count > 1
    )
    for element in _elements(document):
        for attribute in REFERRING:
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    yield f"<{element.tag} {attribute}={name!r}> refers to nothing."


def _labels_its_fields(document: Element) -> Iterator[str]:
    labels = [label for label in document.iter("label") if _words_on(label)]
    labelled = {label.get("for") for label in labels}
    inside = {id(field) for label in labels for field in label.iter()}
    for field in _elements(document, *FIELDS):
        if field.tag == "input" and field.get("type") in UNLABELLED_TYPES:
            continue
        named = field.get("aria-label") or field.get("aria-labelledby")
        if not (named or field.get("id") in labelled or id(field) in inside):
            yield f"<{field.tag} name={field.get('name')!r}> has no label."


def _words_on(label: Element) -> str:
    """Return the words of the label without those of the field inside it, such as its options."""
    words = label.text or ""
    for child in label:
        words += ("" if child.tag in FIELDS else _words_on(child)) + (child.tail or "")
    return words.strip()


def _names_its_controls(document: Element) -> Iterator[str]:
    for element in _elements(document, "a", "button"):
        named = text_of(element) or element.get("aria-label") or element.get("aria-labelledby")
        if not named and not any(image.get("alt") for image in element.iter("img")):
            yield f"<{element.tag}> {dict(element.attrib)} says nothing to one who cannot see."
    for image in _elements(document, "img"):
        if "alt" not in image.attrib:
            yield f"<img src={image.get('src')!r}> has no alt."


def _keeps_the_content_policy(document: Element) -> Iterator[str]:
    for element in _elements(document):
        for name, value in element.attrib.items():
            if name == "style" or name.startswith("on"):
                yield f"<{element.tag}> has an inline {name}."
            if name in {"href", "src", "action", "formaction"} and value.lower().startswith(
                "javascript:"
            ):
                yield f"<{element.tag}> runs a script by its {name}."
        if element.tag == "style":
            yield "It has a style element."
        if (
            element.tag == "script"
            and not element.get("src")
            and element.get("type") not in DATA_SCRIPTS
        ):
            yield "It has an inline script."


def _elements(document: Element, *tags: str) -> Iterator[Element]:
    """Comments and the document type are in the tree too, under tags that are no text."""
    return (
        element
        for element in document.iter()
        if isinstance(element.tag, str) and (not tags or element.tag in tags)
    )


CHECKS: tuple[Callable[[Element], Iterator[str]], ...] = (
    _is_titled,
    _has_unique_ids,
    _labels_its_fields,
    _names_its_controls,
    _keeps_the_content_policy,
)
