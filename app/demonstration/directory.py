"""People of the directory as staff know them: all of them invented, and one of them there twice."""

from __future__ import annotations

from io import BytesIO

from app.people.duplicates import suggest
from app.people.models import Person
from app.people.operations import (
    DossierFacts,
    FormerName,
    VariantFacts,
    add_affiliation,
    add_biography,
    add_organisation,
    add_person,
    find_or_add_organisation,
    keep_suggestions,
    merge,
    set_needs,
    set_portrait,
)
from app.people.portraits import read_portrait
from app.people.queries import contacts_of_everybody
from app.people.rules import OrganisationKind, Romanisation, VariantKind

NOTE = "Invented for the demonstration."


def add_directory() -> None:
    """Make an interpreter who is known in full, two who may be one, and one who was two."""
    institute = add_organisation(
        name="Example Institute for Unification Studies",
        short_name="EIUS",
        kind=OrganisationKind.THINK_TANK,
        country="Republic of Korea",
        website="",
        former_names=[FormerName(name="Example Unification Board", began="1971", ended="1998")],
    )
    known = _add_known_in_full()
    add_affiliation(
        known,
        title="Senior Interpreter",
        unit="Conference Service",
        organisation=institute,
        began="2016-03",
        main=True,
    )
    add_affiliation(known, title="Lecturer", organisation=institute, began="1996", ended="2003")
    _add_twice()
    _add_merged()
    keep_suggestions(suggest(contacts_of_everybody()))


def _add_known_in_full() -> Person:
    person = add_person(
        display_name="Hong Gil-sun",
        native_name="홍길순",
        native_lang="ko",
        pronunciation="hong GIL-soon",
        email="gilsun.hong@example.org\noffice@example.org",
        phone="+82 2 555 0100, office\n+82 10 5550 0101, mobile",
        variants=[
            VariantFacts(
                text="Hong Kil-sun",
                kind=VariantKind.ROMANISED,
                system=Romanisation.MCCUNE_REISCHAUER,
            ),
            VariantFacts(text="洪吉順", kind=VariantKind.NATIVE, lang="zh-Hant"),
        ],
        dossier=DossierFacts(
            country="Republic of Korea",
            languages="Korean, English, Japanese",
            gender="woman",
            assistant_name="Max Mustermann",
            assistant_email="max@example.org",
            assistant_phone="+82 2 555 0102",
            invite_assistant=True,
            notes=f"{NOTE} Prefers to be written to in Korean.",
        ),
    )
    add_biography(
        person,
        as_of="2026-01",
        short="Hong Gil-sun has interpreted between Korean and English for thirty years.",
        long="",
        public=False,
    )
    set_needs(person, dietary="No shellfish.", access="A seat with a view of the speakers.")
    set_portrait(
        person,
        read_portrait(_drawn()),
        credit="Drawn for the demonstration",
        licence="CC0 1.0",
        consent=True,
    )
    return person


def _drawn() -> bytes:
    """A face as a child would draw it, so that nobody's is shown."""
    # Imported where it is used, as in ``app.people.portraits``.
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (480, 600), "#d9dee2")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((60, 420, 420, 900), fill="#33475b")
    pen.ellipse((140, 130, 340, 400), fill="#e8c9a8")
    pen.pieslice((125, 100, 355, 340), 180, 360, fill="#2b2622")
    for left in (190, 270):
        pen.ellipse((left, 250, left + 22, 272), fill="#2b2622")
    pen.arc((195, 290, 285, 350), 20, 160, fill="#8c4a3c", width=6)
    drawn = BytesIO()
    picture.save(drawn, "PNG")
    return drawn.getvalue()


def _add_twice() -> None:
    foundation = find_or_add_organisation("Example Foundation")
    for name, email in (
        ("Erika Mustermann", "erika.mustermann@example.org"),
        ("Mustermann, E.", "erika.mustermann@example.org"),
    ):
        person = add_person(display_name=name, email=email, dossier=DossierFacts(notes=NOTE))
        add_affiliation(person, title="Programme Director", organisation=foundation)


def _add_merged() -> None:
    kept = add_person(display_name="Juan Pérez Ejemplo", email="juan.perez@example.org")
    gone = add_person(display_name="J. Perez", email="jperez@example.com")
    merge(kept, gone)
