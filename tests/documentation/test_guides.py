"""The guides name every role and permission, every option of a command, and every public address."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from app.access.roles import Permission, StaffRole
from app.cli import cli
from app.config import ROOT
from tests.guards.route_list import ROUTES

USER_GUIDE = (ROOT / "docs" / "user-guide.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

FROM_LIBRARIES = {"db", "limiter"}
"""Groups of commands that libraries bring along and document themselves."""


def options(group: click.Group, path: str = "parley") -> Iterator[tuple[str, str]]:
    """Yield every command of ours with each of its long options."""
    for name, command in group.commands.items():
        if name in FROM_LIBRARIES:
            continue
        if isinstance(command, click.Group):
            yield from options(command, f"{path} {name}")
        for parameter in command.params:
            for option in parameter.opts:
                if isinstance(parameter, click.Option) and option.startswith("--"):
                    yield f"{path} {name}", option


@pytest.mark.parametrize("option", sorted(set(options(cli))), ids=" ".join)
def test_each_option_is_documented(option: tuple[str, str]) -> None:
    command = option[0].split()[1]
    described = [
        line for line in OPERATIONS.splitlines() if line.startswith(f"| `parley {command}`")
    ]
    assert option[1] in "".join(described)


def test_each_role_is_documented() -> None:
    rows = {
        cells[1].strip() for line in USER_GUIDE.splitlines() if len(cells := line.split("|")) > 3
    }
    assert {role.value.replace("_", " ") for role in StaffRole} - rows == set()


@pytest.mark.parametrize("permission", Permission)
def test_each_permission_is_documented(permission: Permission) -> None:
    table = USER_GUIDE.partition("## Who may do what")[2].partition("\n## ")[0]
    assert WORDS_FOR[permission] in table


WORDS_FOR = {
    Permission.READ: "read private events",
    Permission.CREATE: "create",
    Permission.EDIT: "edit",
    Permission.RELEASE: "release",
    Permission.GUESTS: "see guests",
    Permission.CHECK_IN: "check-in",
    Permission.IMPORT: "import files",
    Permission.ADMINISTER: "make users",
}


PUBLIC_ADDRESSES = sorted(
    line.strip().removeprefix("GET").strip().split("<")[0]
    for line in ROUTES["public"].splitlines()
    if line.strip().startswith("GET")
)


@pytest.mark.parametrize("address", sorted(set(PUBLIC_ADDRESSES) - {"/static/"}))
def test_each_public_address_is_documented(address: str) -> None:
    assert f"`{address.removesuffix('sent')}".rstrip("/") in OPERATIONS
