"""Nobody at a desk learns what is not theirs: a word in every secret, and every page that can be read.

Each planted word is known to those named beside it and to nobody else; that they do find it shows
that the search can see.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM, TokenHolder
from app.extensions import db
from app.games.models import (
    GameEntry,
    GameFile,
    GameItem,
    GameRole,
    GameTeam,
    Presence,
    Reading,
)
from app.games.operations import control, design, playing
from app.games.operations.drafts import keep_draft
from app.games.queries import state_of
from app.games.queries.desk import stamp
from app.games.rules import Medium, Method, Sight, TeamKind, Traffic
from app.infra.transaction import transaction
from tests.factories.accounts import sign_in
from tests.factories.played_games import Table, add_file, add_ready_inject, lay_table
from tests.games.playing import begin
from tests.guards.reading import Reader, failures, links_in

US, DPRK = ("US Head", "US Aide"), ("DPRK Head", "DPRK Aide")
PLAYERS = (*US, *DPRK, "Observer")
KEYS_OF_FORMS = re.compile(r'name="[a-z]+-(?:csrf_token|once)"[^>]*>')
Say = Callable[..., str]
TODAY = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@dataclass
class Secrets:
    """The planted words, and who may read each."""

    known_to: dict[str, frozenset[str]] = field(default_factory=dict)

    def word(self, name: str, *who: str) -> str:
        """Return a word that nothing else contains, for ``who`` alone."""
        word = f"Sentinel{name.title().replace(' ', '')}Zz"
        self.known_to[word] = frozenset(who)
        return word

    def found_in(self, text: str) -> set[str]:
        """The planted words in ``text``."""
        return {word for word in self.known_to if word in text}

    def of(self, who: str) -> set[str]:
        """The words that ``who`` may read."""
        return {word for word, known in self.known_to.items() if who in known}


@pytest.fixture
def one_moment() -> Iterator[None]:
    """Let the clock stand still, so that two readings differ in nothing but what is there."""
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def world(one_moment: None, as_system: scoped_session[Session]) -> tuple[Table, Secrets]:
    """Play a game in which everything has happened once, and every word of it is a sentinel."""
    del one_moment, as_system
    secrets = Secrets()
    with transaction():
        table = lay_table()
        _design(table, secrets.word)
    with transaction():
        begin(table)
        _play(table, secrets.word)
    return table, secrets


def _design(table: Table, say: Say) -> None:
    game = table.game
    design.set_plan(game, purpose=say("purpose"), hot_wash=say("hot wash"))
    for name, of_team in (("US", US), ("DPRK", DPRK)):
        team = table.team(name)
        design.set_secret_brief(
            team,
            brief=say(f"{name} brief", *of_team),
            goals=say(f"{name} goals", *of_team),
            red_lines=say(f"{name} lines", *of_team),
        )
        for who in of_team:
            design.set_secret_brief(team, table.role(who), brief=say(f"{who} brief", who))
    design.add_move(
        game,
        title=say("next move"),
        situation=say("next situation"),
        ask=say("next ask"),
        due_minutes=60,
    )
    design.add_scenario(game, title=say("later scenario"), text=say("later text"))


def _play(table: Table, say: Say) -> None:
    game, us, dprk = table.game, table.team("US"), table.team("DPRK")
    seen_us, seen_dprk = (*US, "Observer"), (*DPRK, "Observer")

    def put(
        name: str, *to: GameTeam | GameRole, seen: tuple[str, ...], **facts: object
    ) -> GameItem:
        inject = add_ready_inject(
            table,
            say(f"{name} title", *seen),
            *to,
            body=say(f"{name} body", *seen),
            sender=say(f"{name} sender", *seen),
            files=[add_file(table, f"{name}.txt", say(f"{name} file", *seen).encode())],
            expected=say(f"{name} expected"),
            objective=say(f"{name} objective"),
            controller=say(f"{name} controller"),
            **facts,
        )
        item = control.release_inject(game, inject).item
        assert item is not None
        return item

    scenario = design.add_scenario(
        game, title=say("us scenario", *seen_us), text=say("us text", *seen_us)
    )
    control.release_scenario(game, scenario, to=[us.key])
    cable = put("us cable", us, seen=seen_us)
    control.correct(game, cable, text=say("us correction", *seen_us))
    put("us role", table.role("US Head"), seen=("US Head", "Observer"))
    put("dprk news", dprk, seen=seen_dprk, medium=Medium.NEWS)
    waiting = add_ready_inject(
        table,
        say("waiting title"),
        us,
        dprk,
        body=say("waiting body"),
        files=[add_file(table, "waiting.txt", say("waiting file").encode())],
    )
    held = add_ready_inject(table, say("held title"), us, body=say("held body"))
    control.hold_inject(game, held)
    control.skip_inject(game, waiting, reason=say("why skipped"))

    _talk(table, say)
    ruling = control.adjudicate(
        game,
        move=1,
        teams=[dprk.key],
        method=Method.FREE,
        reasons=say("reasons"),
        arguments_for=say("arguments"),
    )
    control.publish_outcome(
        game,
        ruling=ruling.entry.seq,
        to=[dprk.key],
        title=say("outcome title", *seen_dprk),
        outcome=say("outcome", *seen_dprk),
    )
    for name, sight, team, seen in (
        ("hidden gauge", Sight.CONTROL, None, ()),
        ("dprk gauge", Sight.TEAM, dprk, (*DPRK, "Observer")),
        ("common gauge", Sight.EVERYONE, None, PLAYERS),
    ):
        gauge = design.add_indicator(game, name=say(name, *seen), sight=sight, team=team)
        control.set_indicator(game, gauge, 7, reason=say(f"{name} reason"))
    control.observe(game, say("observation"))


def _talk(table: Table, say: Say) -> None:
    game, us, dprk = table.game, table.team("US"), table.team("DPRK")
    seen_us, seen_dprk = (*US, "Observer"), (*DPRK, "Observer")

    def write(name: str, who: str, to: str, *, seen: tuple[str, ...]) -> int:
        done = playing.send_message(
            game,
            table.seat(who),
            to=[to],
            title=say(f"{name} title", *seen),
            text=say(f"{name} text", *seen),
        )
        return done.entry.seq

    write("open message", "US Head", dprk.key, seen=(*US, *DPRK, "Observer"))
    write("word to control", "DPRK Aide", "control", seen=seen_dprk)
    game.traffic = Traffic.THROUGH_CONTROL
    write("held message", "US Aide", dprk.key, seen=seen_us)
    blocked = write("blocked message", "DPRK Head", us.key, seen=seen_dprk)
    control.block_message(game, message=blocked, reason=say("why blocked"))
    keep_draft(game, table.seat("US Aide"), text=say("us draft", *US), rationale=say("us why", *US))
    playing.submit(
        game,
        table.seat("DPRK Head"),
        decision=say("dprk decision", *seen_dprk),
        rationale=say("dprk rationale", *seen_dprk),
    )


def everything(app: Flask, table: Table, who: str) -> str:
    """All that can be read from the links of ``who``, and by guessing at every key of the game."""
    base, reader = table.desks[who], Reader(app)
    with viewing_as(SYSTEM):
        items = list(db.session.scalars(select(GameItem.key)))
        files = list(db.session.scalars(select(GameFile.key)))
        teams = list(db.session.scalars(select(GameTeam.key).where(GameTeam.kind == TeamKind.TEAM)))
    found = reader.crawl([base, base.replace("/play/", "/invitations/")])
    guesses = [
        *(f"{base}items/{key}" for key in items),
        *(f"{base}files/{key}" for key in files),
        *(f"{base}?{asked}={items[0]}" for asked in ("before", "answer")),
        *(f"{base}?team={key}" for key in teams),
        *(f"{base}items/{key}?team={team}" for key in items for team in teams if who == "Observer"),
    ]
    found |= {url: reader.read(url) for url in guesses if url not in found}
    assert failures(found.values()) == []
    return "\n".join(one.everything() for one in found.values())


def test_each_player_finds_what_is_theirs_and_nothing_else(
    app: Flask, world: tuple[Table, Secrets]
) -> None:
    table, secrets = world
    found = {who: secrets.found_in(everything(app, table, who)) for who in (*PLAYERS, "Guest")}
    nothing: dict[str, list[str]] = {who: [] for who in found}
    assert {who: sorted(words - secrets.of(who)) for who, words in found.items()} == nothing
    assert {who: sorted(secrets.of(who) - words) for who, words in found.items()} == nothing


def test_a_visitor_finds_nothing(app: Flask, world: tuple[Table, Secrets]) -> None:
    _table, secrets = world
    found = Reader(app).crawl(["/", "/events/", "/archive/", "/play/guessed/"])
    assert secrets.found_in("\n".join(one.everything() for one in found.values())) == set()


def test_what_happens_elsewhere_changes_no_page_and_no_stamp(
    app: Flask, world: tuple[Table, Secrets]
) -> None:
    table, _secrets = world
    before = {who: pages_of(app, table, who) for who in (*US, "Guest")}
    with transaction():
        happen_elsewhere(table)
    after = {who: pages_of(app, table, who) for who in (*US, "Guest")}
    assert after == before
    with transaction():
        control.release_inject(table.game, add_ready_inject(table, "For all", table.team("US")))
    assert pages_of(app, table, "US Head")["stamp"] != before["US Head"]["stamp"]


def pages_of(app: Flask, table: Table, who: str) -> dict[str, list[str]]:
    """The pages that ``who`` can reach, and what their live page would be told."""
    reader = Reader(app)
    found = {
        url: KEYS_OF_FORMS.sub("", "\n".join(one.lines())).splitlines()
        for url, one in reader.crawl([table.desks[who]]).items()
        if "?" not in url
    }
    holder = TokenHolder(event_id=table.event, participation_id=table.seats[who])
    with viewing_as(holder):
        found["stamp"] = [stamp(table.event, table.seats[who])]
    return found


def happen_elsewhere(table: Table) -> None:
    """Let all happen that may happen to another team."""
    game, dprk = table.game, table.team("DPRK")
    item = control.release_inject(game, add_ready_inject(table, "One more", dprk)).item
    assert item is not None
    control.correct(game, item, text="Not quite.")
    playing.send_message(
        game, table.seat("DPRK Aide"), to=["control"], title="Psst", text="Hear us."
    )
    playing.mark_read(game, table.seat("DPRK Aide"), [item])
    playing.be_present(game, table.seat("DPRK Aide"))
    keep_draft(game, table.seat("DPRK Aide"), text="Perhaps.", rationale="")
    control.observe(game, "They hesitate.")
    held = db.session.scalars(select(GameEntry.seq).where(GameEntry.act == "send_message")).all()
    blocked = [seq for seq in held if str(seq) in _held(table)]
    control.forward_message(game, message=blocked[0])
    add_ready_inject(table, "Not yet", table.team("US"))


def _held(table: Table) -> set[str]:
    return set(state_of(table.game).held)


def test_control_sees_the_very_desk_and_leaves_no_mark(
    app: Flask, world: tuple[Table, Secrets]
) -> None:
    table, secrets = world
    reader = Reader(app)
    sign_in(reader.browser)
    for who in ("US Head", "DPRK Aide", "Observer"):
        base = f"/staff/events/{table.key}/game/desk/{table.seat(who).key}/"
        desk = reader.read(base)
        found = [desk, *(reader.read(url) for url in links_in(desk) if url.startswith(base))]
        assert failures(found) == []
        text = "\n".join(one.everything() for one in found)
        assert "<textarea" not in text
        assert secrets.found_in(text) - secrets.of(who) == set()
        assert secrets.found_in(desk.text)
    assert list(db.session.scalars(select(Reading.id))) == []
    assert list(db.session.scalars(select(Presence.participation_id))) == []
