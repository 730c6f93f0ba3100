"""Lists of recordings and transcripts: attached unreleased, told by line, and done once."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.cli.imports import command
from app.demonstration.on_record import FILES
from app.events.models import Recording
from app.events.operations import publish, take_down
from app.events.rules import TranscriptAction, TranscriptState
from app.extensions import db
from app.infra.transaction import transaction
from app.transcripts.operations import step
from app.transcripts.queries import labels_of, seats_for, suggestions, turns_of
from tests.client import CheckingClient
from tests.factories.accounts import sign_in

HEAD = (
    "event_title,event_start,session_order,kind,recording_url,language,duration,transcript_file\n"
)
RICE = '"U.S.-Soviet Relations in the Era of Détente, 1969-1976",2007-10-22,3'
TALK = '"Foreign Economic Policy, 1973-1976",2011-03-07,6'


def texts() -> list[Recording]:
    return list(
        db.session.scalars(
            select(Recording).where(Recording.transcript_state.is_not(None)).order_by(Recording.id)
        )
    )


def load(app: Flask, name: str, file: Path) -> str:
    options = ["--transcripts", str(FILES)] if name == "media" else []
    result = app.test_cli_runner().invoke(command, [name, str(file), *options])
    return result.output


def numbers(output: str) -> list[list[str]]:
    lines = [line.split() for line in output.splitlines()]
    return [line[1:] for line in lines if line and line[0] in {"recordings", "transcripts"}]


def test_a_list_is_attached_once_and_released_by_nobody(app: Flask) -> None:
    load(app, "panels", FILES / "programmes.csv")
    assert numbers(load(app, "media", FILES / "media.csv")) == [["0"] * 3, ["4", "0", "0"]]
    with app.app_context(), viewing_as(SYSTEM):
        found = texts()
        assert {one.transcript_state for one in found} == {TranscriptState.MACHINE}
        assert [len(turns_of(one)) for one in found] == [1, 63, 36, 20]
        [_rice, talk, _opening, _hormats] = found
        suggested = suggestions(talk, seats_for(talk))
        assert {label: seat.billing_name for label, seat in suggested.items()} == {
            "DR. SUSSER": "Dr. Marc Susser",
            "DR. KISSINGER": "Dr. Henry Kissinger",
            "DR. SCHLESINGER": "Dr. James Schlesinger",
        }
        assert {label for label, _number, _seat in labels_of(talk)} - set(suggested) == {"QUESTION"}
    assert numbers(load(app, "media", FILES / "media.csv")) == [["0"] * 3, ["0", "0", "4"]]


def test_bad_rows_are_told_by_line_and_nothing_is_written(app: Flask, tmp_path: Path) -> None:
    load(app, "panels", FILES / "programmes.csv")
    for rows, told in (
        (
            f"{RICE},,,en,,2007-detente-rice.txt\n{TALK},,,en,,missing.txt\n",
            "line 3, transcript_file",
        ),
        (
            f"{RICE},,,en,,2007-detente-rice.txt\n{TALK},song,https://example.org/,en,,\n",
            "line 3, kind",
        ),
        (
            f"{RICE},,,en,,2007-detente-rice.txt\nNo such,2011-03-07,1,,,,,2007-detente-rice.txt\n",
            "line 3, event_title",
        ),
        (f"{RICE}99,,https://example.org/1,en,1:x,\n", "line 2, duration"),
        (f"{RICE}99,,https://example.org/1,en,1:00,\n", "line 2, session_order"),
    ):
        file = tmp_path / "list.csv"
        file.write_text(HEAD + rows, encoding="utf-8")
        assert told in load(app, "media", file)
        with app.app_context(), viewing_as(SYSTEM):
            assert texts() == []


def test_staff_see_what_a_list_would_do_before_it_does(
    app: Flask, client: CheckingClient, work: Callable[[], None]
) -> None:
    load(app, "panels", FILES / "programmes.csv")
    sign_in(client)
    rows = f"{RICE},video,https://example.org/1,en,18:20,2007-detente-rice.txt\n"
    answer = client.submit(
        "/staff/imports/media",
        {
            "file": (BytesIO((HEAD + rows).encode()), "list.csv"),
            "texts": (BytesIO(b"SECRETARY RICE: Thank you."), "2007-detente-rice.txt"),
        },
        button="Show what it would do",
    )
    work()
    with app.app_context(), viewing_as(SYSTEM):
        assert texts() == []
    page = client.get(answer.location)
    assert "Nothing is written yet" in page.text
    loaded = client.submit(answer.location, button="Load the file")
    work()
    assert "Loaded" in client.get(loaded.location).text
    with app.app_context(), viewing_as(SYSTEM):
        [text] = texts()
        assert [turn.text for turn in turns_of(text)] == ["Thank you."]
        video = db.session.scalars(
            select(Recording).where(Recording.url == "https://example.org/1")
        ).one()
        assert (video.public, video.seconds, video.language) == (False, 1100, "en")


def test_what_is_ready_of_a_list_is_released_with_one_button(
    app: Flask, client: CheckingClient, work: Callable[[], None]
) -> None:
    load(app, "panels", FILES / "programmes.csv")
    sign_in(client)
    addresses = [f"https://example.org/{number}" for number in (1, 2, 3)]
    rows = "".join(f"{RICE},video,{url},en,18:20,\n" for url in addresses)
    rows += f"{RICE},,,en,,2007-detente-rice.txt\n{TALK},,,en,,2007-detente-rice.txt\n"
    sent = client.submit(
        "/staff/imports/media",
        {
            "file": (BytesIO((HEAD + rows).encode()), "list.csv"),
            "texts": (BytesIO(b"SECRETARY RICE: Thank you."), "2007-detente-rice.txt"),
        },
        button="Show what it would do",
    )
    work()
    loaded = client.submit(sent.location, button="Load the file").location
    work()
    assert "to the public" not in client.get(loaded).text, "No event is public yet."
    with app.app_context(), viewing_as(SYSTEM), transaction():
        reviewed, machine = texts()
        for text in (reviewed, machine):
            publish(text.event)
        for action in (TranscriptAction.FINISH_EDITING, TranscriptAction.NOTE_REVIEW):
            step(reviewed, action)
        take_down(media(addresses[2]), reason="The speaker asked for it.")
    assert "1 transcript is not reviewed yet" in client.get(loaded).text
    released = client.submit(loaded, button="Release 3 recordings to the public")
    page = client.get(released.location).text
    assert "3 recordings are public now." in page
    assert "Release " not in page
    with app.app_context(), viewing_as(SYSTEM):
        assert [media(url).public for url in addresses] == [True, True, False]
        assert [one.transcript_state for one in texts()] == [
            TranscriptState.PUBLIC,
            TranscriptState.MACHINE,
        ]


def media(url: str) -> Recording:
    return db.session.scalars(select(Recording).where(Recording.url == url)).one()
