"""Text at the edge of forms, and choices."""

from __future__ import annotations

import warnings

import pytest
from werkzeug.datastructures import MultiDict
from wtforms.validators import InputRequired, Optional

from app.web.choices import RadioField, SelectField
from app.web.forms import EmailField, Form, LineField, TextField


class Sample(Form):
    line = LineField("Line", limit=10, validators=[InputRequired("Type it.")])
    text = TextField("Text", limit=20)
    email = EmailField("Address", validators=[Optional()])
    choice = SelectField(
        "Choice", choices={"Group": [("a", "A")], "Other": [("b", "B")]}, default="a"
    )
    radio = RadioField("Radio", default="x")

    class Meta:
        csrf = False


def sample(app, **typed) -> Sample:
    with app.test_request_context():
        form = Sample(MultiDict({"line": "fine"} | typed))
        form.radio.choices = [("x", "X"), ("y", "Y")]
        form.validate()
        # Rendered as well, while there is a request.
        str(form.choice())
        return form


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  two \t words\n", "two words"),
        ("e\u0301te\u0301", "\u00e9t\u00e9"),
        ("no\x00thing\x1b", "no thing"),
    ],
    ids=["spaces", "composition", "controls"],
)
def test_a_line_is_cleaned_once(app, typed, kept):
    form = sample(app, line=typed)
    assert (form.line.data, form.errors) == (kept, {})


@pytest.mark.parametrize("typed", ["", "   ", "\t\n", "\x00"])
def test_blank_is_not_filled_in(app, typed):
    assert sample(app, line=typed).errors == {"line": ["Type it."]}


def test_what_is_too_long_is_kept_whole_and_refused(app):
    form = sample(app, line="a" * 11, text="b" * 21)
    assert form.line.data == "a" * 11
    assert form.text.data == "b" * 21
    assert form.errors.keys() == {"line", "text"}
    assert "11 characters, and 10 is the most" in form.errors["line"][0]


def test_a_text_keeps_its_lines(app):
    assert sample(app, text="one\r\ntwo\rthree").text.data == "one\ntwo\nthree"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Ada@Example.ORG ", "Ada@example.org"),
        ("", ""),
        ("ada@b\u00fccher.example", "ada@b\u00fccher.example"),
    ],
)
def test_an_address_is_taken(app, typed, kept):
    form = sample(app, email=typed)
    assert (form.email.data, form.errors) == (kept, {})


@pytest.mark.parametrize(
    "typed", ["ada", "ada@", "@example.org", "ada@example", "a b@example.org", "a@b@example.org"]
)
def test_what_is_no_address_is_refused_and_kept(app, typed):
    form = sample(app, email=typed)
    assert (form.email.data, form.errors.keys()) == (typed, {"email"})


def test_choices_come_as_pairs_or_in_groups(app):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        form = sample(app, choice="b", radio="y")
    assert (form.choice.data, form.radio.data, form.errors) == ("b", "y", {})
    assert list(form.choice.iter_groups())[1][0] == "Other"


def test_what_is_not_among_the_choices_is_refused(app):
    assert sample(app, choice="c", radio="z").errors.keys() == {"choice", "radio"}
