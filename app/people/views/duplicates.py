"""Who may be one person: suggested with reasons, merged after a look, parted again, or told apart."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.enforcement import current_user_id
from app.access.roles import Permission
from app.config import current_settings
from app.core.errors import NotFound
from app.people import operations, queries
from app.people.duplicates import REASON_LABELS
from app.people.jobs import DUPLICATES, look_for_duplicates
from app.people.joining import doubles_of
from app.people.models import Person
from app.people.reviewing import choices_between
from app.web.answers import answer_form, answer_once
from app.web.asked import page_in
from app.web.forms import Form

bp = Blueprint("duplicates", __name__, url_prefix="/staff/people")


@bp.get("/duplicates/")
@staff(Permission.CREATE)
def index() -> ResponseReturnValue:
    """Show who may be one person, side by side, the likeliest first."""
    found = queries.suggestions(page=page_in(request.args))
    return render_template(
        "people/duplicates.html",
        found=found,
        looked=queries.last_look(DUPLICATES),
        reason_labels=REASON_LABELS,
        zone=current_settings().time_zone,
        previous=_address(found.number - 1) if found.number > 1 else None,
        next=_address(found.number + 1) if found.number < found.pages else None,
    )


def _address(number: int) -> str:
    return url_for("duplicates.index", page=number if number > 1 else None)


@bp.post("/duplicates/look")
@staff(Permission.CREATE)
def look() -> ResponseReturnValue:
    """Have the worker compare everybody anew."""

    def work() -> str:
        look_for_duplicates(created_by=current_user_id())
        flash(_("Everybody is being compared. Come back in a minute."), "success")
        return url_for("duplicates.index")

    return answer_once(Form().once.data, work)


@bp.post("/<key>/distinct/<other>")
@staff(Permission.CREATE)
def distinct(key: str, other: str) -> ResponseReturnValue:
    """Remember that the two are not one."""
    one, two = queries.person_for(key), queries.person_for(other)

    def work() -> str:
        operations.say_distinct(one, two)
        flash(_("Remembered: they are two. The pair will not be suggested again."), "success")
        return url_for("duplicates.index")

    return answer_once(Form().once.data, work)


@bp.get("/<key>/merge/<other>")
@staff(Permission.CREATE)
def review(key: str, other: str) -> ResponseReturnValue:
    """Show what either knows, what would move, and let the facts be chosen that survive."""
    return _page(queries.person_for(key), queries.person_for(other), Form(formdata=None))


@bp.post("/<key>/merge/<other>")
@staff(Permission.CREATE)
def merge(key: str, other: str) -> ResponseReturnValue:
    """Make one person of the two."""
    survivor, merged = queries.person_for(key), queries.person_for(other)
    form = Form()

    def change() -> str:
        operations.merge(survivor, merged, take=_taken())
        flash(_("They are one person now. You can undo this on the page of the person."), "success")
        return url_for("people.person", key=key)

    return answer_form(form, change=change, page=lambda: _page(survivor, merged, form))


def _taken() -> frozenset[str]:
    """The facts that were chosen from the person who goes."""
    return frozenset(
        name.removeprefix("take-")
        for name, value in request.form.items()
        if name.startswith("take-") and value == "theirs"
    )


def _page(survivor: Person, merged: Person, form: Form) -> str:
    if survivor.id == merged.id:
        raise NotFound
    return render_template(
        "people/merge.html",
        survivor=survivor,
        merged=merged,
        form=form,
        choices=choices_between(survivor, merged),
        doubles=doubles_of(survivor, merged),
        moving=queries.what_moves(merged),
    )


@bp.post("/merges/<key>/undo")
@staff(Permission.CREATE)
def undo(key: str) -> ResponseReturnValue:
    """Part again who was merged, and say what could not be put back."""

    def work() -> str:
        record = queries.merge_for(key)
        survivor_key = record.survivor.key
        parted = operations.unmerge(record)
        flash(_("They are two persons again."), "success")
        if parted.kept:
            flash(_("Changed since, and so left as it is now: some facts of this person."), "info")
        if parted.missing:
            flash(_("Some of what had moved is gone or somebody else’s by now."), "info")
        return url_for("people.person", key=survivor_key)

    return answer_once(Form().once.data, work)
