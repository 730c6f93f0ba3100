"""Staff put in a text, look at it, say who speaks, correct it, and lead it to the public."""

from __future__ import annotations

from io import BytesIO

import pytest
from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.events import operations
from app.events.models import Caption, Recording
from app.events.rules import EventState, Publication, RecordingKind
from app.extensions import db
from app.infra.transaction import transaction
from app.participation.rules import Role, SeatState
from app.transcripts.models import TranscriptTurn
from tests.client import CheckingClient
from tests.factories.accounts import sign_in
from tests.factories.events import add_event, in_days
from tests.factories.participation import seat
from tests.factories.people import add_person
from tests.pages import parse

SAID = "DR. DOE: What was tried was tried once.\n\nQUESTION: By whom?"


@pytest.fixture
def url(session) -> str:
    """Give the address of a bare transcript of a past event at which Jane Doe spoke."""
    with viewing_as(SYSTEM), transaction():
        event = add_event(
            state=EventState.HELD, publication=Publication.PUBLIC, local_start=in_days(-30)
        )
        seat(event, person=add_person("Jane Doe"), roles=[Role.PANELLIST], state=SeatState.ATTENDED)
        text = operations.add_recording(event, kind=RecordingKind.TRANSCRIPT, url="")
        return f"/staff/events/{event.key}/recordings/{text.key}"


def turns() -> list[tuple[str, str, bool]]:
    with viewing_as(SYSTEM):
        found = db.session.scalars(select(TranscriptTurn).order_by(TranscriptTurn.position))
        return [(one.speaker, one.text, one.participation_id is not None) for one in found]


def test_a_text_goes_from_paste_to_the_public(client: CheckingClient, url: str) -> None:
    sign_in(client)
    page = f"{url}/transcript/"
    preview = client.submit(page, {"text-text": SAID}, button="Show the turns")
    assert ("Nothing is written yet" in preview.text, turns()) == (True, [])
    assert client.post(page, data=dict(hidden(preview.text))).status_code == 303
    assert turns() == [
        ("DR. DOE", "What was tried was tried once.", False),
        ("QUESTION", "By whom?", False),
    ]
    assert "suggested" in client.get(page).text
    client.submit(page, button="Keep these names")
    assert [matched for _speaker, _text, matched in turns()] == [True, False]
    for button in ("It is edited", "The speakers have reviewed it"):
        client.submit(page, button=button)
    client.submit(f"{url}/transcript/turns/2", {"text": "By whom, then?"}, button="Save the turn")
    # What was changed after the review has to be reviewed again.
    client.submit(page, button="The speakers have reviewed it")
    client.submit(page, button="Release it to the public")
    assert "By whom, then?" in client.get("/events/what-the-talks-taught/transcript").text
    assert "Put in the text" not in client.get(page).text
    client.submit(f"{url}/transcript/turns/2", button="Delete the turn")
    client.submit(url, {"down-reason": "A speaker asked."}, button="Take the recording down")
    assert client.get("/events/what-the-talks-taught/transcript").status_code == 404
    assert "A speaker asked." in client.get(url).text


def hidden(html: str) -> list[tuple[str, str]]:
    """The hidden fields of the form that keeps what is looked at."""
    return [
        (field.get("name") or "", field.get("value") or "")
        for form in parse(html).iter("form")
        if (form.get("action") or "").endswith("/transcript/")
        for field in form.iter("input")
    ]


def test_captions_are_checked_and_kept(client: CheckingClient, url: str) -> None:
    sign_in(client)
    with viewing_as(SYSTEM), transaction():
        text = db.session.scalars(select(Recording)).one()
        video = operations.add_recording(
            text.event, kind=RecordingKind.VIDEO, url="https://www.youtube.com/watch?v=abcdefghijk"
        )
        page = f"/staff/events/{text.event.key}/recordings/{video.key}"
    for content in (
        "1\n00:00:01,000 --> 00:00:03,000\nNo\n",
        "WEBVTT\n\n00:01.000 --> 00:03.000\nYes",
    ):
        client.submit(
            page,
            {"captions-language": "en", "captions-file": (BytesIO(content.encode()), "c.vtt")},
            button="Keep the captions",
        )
    with viewing_as(SYSTEM):
        [kept] = db.session.scalars(select(Caption))
        assert kept.content.endswith("Yes\n")
