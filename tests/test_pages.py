"""The checks of every page are themselves checked: each fault is found, and a good page has none."""

from __future__ import annotations

import pytest

from tests.pages import faults, markup_of

GOOD = """<!doctype html>
<html lang="en">
<head><title>Events – The Institute</title><script src="/static/app.js"></script></head>
<body><h1>Events</h1>
<form method="post"><label for="name">Name</label><input id="name" name="name">
<label>Kind <select name="kind"><option>Panel</option></select></label>
<input type="hidden" name="token" value="x"><button>Save</button></form>
<a href="/events/"><img src="/logo.svg" alt="Home"></a>
</body></html>"""


def test_a_good_page_has_no_faults() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "alike"),
    [
        ("Events – The Institute", "The Archive", True),
        ('href="/events/"', 'href="/events/abcdefghijkmnpqrstuv"', True),
        ('value="x"', 'value="y"', True),
        ("Events – The Institute", "&lt;i&gt;", True),
        ("Events – The Institute", "<i>Events</i>", False),
        ("Events – The Institute", "", False),
        ('id="name"', 'id="other"', False),
    ],
)
def test_pages_are_alike_whose_markup_is(old: str, new: str, alike: bool) -> None:
    assert (markup_of(GOOD) == markup_of(GOOD.replace(old, new, 1))) is alike


def test_an_id_that_comes_twice_is_not_an_id_that_comes_once() -> None:
    key, other = "abcdefghijkmnpqrstuv", "bcdefghijkmnpqrstuvw"
    once, twice = f'<p id="{key}"><p id="{other}">', f'<p id="{key}"><p id="{key}">'
    assert markup_of(once) != markup_of(twice)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("</form>", "</div></form>", "not well-formed"),
        ("<!doctype html>\n", "", "not well-formed"),
        (' lang="en"', "", "language"),
        ("Events – The Institute", " ", "one title"),
        ("<h1>Events</h1>", "<h2>Events</h2>", "one h1"),
        ("<h1>Events</h1>", "<h1>Events</h1><h1>More</h1>", "one h1"),
        ('for="name"', 'for="nome"', "<input name='name'> has no label"),
        ('for="name"', 'for="nome"', "refers to nothing"),
        ("<label>Kind ", "<label>", "<select name='kind'> has no label"),
        ("<h1>", '<h1 id="name">', "stands 2 times"),
        ("<h1>", '<h1 style="color: red">', "inline style"),
        ("<h1>", '<h1 onclick="go()">', "inline onclick"),
        ('href="/events/"', 'href="JavaScript:go()"', "runs a script"),
        ('<script src="/static/app.js">', "<script>go()", "inline script"),
        ("</head>", "<style>h1 {color: red}</style></head>", "style element"),
        (">Save<", "><", "says nothing"),
        (' alt="Home"', ' alt=""', "says nothing"),
        (' alt="Home"', "", "has no alt"),
    ],
)
def test_each_fault_is_found(old: str, new: str, fault: str) -> None:
    assert old in GOOD
    found = faults(GOOD.replace(old, new, 1))
    assert any(fault in sentence for sentence in found), found
