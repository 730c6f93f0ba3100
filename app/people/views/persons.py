"""Persons: found, shown, added and changed."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import may_open, staff
from app.access.roles import Permission
from app.core.errors import NotFound, Refused
from app.core.messages import N_
from app.people import operations, queries
from app.people.dossier_panels import panels_of
from app.people.duplicates import REASON_LABELS
from app.people.forms import PersonForm
from app.people.models import Person, Phone
from app.people.operations import DossierFacts, PersonFacts
from app.people.rules import ROMANISATION_LABELS, VARIANT_KIND_LABELS, NameOrder
from app.web.answers import answer_form
from app.web.asked import page_in, words_in

bp = Blueprint("people", __name__, url_prefix="/staff/people")


@bp.get("/")
@staff(Permission.READ)
def index() -> ResponseReturnValue:
    """List persons by family name, or those whom the words in ``q`` fit."""
    words = words_in(request.args)
    found = queries.find_people(words, page=page_in(request.args))
    pages = [
        {
            "number": number,
            "href": _address(words, number),
            "current": number == found.number,
        }
        for number in range(1, found.pages + 1)
    ]
    return render_template(
        "people/index.html",
        words=words,
        found=found,
        pages=pages,
        previous=_address(words, found.number - 1) if found.number > 1 else None,
        next=_address(words, found.number + 1) if found.number < found.pages else None,
        may_add=may_open("people.new"),
        likely=queries.suggestions().total if may_open("duplicates.index") else 0,
    )


@bp.get("/<key>")
@staff(Permission.READ)
def person(key: str) -> ResponseReturnValue:
    """Show all that is known of the person; whoever was merged is met as the survivor."""
    try:
        found = queries.person_for(key)
    except NotFound:
        survivor = queries.survivor_of_key(key)
        if survivor is None:
            raise
        return redirect(url_for("people.person", key=survivor.key), 301)
    return render_template(
        "people/person.html",
        person=found,
        panels=panels_of(found),
        likenesses=queries.likenesses_of(found),
        variant_kinds=VARIANT_KIND_LABELS,
        romanisations=ROMANISATION_LABELS,
        reason_labels=REASON_LABELS,
        may_edit=may_open("people.edit"),
    )


def _address(words: str, number: int) -> str:
    return url_for("people.index", q=words or None, page=number if number > 1 else None)


@bp.get("/new")
@staff(Permission.CREATE)
def new() -> ResponseReturnValue:
    """Ask who the person is."""
    form = PersonForm(formdata=None)
    form.display_name.data = words_in(request.args, "name")
    return _new_page(form)


@bp.post("/new")
@staff(Permission.CREATE)
def add() -> ResponseReturnValue:
    """Add the person, unless one of that name is known and nobody said that they are two."""
    form = PersonForm()

    def change() -> str:
        if not form.somebody_else.data and queries.namesakes(form.display_name.data or ""):
            raise Refused(N_("There is somebody of this name already. Look whether it is them."))
        person = operations.add_person(display_name=form.display_name.data or "", **_facts(form))
        flash(_("%(name)s is in the directory.", name=person.display_name), "success")
        return url_for("people.person", key=person.key)

    return answer_form(form, change=change, page=lambda: _new_page(form))


def _new_page(form: PersonForm) -> str:
    known = queries.namesakes(form.display_name.data or "") if form.display_name.data else []
    return render_template("people/new.html", form=form, known=known)


@bp.get("/<key>/edit")
@staff(Permission.CREATE)
def edit(key: str) -> ResponseReturnValue:
    """Show what is known of the person, to be changed."""
    person = queries.person_for(key)
    form = PersonForm(formdata=None, data=_values(person))
    form.opened_on(_values(person))
    return _edit_page(person, form)


@bp.post("/<key>/edit")
@staff(Permission.CREATE)
def change(key: str) -> ResponseReturnValue:
    """Change what is known of the person; billings of past events stay."""
    person = queries.person_for(key)
    form = PersonForm()

    def work() -> str:
        operations.edit_person(person, display_name=form.display_name.data or "", **_facts(form))
        flash(_("Saved. Billings of events stay as they were."), "success")
        return url_for("people.person", key=person.key)

    return answer_form(
        form,
        change=work,
        page=lambda: _edit_page(person, form),
        standing=lambda: _values(person),
    )


def _edit_page(person: Person, form: PersonForm) -> str:
    return render_template("people/edit.html", form=form, person=person)


def _values(person: Person) -> dict[str, object]:
    return {
        "display_name": person.display_name,
        "honorific": person.honorific,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "suffix": person.suffix,
        "name_order": person.name_order.value,
        "native_name": person.native_name,
        "native_lang": person.native_lang,
        "pronunciation": person.pronunciation,
        "never_list": person.never_list,
        "email": "\n".join(address.address for address in person.addresses),
        "phone": "\n".join(_phone_line(phone) for phone in person.phones),
    } | {name: getattr(person.dossier, name, empty) for name, empty in _DOSSIER.items()}


_DOSSIER: dict[str, object] = {
    "gender": "",
    "country": "",
    "languages": "",
    "assistant_name": "",
    "assistant_email": "",
    "assistant_phone": "",
    "invite_assistant": False,
    "deceased": False,
    "notes": "",
}


def _phone_line(phone: Phone) -> str:
    return f"{phone.number}, {phone.label}" if phone.label else phone.number


def _facts(form: PersonForm) -> PersonFacts:
    facts = PersonFacts(
        honorific=form.honorific.data or "",
        given_name=form.given_name.data or "",
        family_name=form.family_name.data or "",
        suffix=form.suffix.data or "",
        native_name=form.native_name.data or "",
        native_lang=form.native_lang.data or "",
        pronunciation=form.pronunciation.data or "",
        never_list=bool(form.never_list.data),
        email=form.email.data or "",
        phone=form.phone.data or "",
        dossier=_dossier(form),
    )
    if form.name_order.data:
        facts["name_order"] = NameOrder(form.name_order.data)
    return facts


def _dossier(form: PersonForm) -> DossierFacts:
    return DossierFacts(
        gender=form.gender.data or "",
        country=form.country.data or "",
        languages=form.languages.data or "",
        assistant_name=form.assistant_name.data or "",
        assistant_email=form.assistant_email.data or "",
        assistant_phone=form.assistant_phone.data or "",
        invite_assistant=bool(form.invite_assistant.data),
        deceased=bool(form.deceased.data),
        notes=form.notes.data or "",
    )
