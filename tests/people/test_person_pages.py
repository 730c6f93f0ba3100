"""The page of a person for staff and for visitors, and the pages on which two become one."""

from __future__ import annotations

from io import BytesIO
from types import SimpleNamespace

import pytest
from PIL import Image
from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.extensions import db
from app.infra.outbox import enqueue
from app.infra.transaction import transaction
from app.people import operations
from app.people.duplicates import suggest
from app.people.models import DistinctPair, Person, PersonNeeds
from app.people.queries import contacts_of_everybody
from tests.factories.accounts import sign_in
from tests.factories.events import add_event, release
from tests.factories.participation import seat
from tests.factories.people import add_person
from tests.factories.programmes import add_programme

PUBLIC_FACTS = {"short": "Knows everything about examples.", "long": ""}


def written(work):
    """Do ``work`` as Parley itself."""
    with viewing_as(SYSTEM), transaction():
        return work()


@pytest.fixture
def kim(session):
    def work():
        person = add_person("Kim Sook-hee", email="kim@example.org")
        event = release(add_event(title="A public talk"))
        seat(event, person=person)
        return person.key, person.slug

    return written(work)


@pytest.fixture
def twins(session):
    def work():
        one = add_person("Vera Adeyinka", email="vera.adeyinka@example.org")
        other = add_person("V. Adeyinka", email="vera.adeyinka@example.org")
        event = release(add_event(title="A public talk"))
        seat(event, person=one)
        seat(event, person=other)
        db.session.flush()
        operations.keep_suggestions(suggest(contacts_of_everybody()))
        return [(one.key, one.slug), (other.key, other.slug)]

    return written(work)


def a_picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (30, 40), "red").save(made, "PNG")
    return made.getvalue()


def test_every_fact_of_the_form_is_kept_and_shown(client, kim):
    sign_in(client)
    url = f"/staff/people/{kim[0]}"
    client.submit(
        f"{url}/edit",
        {
            "pronunciation": "gim SOOK-hee",
            "phone": "+82 2 555 0100, office",
            "assistant_name": "Max Mustermann",
            "assistant_email": "max@example.org",
            "country": "Republic of Korea",
            "languages": "Korean, English",
            "gender": "woman",
            "notes": "Prefers tea.",
            "deceased": "y",
        },
        button="Save",
    )
    page = client.get(url).text
    for words in ("gim SOOK-hee", "+82 2 555 0100", "Max Mustermann", "Republic of Korea"):
        assert words in page
    assert "Prefers tea." in page
    assert "Has died" in page


def test_the_changes_say_what_changed_and_keep_notes_to_themselves(client, kim):
    sign_in(client)
    url = f"/staff/people/{kim[0]}"
    fields = {"display_name": "Kim Suk-hee", "notes": "A quiet word."}
    client.submit(f"{url}/edit", fields, button="Save")
    client.submit(f"{url}/edit", {"notes": ""}, button="Save")
    page = client.get(url).text
    assert "name: “Kim Sook-hee” → “Kim Suk-hee”" in page
    assert "notes" in page
    assert "A quiet word." not in page


def test_another_name_is_added_changed_and_removed(client, kim):
    sign_in(client)
    url = f"/staff/people/{kim[0]}"
    fields = {"text": "Kim Suk-hui", "kind": "romanised", "system": "mccune_reischauer"}
    client.submit(f"{url}/names/new", fields, button="Add the name")
    assert "Kim Suk-hui" in client.get(url).text
    assert "Kim Sook-hee" in client.get("/staff/people/?q=suk-hui").text
    client.submit(url, button="Remove Kim Suk-hui")
    assert "Nobody in the directory fits" in client.get("/staff/people/?q=suk-hui").text


