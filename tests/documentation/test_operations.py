"""The operations guide and the example settings name everything there is, and nothing else."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from app.cli import cli
from app.config import ROOT, VARIABLES

GUIDE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / "deploy" / ".env.example").read_text(encoding="utf-8")


def section(title: str) -> str:
    return GUIDE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def named_in_tables(text: str) -> set[str]:
    """Return what stands as code in the first column of the tables."""
    return {
        name
        for line in text.splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`([^`]+)`", line.split("|")[1])
    }


def test_each_setting_is_documented() -> None:
    assert named_in_tables(section("Settings")) == set(VARIABLES.values())


def test_each_setting_stands_in_the_example() -> None:
    assert set(re.findall(r"^#?([A-Z_]+)=", EXAMPLE, re.MULTILINE)) == set(VARIABLES.values())


def test_each_command_is_documented() -> None:
    commands = {f"parley {name}" for name in [*cli.commands, "db"]}
    assert named_in_tables(section("Commands")) == commands


@pytest.mark.parametrize(
    "page", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/**/*.md")), ids=str
)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(
        r"\]\((?!https?:|mailto:|#)([^)#]+)", page.read_text(encoding="utf-8")
    ):
        assert (page.parent / target).exists(), target


def test_each_make_target_says_what_it_does() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[1].split())  # type: ignore[index]
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(re.findall(r"^  make (\w+)", told.stdout, re.MULTILINE)) == targets
