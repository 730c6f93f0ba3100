"""Recordings, captions, transcripts and the podcast, as visitors find them."""

from __future__ import annotations

import json
from datetime import date, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from PIL import Image
from sqlalchemy import select

from app.events import operations
from app.events.models import Event, Recording
from app.events.operations import Details
from app.events.rules import (
    AttributionRule,
    EventState,
    Publication,
    RecordingKind,
    TranscriptAction,
)
from app.extensions import db
from app.participation.models import Participation
from app.participation.operations import bill
from app.participation.rules import Role, SeatState
from app.transcripts.operations import match, set_turns, step
from app.transcripts.reading import read_turns
from tests.archive.conftest import Writing
from tests.client import CheckingClient
from tests.factories.events import add_event, add_session
from tests.factories.participation import seat
from tests.factories.people import add_person
from tests.pages import parse

PAGE = "/events/what-the-talks-taught"
SAID = "DR. DOE: What was tried was tried once.\n\nAnd then again.\n\nQUESTION: By whom?\n"
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nWhat was tried\n"
FORWARD = (TranscriptAction.FINISH_EDITING, TranscriptAction.NOTE_REVIEW, TranscriptAction.RELEASE)
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"


def held(**facts: Any) -> Event:
    return add_event(
        state=EventState.HELD,
        publication=facts.pop("publication", Publication.PUBLIC),
        local_start=datetime(2026, 3, 2, 10),
        local_end=datetime(2026, 3, 2, 12),
        **facts,
    )


def transcript(event: Event, *, released: bool = True, **facts: Any) -> Recording:
    found = operations.add_recording(event, kind=RecordingKind.TRANSCRIPT, url="", **facts)
    set_turns(found, read_turns(SAID))
    for action in FORWARD if released else ():
        step(found, action)
    return found


def speaker(event: Event, name: str = "Jane Doe") -> Participation:
    found = seat(event, person=add_person(name), roles=[Role.PANELLIST], state=SeatState.ATTENDED)
    bill(found)
    return found


def of(key: str) -> Recording:
    return db.session.scalars(select(Recording).where(Recording.key == key)).one()


def test_a_transcript_is_read_once_it_is_released(client: CheckingClient, writing: Writing) -> None:
    with writing():
        event = held()
        key = transcript(event, released=False).key
    seen = [client.get(f"{PAGE}/transcript").status_code]
    for action in (*FORWARD, TranscriptAction.TAKE_BACK):
        with writing():
            step(of(key), action)
        seen.append(client.get(f"{PAGE}/transcript").status_code)
    assert seen == [404, 404, 404, 200, 404]


def test_turns_name_who_may_be_named(client: CheckingClient, writing: Writing) -> None:
    with writing():
        event = held()
        known = speaker(event)
        match(transcript(event, details=Details(language="en")), {"DR. DOE": known})
        seat_id = known.id
    html = client.get(f"{PAGE}/transcript").text
    page = parse(html)
    assert [turn.get("id") for turn in page.iter("li") if "turn-" in (turn.get("id") or "")] == [
        "turn-1",
        "turn-2",
    ]
    assert '<a href="/people/jane-doe">Jane Doe</a>' in html
    assert 'lang="en"' in html
    text = client.get(f"{PAGE}/transcript.txt").text
    assert "JANE DOE: What was tried was tried once.\n\nAnd then again." in text
    with writing():
        db.session.get(Participation, seat_id).listed = False
    hidden = client.get(f"{PAGE}/transcript").text
    assert ("Jane" in hidden, "DR. DOE" in hidden, "not named" in hidden) == (False, False, True)


