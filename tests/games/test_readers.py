"""Readers: by which keys the engine knows them, and what people call them."""

from __future__ import annotations

import pytest

from app.games.models import GameRole, GameTeam
from app.games.rules import is_whole_team, name_of, reader_names, team_in

NAMES = {"n": "North", "n/e": "North: Envoy", "n/a": "North: Aide", "s": "South"}


def test_names_come_team_by_team_each_before_its_roles() -> None:
    roles = [GameRole(key="e", name="Envoy"), GameRole(key="a", name="Aide")]
    teams = [GameTeam(key="n", name="North", roles=roles), GameTeam(key="s", name="South")]
    assert list(reader_names(teams).items()) == list(NAMES.items())


@pytest.mark.parametrize(
    ("reader", "name"),
    [("n", "North"), ("n/e", "North: Envoy"), ("n/gone", "North"), ("gone", ""), ("gone/e", "")],
)
def test_a_reader_that_is_gone_is_called_as_its_team(reader: str, name: str) -> None:
    assert name_of(reader, NAMES) == name


@pytest.mark.parametrize(("reader", "team", "whole"), [("n", "n", True), ("n/e", "n", False)])
def test_a_role_belongs_to_its_team(reader: str, team: str, *, whole: bool) -> None:
    assert (team_in(reader), is_whole_team(reader)) == (team, whole)
