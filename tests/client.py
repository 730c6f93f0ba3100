"""The client of the tests: a visitor who notices every flawed page."""

from __future__ import annotations

import gzip
from contextvars import Context
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from flask import Flask, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.extensions import db
from tests.pages import faults, parse, text_of

Fields = dict[str, str | list[str]]


class CheckingClient(FlaskClient):
    """Checks each HTML response, and keeps the request and the test apart.

    A request runs in a context of its own, as in production: neither the session nor the
    viewer of the test can make it succeed. Afterwards the test's session reads afresh.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request; raises AssertionError with all faults if the page has any."""
        kwargs["buffered"] = True
        response: TestResponse = Context().run(super().open, *args, **kwargs)
        if has_app_context():
            db.session.rollback()
        if response.mimetype == "text/html" and response.data and not _is_foreign(response):
            found = faults(_plain(response))
            assert not found, "\n".join([f"{response.request.path}:", *found])
        return response

    def submit(
        self,
        url: str,
        fields: Fields | None = None,
        *,
        button: str = "",
        form: int | None = None,
        **kwargs: Any,
    ) -> TestResponse:
        """Open the page at ``url``, fill in its form as a browser would, and send it.

        ``button`` chooses the form by the words on its button where the page has several, and
        ``form`` by its number where several have that button; what the button says of itself is
        sent along.
        Hidden fields and what is filled in already are sent along; a field that the form
        does not have cannot be filled in.
        """
        page = self.get(url)
        assert page.status_code == 200, f"{url} answers {page.status}"
        chosen = _form(parse(page.text), button, form)
        data = _filled(chosen) | _pressed(chosen, button)
        for name, value in (fields or {}).items():
            assert name in _names(chosen), f"The form has no field {name!r} but {_names(chosen)}"
            data[name] = value
        target = urljoin(page.request.path, _action(chosen, button) or page.request.full_path)
        return self.post(target, data=data, **kwargs)


def _plain(response: TestResponse) -> str:
    if response.headers.get("Content-Encoding") == "gzip":
        return gzip.decompress(response.data).decode()
    return response.text


def _is_foreign(response: TestResponse) -> bool:
    """Whether it is no page of ours: a stream, or a mail shown as its reader sees it."""
    policy = response.headers.get("Content-Security-Policy", "")
    return response.is_streamed or policy.startswith("sandbox;")


def refuse_unsaved_changes(app: Flask) -> None:
    """Make every request fail that ends with changes nobody will ever save."""

    @app.teardown_request
    def _nothing_is_left(error: BaseException | None) -> None:
        left = [*db.session.new, *db.session.dirty, *db.session.deleted]
        assert error or not left, f"Changed, but neither saved nor taken back: {left}"


def _form(document: Element, button: str, number: int | None) -> Element:
    forms = [form for form in document.iter("form") if (form.get("method") or "").lower() == "post"]
    fitting = [form for form in forms if not button or button in map(text_of, form.iter("button"))]
    if number is not None:
        return fitting[number]
    assert len(fitting) == 1, f"{len(fitting)} of {len(forms)} forms have the button {button!r}"
    return fitting[0]


def _action(form: Element, button: str) -> str | None:
    """Where the form goes; a button may send it elsewhere."""
    pressed = (each for each in form.iter("button") if button and text_of(each) == button)
    return next((each.get("formaction") for each in pressed), None) or form.get("action")


def _names(form: Element) -> set[str]:
    fields = (field for tag in ("input", "select", "textarea") for field in form.iter(tag))
    return {name for field in fields if (name := field.get("name"))}


def _filled(form: Element) -> Fields:
    """Return what a browser would send if nothing were touched."""
    data: dict[str, list[str]] = {}
    for field in form.iter():
        name = field.get("name")
        if name and "disabled" not in field.attrib:
            for value in _values(field):
                data.setdefault(name, []).append(value)
    return dict(data)


def _pressed(form: Element, button: str) -> Fields:
    """Return what a browser would send of the button that was pressed."""
    return {
        name: element.get("value", "")
        for element in form.iter("button")
        if button and text_of(element) == button and (name := element.get("name"))
    }


def _values(field: Element) -> list[str]:
    if field.tag == "textarea":
        return ["".join(field.itertext()).removeprefix("\n")]
    if field.tag == "select":
        options = list(field.iter("option"))
        chosen = [option for option in options if "selected" in option.attrib]
        if not chosen and "multiple" not in field.attrib:
            chosen = options[:1]
        return [option.get("value", text_of(option)) for option in chosen]
    if field.tag != "input" or field.get("type") in {"submit", "button", "image", "file"}:
        return []
    if field.get("type") in {"checkbox", "radio"}:
        return [field.get("value", "on")] if "checked" in field.attrib else []
    return [field.get("value", "")]