def test_under_the_chatham_house_rule_there_is_no_transcript(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        event = held(
            attribution=AttributionRule.CHATHAM_HOUSE, publication=Publication.WITHOUT_PEOPLE
        )
        transcript(event)
    assert client.get(f"{PAGE}/transcript").status_code == 404
    assert "transcript" not in client.get(PAGE).text.lower()


def test_several_transcripts_have_addresses_with_their_sessions(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        event = held()
        first, second = (add_session(event, title=title) for title in ("Opening", "Closing"))
        one, two = (transcript(event, session=session) for session in (first, second))
        address = f"{PAGE}/transcript/opening-{one.key[:6]}"
        key = two.key
    page = client.get(PAGE).text
    assert address in page
    assert address in client.get(f"{PAGE}/transcript").text
    assert client.get(address).status_code == 200
    assert client.get(f"{PAGE}/transcript/renamed-{key[:6]}").status_code == 301
    assert client.get(f"{address}.txt").status_code == 200
    assert client.get(f"{PAGE}/transcript/opening-zzzzzz").status_code == 404


def test_a_video_says_what_search_engines_ask(client: CheckingClient, writing: Writing) -> None:
    with writing():
        event = held()
        video = operations.add_recording(
            event,
            kind=RecordingKind.VIDEO,
            url="https://www.youtube.com/watch?v=abcdefghijk",
            details=Details(language="en", seconds=3753, uploaded_on=date(2026, 3, 5)),
        )
        caption = operations.set_caption(video, language="en", content=VTT)
        transcript(event)
        still = f"{PAGE}/recordings/{video.key}.svg"
        captions = f"{PAGE}/captions/{caption.key}.vtt"
    html = client.get(PAGE).text
    described = json.loads(
        next(
            "".join(script.itertext())
            for script in parse(html).iter("script")
            if script.get("type") == "application/ld+json"
        )
    )
    base = described["url"].removesuffix(PAGE)
    assert described["recordedIn"] == [
        {
            "@type": "VideoObject",
            "name": "What the talks taught",
            "description": "What the talks taught",
            "url": "https://www.youtube.com/watch?v=abcdefghijk",
            "embedUrl": "https://www.youtube-nocookie.com/embed/abcdefghijk",
            "uploadDate": "2026-03-05",
            "duration": "PT1H2M33S",
            "inLanguage": "en",
            "thumbnailUrl": base + still,
            "transcript": f"{base}{PAGE}/transcript",
            "caption": [
                {
                    "@type": "MediaObject",
                    "contentUrl": base + captions,
                    "encodingFormat": "text/vtt",
                    "inLanguage": "en",
                }
            ],
        }
    ]
    # Nothing is fetched from the site of the video before the click: its addresses are no sources.
    assert [one.get("src") for one in parse(html).iter("img")] == [still]
    assert list(parse(html).iter("iframe")) == []
    assert "What the talks taught" in client.get(still).text
    assert (client.get(captions).text, client.get(captions).mimetype) == (VTT, "text/vtt")


def test_what_is_taken_down_is_gone_everywhere_at_once(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        event = held()
        audio = operations.add_recording(
            event,
            kind=RecordingKind.AUDIO,
            url="https://example.org/talk.mp3",
            details=Details(file_bytes=1200),
        )
        caption = operations.set_caption(audio, language="en", content=VTT)
        text = transcript(event)
        keys = (audio.key, text.key)
        places = (
            f"{PAGE}/transcript",
            f"{PAGE}/transcript.txt",
            f"{PAGE}/captions/{caption.key}.vtt",
            f"{PAGE}/recordings/{audio.key}.svg",
        )
    assert [client.get(place).status_code for place in places] == [200, 200, 200, 200]
    assert "talk.mp3" in client.get(PAGE).text
    assert "talk.mp3" in client.get("/feeds/podcast.xml").text
    with writing():
        for key in keys:
            operations.take_down(of(key), reason="A speaker withdrew consent.")
    assert [client.get(place).status_code for place in places] == [404, 404, 404, 404]
    for place in (PAGE, "/feeds/podcast.xml", "/archive/?has=audio"):
        assert "talk.mp3" not in client.get(place).text
    assert "withdrew" not in client.get(PAGE).text


def test_the_podcast_is_one_that_players_take(client: CheckingClient, writing: Writing) -> None:
    with writing():
        event = held(summary_past="They **spoke**.")
        audio = operations.add_recording(
            event,
            kind=RecordingKind.PODCAST,
            url="https://example.org/episodes/4",
            details=Details(
                seconds=61,
                file_url="https://example.org/4.mp3",
                file_bytes=1200,
                uploaded_on=date(2026, 3, 5),
            ),
        )
        key = audio.key
        # Of this one no file is known, so there is nothing to play.
        operations.add_recording(event, kind=RecordingKind.PODCAST, url="https://example.org/5")
    answer = client.get("/feeds/podcast.xml")
    assert answer.mimetype == "application/rss+xml"
    root = ElementTree.fromstring(answer.data)  # noqa: S314 - our own document.
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    for name in ("title", "link", "description", "language", f"{ITUNES}author"):
        assert root.findtext(f"channel/{name}")
    category = root.find(f"channel/{ITUNES}category")
    assert category is not None
    assert [category.get("text"), *(one.get("text") for one in category)] == ["News", "Politics"]
    image = root.find(f"channel/{ITUNES}image")
    assert image is not None
    address = urlsplit(image.get("href", ""))
    assert address.scheme in {"http", "https"}
    cover = Image.open(BytesIO(client.get(address.path).data))
    # Apple: a square of 1400 to 3000 pixels, JPEG or PNG, RGB.
    assert (cover.format, cover.mode, cover.size) == ("PNG", "RGB", (1400, 1400))
    [item] = root.findall("channel/item")
    assert item.findtext("guid") == key
    assert item.findtext("link", "").endswith(PAGE)
    assert item.findtext("pubDate") == "Thu, 05 Mar 2026 12:00:00 GMT"
    assert item.findtext(f"{ITUNES}duration") == "61"
    enclosure = item.find("enclosure")
    assert enclosure is not None
    assert enclosure.attrib == {
        "url": "https://example.org/4.mp3",
        "length": "1200",
        "type": "audio/mpeg",
    }
    assert 'href="/feeds/podcast.xml"' in client.get(PAGE).text