def test_a_bio_is_public_only_if_it_says_so(client, kim):
    key, slug = kim
    sign_in(client)
    client.submit(
        f"/staff/people/{key}/biographies/new",
        {"as_of": "2024", **PUBLIC_FACTS},
        button="Add the bio",
    )
    assert PUBLIC_FACTS["short"] not in client.get(f"/people/{slug}").text
    page = client.get(f"/staff/people/{key}").text
    bio = page.split(f"/staff/people/{key}/biographies/")[1].split('"')[0]
    client.submit(f"/staff/people/{key}/biographies/{bio}", {"public": "y"}, button="Save")
    assert PUBLIC_FACTS["short"] in client.get(f"/people/{slug}").text


@pytest.mark.parametrize("consent", ["y", ""])
def test_a_portrait_is_public_only_with_consent(client, kim, consent):
    key, slug = kim
    sign_in(client)
    url = f"/staff/people/{key}"
    fields = {"file": (BytesIO(a_picture()), "me.png"), "credit": "Ann Lee", "consent": consent}
    client.submit(f"{url}/portrait/", fields, button="Save")
    shot = client.get(url).text.split(f"{url}/portrait/")[1].split(".jpg")[0]
    seen = client.get(f"{url}/portrait/{shot}.jpg")
    assert (seen.status_code, seen.mimetype) == (200, "image/jpeg")
    assert seen.headers["Cache-Control"] == "private, max-age=3600"
    public = client.get(f"/people/{slug}/{shot}.jpg")
    assert public.status_code == (200 if consent else 404)
    assert ("Ann Lee" in client.get(f"/people/{slug}").text) is bool(consent)
    if consent:
        assert public.headers["Cache-Control"] == "public, no-cache"
        again = client.get(
            f"/people/{slug}/{shot}.jpg", headers={"If-None-Match": public.headers["ETag"]}
        )
        assert again.status_code == 304


def test_what_is_no_picture_is_said_beside_the_field(client, kim):
    sign_in(client)
    fields = {"file": (BytesIO(b"no picture"), "me.png")}
    answer = client.submit(f"/staff/people/{kim[0]}/portrait/", fields, button="Save")
    assert answer.status_code == 422
    assert "This is no picture that can be used." in answer.text


@pytest.fixture
def guarded(session):
    """Somebody with needs, seated at one event of a programme, and another programme."""

    def work():
        person = add_person("Kim Sook-hee")
        operations.set_needs(person, dietary="No shellfish.", access="")
        mine, other = add_programme(name="Mine"), add_programme(name="Other")
        seat(add_event(title="Dinner", programme=mine), person=person)
        db.session.flush()
        return person.key, SimpleNamespace(id=mine.id), SimpleNamespace(id=other.id)

    return written(work)


@pytest.mark.parametrize(
    ("role", "where", "known"),
    [
        (StaffRole.ADMINISTRATOR, None, True),
        (StaffRole.EVENT_COORDINATOR, "mine", True),
        (StaffRole.EVENT_COORDINATOR, "other", False),
        (StaffRole.READER, None, False),
    ],
)
def test_needs_are_known_to_whoever_looks_after_the_guest(client, guarded, role, where, known):
    key, mine, other = guarded
    sign_in(client, role=role, programme={"mine": mine, "other": other, None: None}[where])
    assert ("No shellfish." in client.get(f"/staff/people/{key}").text) is known
    assert (client.get(f"/staff/people/{key}/needs").status_code == 200) is known


def test_needs_are_written_down_and_the_trail_does_not_tell_them(client, guarded):
    key, _mine, _other = guarded
    sign_in(client)
    client.submit(f"/staff/people/{key}/needs", {"dietary": "Halal."}, button="Save")
    page = client.get(f"/staff/people/{key}").text
    assert page.count("Halal.") == 1
    assert "dietary and access needs" in page
    client.submit(f"/staff/people/{key}/needs", {"dietary": ""}, button="Save")
    with viewing_as(SYSTEM):
        assert db.session.scalars(select(PersonNeeds)).all() == []


def test_the_page_lists_every_mail_that_may_be_read(client, kim):
    key, _slug = kim

    def work():
        for number, whom in enumerate((key, "", "somebody-else")):
            enqueue(
                to_address="kim@example.org",
                to_name="Kim",
                subject=f"Mail {number}",
                text="",
                html="",
                dedupe=str(number),
                whom=whom,
            )

    written(work)
    sign_in(client)
    page = client.get(f"/staff/people/{key}").text
    assert [f"Mail {number}" in page for number in range(3)] == [True, True, False]


