"""The page of one item, with what it corrects or answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.events.models import Event
from app.games.desk.desk import watched_team
from app.games.desk.lines import Line, Lines
from app.games.desk.ways import Ways
from app.games.models import GameItem, GameTeam
from app.games.queries import desk as stored
from app.games.queries.places import Place, place_of
from app.games.rules import reader_names
from app.participation.models import Participation


@dataclass(frozen=True, kw_only=True)
class ItemPage:
    """The page of one item."""

    event: Event
    place: Place
    ways: Ways
    line: Line
    beside: Mapping[int, GameItem]
    watched: GameTeam | None

    @property
    def item(self) -> GameItem:
        """The item."""
        return self.line.item

    @property
    def corrected(self) -> GameItem | None:
        """The item that this one corrects."""
        return self.beside.get(self.item.corrects_id or 0)

    @property
    def answered(self) -> GameItem | None:
        """The item that this one answers."""
        return self.beside.get(self.item.answers_id or 0)

    @property
    def may_act(self) -> bool:
        """Whether it may be marked or answered from here."""
        return self.place.plays and not self.ways.looks_on


def item_page_of(
    event: Event, seat: Participation, ways: Ways, key: str, *, team: str = ""
) -> ItemPage:
    """Return the page of the item with that public key. Raises NotFound."""
    place = place_of(event, seat)
    teams = stored.teams_with_roles(place.game)
    watched = watched_team(place, teams, team)
    delivery = stored.item_on_desk(place, watched, key)
    lines = Lines(
        names=reader_names(teams),
        marks=None if place.observes else stored.marked_read(place, [delivery.item]),
        corrections=stored.corrections_of(place, watched, [delivery.item]),
        files={},
        addressed=stored.addressees_of([delivery]),
    )
    return ItemPage(
        event=event,
        place=place,
        ways=ways,
        line=lines.line(delivery),
        beside=stored.beside_it(place, watched, delivery.item),
        watched=watched,
    )
