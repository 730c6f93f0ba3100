"""Fields to choose from a list, given as pairs of value and label, or as groups of such pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import wtforms
from wtforms.fields import choices as wtforms_choices
from wtforms.widgets import CheckboxInput

Pairs = Iterable[tuple[str, str]]
Choices = Pairs | Mapping[str, Pairs]


def _options(given: Choices) -> list[Any]:
    """Return what WTForms calls choices; its own reading of pairs and groups ends with 3.4."""
    groups = given.items() if isinstance(given, Mapping) else [(None, given)]
    # The class is newer than the types of WTForms that mypy reads.
    choice = vars(wtforms_choices)["SelectChoice"]
    return [
        choice(value, label, optgroup=group) for group, pairs in groups for value, label in pairs
    ]


class SelectField(wtforms.SelectField):
    """A list that opens, for one choice.

    ``choices`` come at once, later (``field.choices = …``), or from a function.
    """

    def __init__(
        self,
        *args: Any,
        choices: Choices | Callable[[], Choices] | None = None,
        **kwargs: Any,
    ) -> None:
        given = choices() if callable(choices) else choices
        kwargs["choices"] = None if given is None else _options(given)
        super().__init__(*args, **kwargs)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "choices" and value is not None:
            value = _options(value)
        super().__setattr__(name, value)


class SelectMultipleField(SelectField, wtforms.SelectMultipleField):
    """A list, for any number of choices."""


class RadioField(SelectField, wtforms.RadioField):
    """All choices side by side, for one of them."""


class BoxOfMany(CheckboxInput):
    """A box of several of which one has to be ticked: a browser would ask for each of them."""

    validation_attrs = ["disabled"]  # noqa: RUF012 -- as WTForms has it.
