"""What the participants table is asked for in its address, so that a colleague sees the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, TypeVar

from app.core.messages import N_
from app.participation.rules.channels import Channel
from app.participation.rules.roles import Role
from app.participation.rules.seats import EXPECTED_STATES, GONE_STATES, SeatState
from app.participation.rules.sectors import Sector

SIZES = (25, 50, 100)
USUAL_SIZE = 50
LAST_PAGE = 10_000
NONE = "none"
"""In a filter by delegation or session: those without one."""


class Column(StrEnum):
    """What a column of the table says of a seat; the order of definition is that of the table."""

    NAME = "name"
    ROLES = "roles"
    WHERE = "where"
    STATE = "state"
    DELEGATION = "delegation"
    ORGANISATION = "organisation"
    ADDRESS = "address"
    COUNTRY = "country"
    SECTOR = "sector"
    GENDER = "gender"
    PUBLIC = "public"
    BILLED = "billed"
    CITY = "city"
    PAPER = "paper"
    CAPACITY = "capacity"
    COMPANIONS = "companions"
    CHANGED = "changed"
    NOTE = "note"


COLUMN_LABELS: dict[Column, str] = {
    Column.NAME: N_("Name"),
    Column.ROLES: N_("Roles"),
    Column.WHERE: N_("Where"),
    Column.STATE: N_("State"),
    Column.DELEGATION: N_("Delegation"),
    Column.ORGANISATION: N_("Organisation"),
    Column.ADDRESS: N_("E-mail address"),
    Column.COUNTRY: N_("Country"),
    Column.SECTOR: N_("Sector"),
    Column.GENDER: N_("Gender"),
    Column.PUBLIC: N_("In public"),
    Column.BILLED: N_("Billed as"),
    Column.CITY: N_("Takes part from"),
    Column.PAPER: N_("Paper"),
    Column.CAPACITY: N_("Capacity"),
    Column.COMPANIONS: N_("Companions"),
    Column.CHANGED: N_("Last change"),
    Column.NOTE: N_("Note"),
}

USUAL_COLUMNS = (
    Column.ROLES,
    Column.WHERE,
    Column.STATE,
    Column.DELEGATION,
    Column.PUBLIC,
    Column.BILLED,
)
"""What is shown unless the address says otherwise; the name is shown always."""


class Group(StrEnum):
    """Several states under one tab."""

    EXPECTED = "expected"
    OPEN = "open"
    GONE = "gone"


OPEN_STATES = frozenset(SeatState) - EXPECTED_STATES - GONE_STATES
GROUP_STATES: Mapping[Group, frozenset[SeatState]] = {
    Group.EXPECTED: EXPECTED_STATES,
    Group.OPEN: OPEN_STATES,
    Group.GONE: GONE_STATES,
}
GROUP_LABELS: dict[Group, str] = {
    Group.EXPECTED: N_("Expected"),
    Group.OPEN: N_("Not settled"),
    Group.GONE: N_("Not coming"),
}


class Lack(StrEnum):
    """Something of the guest that is to be seen to."""

    ADDRESS = "address"
    BIO = "bio"
    NAME = "name"
    NEEDS = "needs"


LACK_LABELS: dict[Lack, str] = {
    Lack.ADDRESS: N_("without an address"),
    Lack.BIO: N_("without a biography"),
    Lack.NAME: N_("without a name"),
    Lack.NEEDS: N_("with needs to see to"),
}

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True)
class Asked:
    """What to show: which seats, which columns, in which order, and which part of them.

    ``tab`` is a state, a group, or empty for all. Words nobody understands are left out, so
    every address shows something.
    """

    tab: SeatState | Group | None = None
    q: str = ""
    role: Role | None = None
    delegation: str = ""
    session: str = ""
    country: str = ""
    sector: Sector | None = None
    gender: str = ""
    channel: Channel | None = None
    look: Lack | None = None
    column: tuple[Column, ...] = field(default=USUAL_COLUMNS)
    sort: Column | None = None
    down: bool = False
    size: int = USUAL_SIZE
    page: int = 1

    @property
    def states(self) -> frozenset[SeatState] | None:
        """The states that the tab shows, or None for all."""
        if self.tab is None:
            return None
        return GROUP_STATES[self.tab] if isinstance(self.tab, Group) else frozenset({self.tab})

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns to show, the name first."""
        return (Column.NAME, *(one for one in Column if one in self.column))

    @property
    def is_narrowed(self) -> bool:
        """Whether it shows fewer than all seats."""
        return any(getattr(self, name) for name in ("tab", *NARROWING))

    @property
    def is_filtered(self) -> bool:
        """Whether a filter other than the words is set."""
        return any(getattr(self, name) for name in NARROWING if name != "q")

    @property
    def is_in_order(self) -> bool:
        """Whether the rows stand as at the table of the event, so that they may change places."""
        return not (self.is_narrowed or self.sort or self.down)

    def but(self, **changes: Any) -> Asked:
        """The same with ``changes``, from the first page on unless they name another."""
        return replace(self, **{"page": 1, **changes})

    def query(self) -> dict[str, Any]:
        """What of it differs from the usual, as the parameters of an address."""
        usual = Asked()
        said: dict[str, Any] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if value != getattr(usual, each.name):
                said[each.name] = [*value] if isinstance(value, tuple) else _word(value)
        return said


NARROWING = (
    "q", "role", "delegation", "session", "country", "sector", "gender", "channel", "look"
)  # fmt: skip
"""The names of the filters, in the order in which a sentence names them."""


def _word(value: object) -> str:
    return "1" if value is True else str(value)


def asked_in(said: Mapping[str, Sequence[str]]) -> Asked:
    """Read what an address ``said``; what makes no sense in it is taken for the usual."""
    columns = tuple(one for word in said.get("column", ()) if (one := _one(Column, word)))
    size = _number(_first(said, "size"))
    tab = _first(said, "tab") or _first(said, "state")
    return Asked(
        tab=_one(SeatState, tab) or _one(Group, tab),
        q=_first(said, "q"),
        role=_one(Role, _first(said, "role")),
        delegation=_first(said, "delegation"),
        session=_first(said, "session"),
        country=_first(said, "country"),
        sector=_one(Sector, _first(said, "sector")),
        gender=_first(said, "gender"),
        channel=_one(Channel, _first(said, "channel")),
        look=_one(Lack, _first(said, "look")),
        column=tuple(one for one in Column if one in columns) or USUAL_COLUMNS,
        sort=_one(Column, _first(said, "sort")),
        down=_first(said, "down") == "1",
        size=size if size in SIZES else USUAL_SIZE,
        page=min(max(1, _number(_first(said, "page"))), LAST_PAGE),
    )


def _first(said: Mapping[str, Sequence[str]], name: str) -> str:
    """The first word under ``name``, cleaned of what no database takes and bounded."""
    word = next(iter(said.get(name, ())), "")
    return "".join(sign for sign in word if sign.isprintable())[:200].strip()


def _one(kind: type[Choice], word: str) -> Choice | None:
    return kind(word) if word in kind._value2member_map_ else None


def _number(word: str) -> int:
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 9 else 0
