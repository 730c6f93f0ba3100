"""Forms that change something: done once, never over the head of somebody else, nothing typed lost."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask import redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from wtforms import Field, HiddenField

from app.core.errors import Conflict, DomainError, NotFound
from app.core.messages import N_
from app.infra.once import answered_before, remember_answer
from app.infra.tokens import STAND_IN
from app.infra.transaction import transaction
from app.web.forms import Form

Values = Mapping[str, object]


class Stale(Conflict):
    """Somebody else changed what the form changes, since it was opened: 409."""


class EditForm(Form):
    """A form that changes something which others may change meanwhile.

    ``seen`` says what stood there when it was opened. It is made from the fields of this form
    alone, so that a change elsewhere, such as a guest who registers, is in nobody's way.
    """

    seen = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing: list[tuple[str, str]] = []

    def opened_on(self, values: Values) -> None:
        """Remember that the form shows ``values``, unless it was sent and says so itself."""
        if not self.seen.data:
            self.seen.data = _fingerprint(values)

    def refuse_if_stale(self, values: Values) -> None:
        """Raise Stale if other ``values`` stand there now; sending again then replaces those."""
        if self.seen.data == _fingerprint(values):
            return
        self.seen.data = _fingerprint(values)
        self.standing = [
            (str(self[name].label.text), words)
            for name, value in values.items()
            if name in self
            if (words := _words(self[name], value)) != _words(self[name], self[name].data)
        ]
        raise Stale(
            N_(
                "Somebody else changed this while you were at it. Below stands what they wrote; "
                "send yours again to replace it."
            )
        )


def lead_where_it_led() -> ResponseReturnValue | None:
    """Before each view: a form that was sent before leads on, although what it removed is gone."""
    if request.method == "POST" and (key := _bound(request.form.get("once"))):
        before = _answered_before(key)
        return redirect(before, code=303) if before else None
    return None


def answer_once(
    key: str | None, work: Callable[[], str], *, claims: bool = False
) -> ResponseReturnValue:
    """Do ``work`` in one transaction and go where it says; sent again, only go there.

    ``claims``: see ``transaction()``.
    """
    return redirect(_first_answer(_bound(key), work, claims=claims), code=303)


def _first_answer(key: str, work: Callable[[], str], *, claims: bool) -> str:
    """Do ``work`` and remember where it leads, both or none; a second press waits for the first."""
    try:
        with transaction(claims=claims):
            if before := _answered_before(key):
                return before
            location = work()
            remember_answer(key, location.replace(_token(), STAND_IN))
    except IntegrityError:
        # Of two that only claim, the other one may have been first.
        if (before := _answered_before(key)) is None:
            raise
        return before
    return location


def _answered_before(key: str) -> str | None:
    """Where the form with ``key`` led when it was sent before; the token of a link is kept nowhere."""
    before = answered_before(key)
    return before and before.replace(STAND_IN, _token())


def _token() -> str:
    """The token in this address; where it has none, what stands in for it."""
    return str((request.view_args or {}).get("token", STAND_IN))


def answer_form(
    form: Form,
    *,
    change: Callable[[], str],
    page: Callable[[], str],
    standing: Callable[[], Values] | None = None,
    stops: Callable[[], bool] | None = None,
    claims: bool = False,
) -> ResponseReturnValue:
    """Do the ``change`` that a form asks for and go where it says, or show its page again.

    ``standing`` tells, under the lock, what the form is about to replace; ``stops``, before it,
    whether the form asks something more. What the domain refuses stands above the form, and
    everything typed is kept.
    """
    key = _bound(form.once.data)
    if location := _answered_before(key):
        return redirect(location, code=303)
    if not form.validate() or (stops is not None and stops()):
        return page(), 422

    def work() -> str:
        if standing is not None and isinstance(form, EditForm):
            form.refuse_if_stale(standing())
        return change()

    try:
        return redirect(_first_answer(key, work, claims=claims), code=303)
    except NotFound:
        raise
    except DomainError as refusal:
        form.form_errors.append(_(refusal.message, **refusal.facts))
        return page(), refusal.status


def _bound(key: str | None) -> str:
    """The key of a form at its own address: sent anywhere else, it tells nothing."""
    return hashlib.sha256(f"{request.path} {key}".encode()).hexdigest() if key else ""


def _fingerprint(values: Values) -> str:
    told = json.dumps(values, sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def _words(field: Field, value: object) -> str:
    """Return ``value`` as the field would show it to a reader."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return "; ".join(sorted(_several(field, value))) or _("(nothing)")
    for choice in getattr(field, "choices", None) or ():
        if str(choice.value) == str(value):
            return str(choice.label)
    return _("(nothing)") if value is None or value == "" else str(value)


def _several(field: Any, values: list[Any]) -> Iterator[str]:
    """Give the words of each choice that is ticked, or of each line that begins with something."""
    for number, value in enumerate(values):
        if not isinstance(value, Mapping):
            yield _words(field, value)
        elif next(iter(value.values()), ""):
            part = field[number].form if number < len(field.entries) else {}
            yield ", ".join(
                _words(part[name], told) if name in part else str(told)
                for name, told in value.items()
                if told
            )