def test_two_are_suggested_and_merged_after_a_look(client, twins):
    (one, _), (other, _) = twins
    sign_in(client)
    page = client.get("/staff/people/duplicates/").text
    assert "1 pair may be one person." in page
    assert "same e-mail address" in page
    review = client.get(f"/staff/people/{one}/merge/{other}").text
    assert "Seats at events" in review
    answer = client.submit(
        f"/staff/people/{one}/merge/{other}", {"take-name": "theirs"}, button="Merge"
    )
    page = client.get(answer.location).text
    assert "<h1>V. Adeyinka" in page
    assert page.count("A public talk") == 2
    assert "No pair" not in page
    assert "0 pairs" in client.get("/staff/people/duplicates/").text


def test_old_addresses_lead_to_the_survivor_and_back_after_parting(client, twins):
    (one, slug), (other, other_slug) = twins
    sign_in(client)
    client.submit(f"/staff/people/{one}/merge/{other}", button="Merge")
    moved = client.get(f"/staff/people/{other}")
    assert (moved.status_code, moved.location) == (301, f"/staff/people/{one}")
    public = client.get(f"/people/{other_slug}")
    assert (public.status_code, public.location) == (301, f"/people/{slug}")
    client.submit(f"/staff/people/{one}", button="Part them again V. Adeyinka")
    assert client.get(f"/people/{other_slug}").status_code == 200
    assert client.get(f"/staff/people/{other}").status_code == 200


def test_a_hidden_survivor_is_no_more_there_than_a_stranger(client, twins):
    (one, _slug), (other, other_slug) = twins

    def work():
        operations.merge(_person(one), _person(other))
        _person(one).never_list = True

    written(work)
    hidden, missing = client.get(f"/people/{other_slug}"), client.get("/people/nobody-at-all")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.text.replace(other_slug, "") == missing.text.replace("nobody-at-all", "")


def _person(key: str) -> Person:
    return db.session.scalars(select(Person).where(Person.key == key)).one()


def test_two_who_are_not_one_are_not_suggested_again(client, twins):
    sign_in(client)
    client.submit("/staff/people/duplicates/", button="Not the same Vera Adeyinka")
    assert "0 pairs" in client.get("/staff/people/duplicates/").text
    written(lambda: operations.keep_suggestions(suggest(contacts_of_everybody())))
    with viewing_as(SYSTEM):
        assert len(db.session.scalars(select(DistinctPair)).all()) == 1
    assert "0 pairs" in client.get("/staff/people/duplicates/").text


def test_readers_are_shown_no_duplicates(client, twins):
    (one, _), (other, _) = twins
    sign_in(client, role=StaffRole.READER)
    assert client.get("/staff/people/duplicates/").status_code == 404
    assert client.get(f"/staff/people/{one}/merge/{other}").status_code == 404
    assert "Perhaps in the directory twice" not in client.get(f"/staff/people/{one}").text


def test_the_names_of_an_organisation_are_kept_with_their_years(client, session):
    sign_in(client)
    fields = {
        "name": "Ministry of Unification",
        "former_names": "National Unification Board (1969–1998)\nUnification Desk",
        "parent": "Government of Examples",
    }
    client.submit("/staff/people/organisations/new", fields, button="Add the organisation")
    page = client.get("/staff/people/organisations/?q=unification+board").text
    assert "Ministry of Unification" in page
    refused = client.submit(
        "/staff/people/organisations/new",
        {"name": "Another", "former_names": "Old one (1998–1969)"},
        button="Add the organisation",
    )
    assert "The end is before the start." in refused.text


def test_the_public_page_says_how_a_name_is_pronounced(client, kim):
    key, slug = kim

    def work():
        _person(key).pronunciation = "gim SOOK-hee"

    written(work)
    assert "gim SOOK-hee" in client.get(f"/people/{slug}").text
