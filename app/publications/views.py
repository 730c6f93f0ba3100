"""The staff pages of publications."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.access.doors import may_open, staff
from app.access.enforcement import current_viewer
from app.access.roles import Permission
from app.core.errors import InvalidInput, NotFound
from app.core.messages import N_
from app.people.queries import find_people, person_for
from app.programmes.models import Programme
from app.programmes.queries import programmes_within
from app.publications import operations
from app.publications.forms import AddressForm, AuthorForm, LinkForm, OutputForm, RelatedEventForm
from app.publications.models import Output, OutputAuthor, OutputLink
from app.publications.queries import (
    essay_series,
    event_called,
    may,
    output_for,
    outputs_page,
)
from app.publications.rules import AUTHOR_ROLE_LABELS, OUTPUT_KIND_LABELS, AuthorRole, OutputKind
from app.web.answers import answer_form, answer_once
from app.web.asked import page_in, words_in
from app.web.forms import Form
from app.web.navigation import Entry, add_to_menu

bp = Blueprint("publications", __name__, url_prefix="/staff/publications")

WORDS = (
    "title", "subtitle", "abstract", "series_title", "series_number", "published_on",
    "languages", "isbn", "doi", "publisher", "disclaimer",
)  # fmt: skip
"""The fields that the form and the publication have by the same name."""
MOST_FOUND = 10


@bp.get("/")
@staff(Permission.READ)
def listing() -> ResponseReturnValue:
    """Show the publications that the viewer may know of, the newest first."""
    page = outputs_page(number=page_in(request.args), released=False)
    return render_template(
        "publications/list.html",
        page=page,
        kinds={kind: _(label) for kind, label in OUTPUT_KIND_LABELS.items()},
        may_create=may_open("publications.new"),
        previous=url_for(".listing", page=page.number - 1) if page.number > 1 else None,
        next=url_for(".listing", page=page.number + 1) if page.number < page.pages else None,
    )


@bp.get("/new")
@staff(Permission.CREATE)
def new() -> ResponseReturnValue:
    """Ask what is published."""
    return render_template("publications/form.html", form=_form(), output=None)


@bp.post("/new")
@staff(Permission.CREATE)
def create() -> ResponseReturnValue:
    """Make the publication; nobody outside knows of it."""
    form = _form()

    def change() -> str:
        facts = _typed(form, None)
        output = operations.add_output(**facts)
        operations.set_topics(output, form.topic_names())
        flash(
            _("The publication is added. It is not public yet: bill its authors first."), "success"
        )
        return url_for(".publication", key=output.key)

    return answer_form(
        form,
        change=change,
        page=lambda: render_template("publications/form.html", form=form, output=None),
    )


@bp.get("/<key>/")
@staff(Permission.READ)
def publication(key: str) -> ResponseReturnValue:
    """Show a publication, its authors, links and events, for change where the viewer may."""
    return _page(output_for(key))


@bp.get("/<key>/edit")
@staff(Permission.EDIT)
def edit(key: str) -> ResponseReturnValue:
    """Show its words for change."""
    found = output_for(key, Permission.EDIT)
    form = _form(found)
    form.opened_on(_standing(found))
    return render_template("publications/form.html", form=form, output=found)


@bp.post("/<key>/edit")
@staff(Permission.EDIT)
def save(key: str) -> ResponseReturnValue:
    """Keep the words as typed."""
    found = output_for(key, Permission.EDIT)
    form = _form(found)

    def change() -> str:
        operations.edit_output(found, **_typed(form, found))
        if form.topic_names() != [topic.name for topic in found.topics]:
            operations.set_topics(found, form.topic_names())
        flash(_("The publication is saved."), "success")
        return url_for(".publication", key=key)

    return answer_form(
        form,
        change=change,
        page=lambda: render_template("publications/form.html", form=form, output=found),
        standing=lambda: _standing(found),
    )


@bp.post("/<key>/authors/add/<person>")
@staff(Permission.EDIT)
def add_author(key: str, person: str) -> ResponseReturnValue:
    """Bill a person after the others."""
    found = output_for(key, Permission.EDIT)
    return _answer(found, lambda: operations.add_author(found, person_for(person)), "#authors")


@bp.get("/<key>/authors/<author>")
@staff(Permission.EDIT)
def author(key: str, author: str) -> ResponseReturnValue:
    """Show how somebody is billed, for change."""
    found = output_for(key, Permission.EDIT)
    one = _author(found, author)
    form = AuthorForm(
        data={"name": one.billing_name, "role": one.role.value, "offices": one.billing_offices}
    )
    return render_template("publications/author.html", form=form, output=found, author=one)


@bp.post("/<key>/authors/<author>")
@staff(Permission.EDIT)
def save_author(key: str, author: str) -> ResponseReturnValue:
    """Keep the billing as typed."""
    found = output_for(key, Permission.EDIT)
    one = _author(found, author)
    form = AuthorForm()

    def change() -> str:
        operations.set_billing(
            one,
            name=form.name.data or "",
            role=AuthorRole(form.role.data),
            offices=form.offices.data or "",
        )
        return url_for(".publication", key=key, _anchor="authors")

    return answer_form(
        form,
        change=change,
        page=lambda: render_template(
            "publications/author.html", form=form, output=found, author=one
        ),
    )


@bp.post("/<key>/authors/<author>/<any(up, remove):way>")
@staff(Permission.EDIT)
def change_author(key: str, author: str, way: str) -> ResponseReturnValue:
    """Bill the author one place earlier, or no longer."""
    found = output_for(key, Permission.EDIT)
    act = operations.move_author if way == "up" else operations.remove_author

    def change() -> str:
        act(_author(found, author))
        return url_for(".publication", key=key, _anchor="authors")

    return answer_once(request.form.get("once"), change)


@bp.post("/<key>/links")
@staff(Permission.EDIT)
def add_link(key: str) -> ResponseReturnValue:
    """Say where it can be read."""
    found = output_for(key, Permission.EDIT)
    form = LinkForm()

    def change() -> str:
        operations.add_link(
            found,
            url=form.url.data or "",
            language=form.language.data or "",
            label=form.label.data or "",
        )
        return url_for(".publication", key=key, _anchor="links")

    return answer_form(form, change=change, page=lambda: _page(found, links=form))


@bp.post("/<key>/links/<link>/remove")
@staff(Permission.EDIT)
def remove_link(key: str, link: str) -> ResponseReturnValue:
    """Take a link away."""
    found = output_for(key, Permission.EDIT)

    def change() -> str:
        operations.remove_link(_link(found, link))
        return url_for(".publication", key=key, _anchor="links")

    return answer_once(request.form.get("once"), change)


@bp.post("/<key>/events")
@staff(Permission.EDIT)
def add_event(key: str) -> ResponseReturnValue:
    """Say that an event has to do with it."""
    found = output_for(key, Permission.EDIT)
    form = RelatedEventForm()

    def change() -> str:
        event = event_called(form.event.data or "")
        if event is None:
            raise InvalidInput(N_("There is no event of this title or address that you may see."))
        operations.relate_event(found, event)
        return url_for(".publication", key=key, _anchor="events")

    return answer_form(form, change=change, page=lambda: _page(found, events=form))


@bp.post("/<key>/related/<event>/remove")
@staff(Permission.EDIT)
def remove_event(key: str, event: str) -> ResponseReturnValue:
    """Say so no longer."""
    found = output_for(key, Permission.EDIT)

    def change() -> str:
        for one in found.events:
            if one.key == event:
                operations.part_event(found, one)
                return url_for(".publication", key=key, _anchor="events")
        raise NotFound

    return answer_once(request.form.get("once"), change)


@bp.post("/<key>/<any(release, withdraw):way>")
@staff(Permission.RELEASE)
def release(key: str, way: str) -> ResponseReturnValue:
    """Show the publication to everyone, or take it back."""
    found = output_for(key, Permission.RELEASE)
    if way == "release":
        return _answer(
            found, lambda: operations.release(found), said=_("The publication is public.")
        )
    return _answer(
        found, lambda: operations.withdraw(found), said=_("The publication is withdrawn.")
    )


@bp.post("/<key>/address")
@staff(Permission.RELEASE)
def address(key: str) -> ResponseReturnValue:
    """Move the public page; the former address leads there."""
    found = output_for(key, Permission.RELEASE)
    form = AddressForm()

    def change() -> str:
        operations.change_slug(found, slug=form.slug.data or "")
        return url_for(".publication", key=key)

    return answer_form(form, change=change, page=lambda: _page(found, addresses=form))


def _answer(
    found: Output, act: Callable[[], object], anchor: str = "", said: str = ""
) -> ResponseReturnValue:
    """Do what a button asks for, and come back to the publication."""
    form = Form()

    def change() -> str:
        act()
        if said:
            flash(said, "success")
        return url_for(".publication", key=found.key) + anchor

    return answer_form(form, change=change, page=lambda: _page(found, button=form))


def _page(
    found: Output,
    *,
    links: LinkForm | None = None,
    events: RelatedEventForm | None = None,
    addresses: AddressForm | None = None,
    button: Form | None = None,
) -> str:
    who = words_in(request.args, "who")
    may_edit = may(Permission.EDIT, found)
    return render_template(
        "publications/publication.html",
        output=found,
        kind=_(OUTPUT_KIND_LABELS[found.kind]),
        roles={role: _(label) for role, label in AUTHOR_ROLE_LABELS.items()},
        who=who,
        people=find_people(who).people[:MOST_FOUND] if who and may_edit else (),
        may_edit=may_edit,
        may_release=may(Permission.RELEASE, found),
        link_form=links or LinkForm(formdata=None),
        event_form=events or RelatedEventForm(formdata=None),
        address_form=addresses or AddressForm(formdata=None, data={"slug": found.slug}),
        button_form=button or Form(formdata=None),
    )


def _author(found: Output, key: str) -> OutputAuthor:
    for one in found.authors:
        if one.key == key:
            return one
    raise NotFound


def _link(found: Output, key: str) -> OutputLink:
    for one in found.links:
        if one.key == key:
            return one
    raise NotFound


def _form(found: Output | None = None) -> OutputForm:
    everywhere = current_viewer().reach(Permission.CREATE).everywhere
    present = found.programme if found else None
    belongs_to_none = found is not None and present is None
    return OutputForm(
        within=programmes_within(Permission.CREATE, present),
        none=_("No programme") if everywhere or belongs_to_none else None,
        parents=[one for one in essay_series() if one is not found],
        data=_standing(found) if found else None,
    )


def _standing(found: Output) -> dict[str, object]:
    words: dict[str, object] = {name: getattr(found, name) for name in WORDS}
    return words | {
        "kind": found.kind.value,
        "programme": found.programme.key if found.programme else "",
        "parent": found.parent.key if found.parent else "",
        "topics": ", ".join(topic.name for topic in found.topics),
    }


def _typed(form: OutputForm, found: Output | None) -> Any:
    facts: dict[str, object] = {name: form[name].data or "" for name in WORDS}
    parents = {one.key: one for one in essay_series()}
    return facts | {
        "kind": OutputKind(form.kind.data),
        "programme": _programme(form.programme.data, found.programme if found else None),
        "parent": parents.get(form.parent.data or ""),
    }


def _programme(key: str | None, present: Programme | None) -> Programme | None:
    """Return the programme that was chosen; only those of the list count."""
    if not key:
        return None
    for programme in programmes_within(Permission.CREATE, present):
        if programme.key == key:
            return programme
    raise NotFound


def init_app(app: Flask) -> None:
    """Add the pages and their menu entry to ``app``."""
    app.register_blueprint(bp)
    add_to_menu(app, "staff", Entry(lazy_gettext("Publications"), "publications.listing", 47))
