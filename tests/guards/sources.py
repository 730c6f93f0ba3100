"""The project's own source, as trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from app.config import ROOT

APP = ROOT / "app"


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    """Return every module of the application by its path within the project."""
    return tuple(
        (str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(APP.rglob("*.py"))
    )


def dotted(node: ast.AST) -> str:
    """Return what is written for a name or an attribute, such as "db.session.commit"."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def calls(tree: ast.AST) -> Iterator[str]:
    """Yield what is called in ``tree``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield dotted(node.func)


def within(path: str, allowed: frozenset[str]) -> bool:
    """Whether ``path`` is one of ``allowed``, or lies in a folder that is (it ends in a slash)."""
    return any(path == one or (one.endswith("/") and path.startswith(one)) for one in allowed)


def names(path: Path) -> str:
    """Return the text of a file of the project, or nothing where there is none."""
    return path.read_text(encoding="utf-8") if path.exists() else ""
