"""What the pages share on which somebody says what the columns of a file mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import render_template, request
from flask_babel import gettext as _

from app.imports.contacts.fields import Field
from app.imports.contacts.memory import meanings_of, remember
from app.imports.contacts.preview import preview
from app.imports.contacts.reading import ContactFile, open_file
from app.imports.forms import ColumnsForm, columns_form
from app.imports.jobs import APART
from app.imports.reading.encoding import ENCODINGS
from app.imports.reading.refusals import Unreadable
from app.infra.models import Upload

Address = Callable[[str, Mapping[str, str]], str]
"""Gives the address of the page itself, of "columns" or of "check", with what was asked."""


@dataclass(frozen=True)
class Columns:
    """A file, and the form that asks what its columns mean."""

    upload: Upload
    file: ContactFile
    form: ColumnsForm
    refusal: str

    @property
    def letters(self) -> str:
        """The letters that somebody chose, or nothing."""
        return chosen_letters() if not self.refusal else ""

    def asked(self) -> dict[str, str]:
        """What the address of the page says, so that it says it again."""
        given = {name: value for name, value in request.args.items() if name not in _OWN}
        own = {"letters": self.letters, "join": "yes" if self.form.join.data else ""}
        return {**given, **{name: value for name, value in own.items() if value}}

    def remember(self) -> None:
        """Write down what was chosen, for the next file with these headings."""
        if self.file.table:
            remember(self.file.table.headings, self.form.meanings)

    def payload(self) -> dict[str, str]:
        """What a job must know of it."""
        return {
            "upload": self.upload.key,
            "encoding": self.letters,
            "meanings": APART.join(each.value for each in self.form.meanings),
            "join": "yes" if self.form.join.data else "",
        }

    def page(self, address: Address, offered: str) -> str:
        """The page, whose forms go where ``address`` says; ``offered`` says what is loaded."""
        return render_template(
            "imports/columns.html",
            upload=self.upload,
            file=self.file,
            form=self.form,
            refusal=self.refusal,
            kind=offered,
            letters=[(name, _(label)) for name, label in ENCODINGS.items()],
            asked={name: text for name, text in self.asked().items() if name != "letters"},
            address=lambda step: address(step, self.asked()),
            preview=preview(self.file, self.form.meanings),
        )


_OWN = frozenset({"letters", "join"})


def chosen_letters() -> str:
    """The letters that the address asks for, if there are such."""
    asked = request.args.get("letters", "")
    return asked if asked in ENCODINGS else ""


def columns_of(upload: Upload, offered: Sequence[Field]) -> Columns:
    """The file in the letters that were chosen, or else as it was found, and why not as chosen."""
    refusal = ""
    try:
        file = open_file(upload.content, encoding=chosen_letters())
    except Unreadable as why:
        file, refusal = open_file(upload.content), _(why.message, **why.facts)
    headings = file.table.headings if file.table else ()
    meanings = [each if each in offered else Field.IGNORED for each in meanings_of(file)]
    form = columns_form(headings, meanings, offered, join=request.args.get("join") == "yes")
    return Columns(upload, file, form, refusal)
