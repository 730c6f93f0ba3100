"""The pictures that stand beside links elsewhere: what they say, and that every letter is drawn."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from app.archive.pictures import (
    ACROSS,
    CHINESE,
    JAPANESE,
    KOREAN,
    TITLE,
    TITLE_SIZES,
    Card,
    drawn,
    fitted,
    legible,
    runs,
    shortened,
)
from app.documents.faces import characters_of
from app.events.rules import Publication
from app.programmes.operations import add_programme
from tests.archive.conftest import Writing
from tests.client import CheckingClient
from tests.factories.events import add_event
from tests.factories.participation import seat
from tests.factories.people import add_person
from tests.pages import parse


@pytest.mark.parametrize(
    ("text", "faces"),
    [
        ("Peace talks", [TITLE]),
        ("한반도 休戰 70년", [KOREAN, TITLE]),
        ("平和の対話", [JAPANESE]),
        ("和平研究", [CHINESE]),
    ],
)
def test_each_letter_stands_in_a_face_that_has_it(text: str, faces: list[object]) -> None:
    found = runs(legible(text, TITLE), TITLE)
    assert "".join(run.text for run in found) == text
    assert {run.face for run in found} == set(faces)
    had = {run.face: characters_of(run.face) for run in found}
    assert all(ord(letter) in had[run.face] for run in found for letter in run.text)


def test_what_no_face_has_is_left_out_and_not_drawn_as_a_box() -> None:
    assert legible("Talks \U0001f389 again", TITLE) == "Talks again"
    assert legible("مرحبا Talks", TITLE) == ""
    assert drawn(Card("", "مرحبا", (), "Institute")) == drawn(Card("", "", (), "Institute"))


@pytest.mark.parametrize("word", ["negotiation ", "Verhandlung", "和平研究"])
def test_a_long_title_is_wrapped_and_shortened(word: str) -> None:
    size, lines = fitted(word * 40)
    assert (size, len(lines)) == TITLE_SIZES[-1]
    assert lines[-1].endswith("…")
    assert shortened("Short", TITLE, size, 1) == ["Short"]
    assert all(len(line) > ACROSS // size // 2 for line in lines)


def test_each_page_has_its_picture_and_the_others_that_of_the_institute(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        event = add_event(title="Roundtable", publication=Publication.PUBLIC)
        seat(event, add_person("Kim Example"))
        add_programme(name="Peace", public=True)
    for page in ("/events/roundtable", "/people/kim-example", "/programmes/peace", "/archive/"):
        said = {
            one.get("property") or one.get("name"): one.get("content")
            for one in parse(client.get(page).text).iter("meta")
        }
        own = "/picture.png" if page == "/archive/" else f"{page}/picture.png"
        assert said["og:image"] == f"http://localhost{own}"
        assert said["og:image:alt"]
        answer = client.get(own)
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert Image.open(io.BytesIO(answer.data)).size == (1200, 630)
        again = client.get(own, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304


def test_what_has_no_page_has_no_picture(client: CheckingClient, writing: Writing) -> None:
    with writing():
        closed = add_event(title="Closed")
        seat(closed, add_person("Kim Example"))
        add_programme(name="Peace", public=False)
    for path in ("events/closed", "people/kim-example", "programmes/peace", "publications/none"):
        assert client.get(f"/{path}/picture.png").status_code == 404
