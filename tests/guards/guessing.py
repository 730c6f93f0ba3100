"""Addresses of a planted world: those one may know, and those one would have to guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from itertools import islice, product

from flask import Flask
from sqlalchemy import inspect, select, table, text
from werkzeug.routing import Rule

from app.extensions import db
from tests.databases import count_statements
from tests.guards.planting import NEVER_PLANTED, SENTINEL, Place
from tests.guards.reading import (
    Named,
    Question,
    Reader,
    Reading,
    filled,
    named_by,
    questions,
    readable_rules,
)
from tests.guards.world import World

TELLING = frozenset({"title", "name", "display_name", "billing_name", "email", "subject", "actor"})
"""Columns for whose words someone might search."""

Wanted = Callable[[Place], bool]


@dataclass(frozen=True)
class Guess:
    """An address made with the words of something private, beside one made with words of nothing."""

    url: str
    of_nothing: str
    words: tuple[str, ...]


def addresses(
    app: Flask, world: World, scenarios: Iterable[str] = (), *, public_only: bool = False
) -> list[str]:
    """Return the address of every page, filled with what may be known of the ``scenarios``."""
    found: dict[str, None] = {}
    for rule, door in readable_rules(app):
        if door.public or not public_only:
            for scenario in scenarios if rule.arguments else [""]:
                choices = [
                    [
                        word
                        for word, place in world.known.items()
                        if place.scenario == scenario and named.fits(place)
                    ]
                    for named in named_by(rule).values()
                ]
                found |= dict.fromkeys(_built(app, rule, choices))
    return list(found)


def _built(app: Flask, rule: Rule, choices: list[list[str]]) -> Iterator[str]:
    for values in product(*choices):
        url = filled(app, rule, dict(zip(named_by(rule), values, strict=True)))
        if url is not None:
            yield url


def guesses(app: Flask, world: World, wanted: Wanted, *, public_only: bool = False) -> list[Guess]:
    """Return, for every page, its addresses with the names of the private things that are ``wanted``.

    Where an address names two things, one of them is known and the other guessed, so that a
    private part cannot be had through something else; or both are guessed, and belong together.
    """
    return [
        guess
        for rule, door in readable_rules(app)
        if door.public or not public_only
        for values in _combinations(world, named_by(rule), wanted)
        if (guess := _guess(app, rule, values, world)) is not None
    ]


def _combinations(
    world: World, names: Mapping[str, Named], wanted: Wanted
) -> Iterator[dict[str, str]]:
    places = {word: place for word, place in world.sentinels.places.items() if wanted(place)}
    for argument, named in names.items():
        others = {name: other for name, other in names.items() if name != argument}
        for word, place in places.items():
            if named.fits(place):
                known = {name: _last(world.known, other) for name, other in others.items()}
                yield {**known, argument: word}
                if others:
                    yield {**_beside(places, place, others), argument: word}


def _last(places: Mapping[str, Place], named: Named) -> str:
    """Return the name that was planted last, of those that fit."""
    fitting = [word for word, place in places.items() if named.fits(place)]
    return fitting[-1] if fitting else NEVER_PLANTED


def _beside(
    places: Mapping[str, Place], place: Place, names: Mapping[str, Named]
) -> dict[str, str]:
    """Return the names of other things that are private for the same reason."""
    same = {word: at for word, at in places.items() if at.scenario == place.scenario}
    return {name: _last(same, named) for name, named in names.items()}


def _guess(app: Flask, rule: Rule, values: dict[str, str], world: World) -> Guess | None:
    secret = {name: value for name, value in values.items() if value in world.sentinels.places}
    url = filled(app, rule, values)
    nothing = filled(app, rule, {**values, **dict.fromkeys(secret, NEVER_PLANTED)})
    return Guess(url, nothing, tuple(secret.values())) if url and nothing else None


def searches(
    app: Flask, site: Iterable[Reading], world: World, wanted: Wanted, *, naming: str
) -> list[Guess]:
    """Return the questions with private words: each choice by its name, each free field by any word.

    ``naming`` is the column by which pages ask for a thing: "slug" in public, "key" among staff.
    """
    return [
        Guess(question.asking(word), question.asking(NEVER_PLANTED), (word,))
        for question in _different(app, questions(site), world)
        for word, place in world.sentinels.places.items()
        if place.column in (TELLING if question.free else {naming}) and wanted(place)
    ]


def _different(app: Flask, asked: Iterable[Question], world: World) -> Iterable[Question]:
    """Return one question of each kind: the same form at another thing asks nothing new.

    A list of kinds or states asks for no thing; one that offers things does, or offers nothing yet.
    """
    match = app.url_map.bind("localhost").match
    planted = world.known.keys() | world.sentinels.places.keys()
    of_things = (one for one in asked if not one.values or not planted.isdisjoint(one.values))
    return {(match(one.path)[0], one.name): one for one in sorted(of_things)}.values()


def told_apart(reader: Reader, asked: Iterable[Guess], world: World) -> list[str]:
    """Return, for every guess by which private and missing can be told apart, the difference.

    A guess is read where it can matter. The same handler runs the same statements for a word of
    nothing and for a private one, up to the first statement that answers differently; and that
    one reads a table that holds the word. Where none is read, the two answers are one.
    """
    holding = tables_holding_words()
    nothing: dict[str, tuple[Reading, set[str]]] = {}
    found = []
    for guess in asked:
        if guess.of_nothing not in nothing:
            nothing[guess.of_nothing] = _read_with_names(reader, guess.of_nothing)
        missing, names = nothing[guess.of_nothing]
        if names and all(names.isdisjoint(holding.get(word, names)) for word in guess.words):
            continue
        difference = differences(missing, reader.read(guess.url), (*guess.words, NEVER_PLANTED))
        found += [f"{world.sentinels.places[guess.words[0]]}: {line}" for line in difference]
    return found


def _read_with_names(reader: Reader, url: str) -> tuple[Reading, set[str]]:
    """Return what ``url`` answers, and every name in the statements; none if a cache answered."""
    with count_statements() as statements:
        reading = reader.read(url)
    return reading, {name for text in statements for name in re.findall(r"\w+", text)}


def tables_holding_words() -> dict[str, set[str]]:
    """Return for every sentinel the tables in which it stands, those of an index among them."""
    found: dict[str, set[str]] = {}
    connection = db.session.connection()
    for name in inspect(connection).get_table_names():
        rows = connection.execute(select(text("*")).select_from(table(name)))
        for word in SENTINEL.findall(repr(rows.all()).lower()):
            found.setdefault(word, set()).add(name)
    db.session.rollback()
    return found


def leaks(readings: Iterable[Reading], world: World, wanted: Wanted) -> list[str]:
    """Return which of the ``wanted`` places could be read, and where."""
    return sorted(
        f"{place} in {reading.url}"
        for reading in readings
        for place in world.sentinels.found_in(reading.everything())
        if wanted(place)
    )


def differences(one: Reading, other: Reading, asked: tuple[str, ...] = ()) -> list[str]:
    """Return in what two answers differ besides the words that were ``asked``; nothing if alike."""
    mine, theirs = one.lines(asked), other.lines(asked)
    if mine == theirs:
        return []
    return ["\n".join(islice(unified_diff(mine, theirs, one.url, other.url, n=0), 12))]
