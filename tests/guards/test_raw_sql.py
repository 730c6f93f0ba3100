"""What goes around the guard, and who may: the viewer's predicates are added to the ORM alone.

Each list is literal. Whoever adds a module to one says in review why it needs no viewer.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

import pytest

from tests.guards.sources import calls, dotted, modules, within

DRIVERS = {"sqlite3.connect", "psycopg.connect"}
TEXT = {"text", "sa.text", "sqlalchemy.text", "literal_column", "exec_driver_sql"}


def writes_sql(tree: ast.AST) -> bool:
    """It writes SQL out in words."""
    return any(call in TEXT or call.endswith(".exec_driver_sql") for call in calls(tree))


def asks_the_connection(tree: ast.AST) -> bool:
    """It speaks with the connection itself."""
    ends = (".connection", "engine.connect", "engine.begin", "_connection")
    return any(call.endswith(ends) or call in DRIVERS for call in calls(tree))


JOINS = frozenset(
    {"event_topic", "event_region", "output_event", "output_topic", "inject_file", "item_file"}
)


def asks_tables(tree: ast.AST) -> bool:
    """It takes a table for its class."""
    return any(
        (isinstance(node, ast.Attribute) and node.attr in {"__table__", "local_table"})
        or (isinstance(node, ast.Name) and node.id in JOINS)
        for node in ast.walk(tree)
    )


def commits(tree: ast.AST) -> bool:
    """It ends a transaction."""
    return any(call.endswith(".commit") for call in calls(tree))


def sees_everything(tree: ast.AST) -> bool:
    """It looks with other eyes than the viewer's."""
    return any(
        dotted(node) in {"SYSTEM", "rows_for_all"} and isinstance(node, ast.Name)
        for node in ast.walk(tree)
    )


def chooses_the_viewer(tree: ast.AST) -> bool:
    """It says on whose behalf the session reads."""
    return any(
        call.split(".")[-1] in {"look_as", "viewing_as", "looking_aside"} for call in calls(tree)
    )


ALLOWED: dict[Callable[[ast.AST], bool], frozenset[str]] = {
    writes_sql: frozenset(
        {
            "app/infra/",
            # The index holds nothing but what a visitor reads, and is in words that the ORM lacks.
            "app/search/",
            "app/access/health.py",
            "app/cli/doctor.py",
            # Conditions of partial and expression indexes, which hold no rows.
            "app/accounts/models.py",
            "app/correspondence/models.py",
            "app/registration/models/guests.py",
            "app/invitations/models.py",
        }
    ),
    asks_the_connection: frozenset(
        {
            "app/infra/",
            "app/search/",
            "app/access/aside.py",
            # Tokens and sessions are nobody's to read, and are found by a secret alone.
            "app/accounts/operations/passwords.py",
            "app/accounts/operations/sessions.py",
            # A seat is claimed in one conditional statement, which gives back no row of another.
            "app/registration/operations/registering.py",
            "app/registration/seats.py",
            # All that belongs to a person who is merged moves, seen by whoever merges or not.
            "app/people/operations/merging.py",
            "app/participation/operations/joining.py",
            "app/invitations/operations/joining.py",
            "app/games/operations/joining.py",
            # Whoever gives a place back sees nobody, and yet the next in line gets it.
            "app/registration/operations/line.py",
            # One number, asked for at every visit.
            "app/web/version_probe.py",
        }
    ),
    asks_tables: frozenset(
        {
            "app/visibility/",
            "app/access/sources.py",
            "app/events/models.py",
            "app/publications/models.py",
            "app/games/models/",
            "app/publications/queries.py",
            "app/people/operations/merging.py",
            # Topics and regions have a predicate; the tables between them and events hold two numbers.
            "app/archive/queries/gatherings.py",
            # Likewise publications and the events they are about.
            "app/archive/queries/hidden.py",
            # How many files came with items that the player has: two numbers.
            "app/games/queries/desk.py",
        }
    ),
    commits: frozenset(
        {
            "app/infra/transaction.py",
            # The end of a transaction in which the server refused every write.
            "app/infra/database.py",
        }
    ),
    sees_everything: frozenset(
        {
            "app/access/viewers.py",
            "app/access/aside.py",
            # Which pages a write touches: numbers alone, and what they say is read as a visitor.
            "app/archive/indexing/keeping.py",
            "app/cli/",
            "app/demonstration/",
            # Whoever signs in is nobody yet; an address must not be given twice.
            "app/accounts/queries.py",
            "app/accounts/operations/passwords.py",
            "app/accounts/operations/users.py",
            # Whether a room or a person is taken, told as far as the viewer may know.
            "app/schedule/clashes.py",
            "app/participation/clashes.py",
            # How many are let in, and how many private things stand in a programme: numbers.
            "app/events/queries.py",
            "app/programmes/operations.py",
            # The hour at which a text follows another; no visitor may see that one waits.
            "app/archive/queries/programmes.py",
            # What is in the database already is not loaded a second time.
            "app/imports/calendars/here.py",
            "app/imports/operations.py",
            "app/imports/queries.py",
            "app/imports/peers/writing.py",
            # Everybody is compared with everybody; what was found is told as far as both are seen.
            "app/people/jobs.py",
            # Nobody sees who was merged away, and whoever asks for them is led on.
            "app/people/queries/survivors.py",
            # The desk lets in whose registration it may not read: a name and a state.
            "app/door/operations.py",
            "app/door/queries.py",
            # Whoever acts in a game is judged by how all of it stands; who reads what, by keys alone.
            "app/games/operations/acting.py",
            "app/games/queries/plans.py",
            "app/games/queries/state.py",
            # Where a desk's deliveries are, which are then read as the player; how many files came
            # with them; to whom a team wrote, which it knows.
            "app/games/queries/desk.py",
            # The holder of a link is known by its token; how many places are taken is a number.
            "app/invitations/queries/links.py",
            "app/invitations/queries/proposals.py",
            "app/registration/queries.py",
        }
    ),
    chooses_the_viewer: frozenset(
        {
            "app/access/",
            "app/accounts/identity.py",
            # The public site is made on behalf of a visitor, whoever asks.
            "app/archive/views/__init__.py",
            # Staff see the page that a visitor gets: made with a visitor's eyes, never more.
            "app/archive/views/games.py",
            "app/archive/views/preview.py",
            "app/archive/indexing/keeping.py",
            # A job reads on behalf of whoever asked for it.
            "app/imports/jobs/behalf.py",
            "app/people/jobs.py",
            "app/cli/",
            "app/demonstration/",
            "app/events/queries.py",
            # A stream goes on looking as whoever opened it, when the request is long answered.
            "app/games/live.py",
            # Control sees a desk with its player's eyes, never more.
            "app/games/views/as_player.py",
            "app/invitations/queries/links.py",
            "app/invitations/queries/proposals.py",
            "app/invitations/views/links.py",
            "app/programmes/operations.py",
            # The hour at which a text follows another; no visitor may see that one waits.
            "app/archive/queries/programmes.py",
            "app/registration/queries.py",
            "app/registration/views/guest.py",
        }
    ),
}


def users_of(does: Callable[[ast.AST], bool]) -> Iterator[str]:
    """Yield the modules that do something."""
    return (path for path, tree in modules() if does(tree))


@pytest.mark.parametrize("does", ALLOWED, ids=lambda does: does.__name__)
def test_only_named_modules_go_around_the_guard(does: Callable[[ast.AST], bool]) -> None:
    strangers = [path for path in users_of(does) if not within(path, ALLOWED[does])]
    assert strangers == [], f"{does.__doc__} Ask through the ORM as the viewer, or argue it here."


@pytest.mark.parametrize("does", ALLOWED, ids=lambda does: does.__name__)
def test_no_module_is_named_in_vain(does: Callable[[ast.AST], bool]) -> None:
    found = frozenset(users_of(does))
    idle = [
        one for one in ALLOWED[does] if not any(within(path, frozenset({one})) for path in found)
    ]
    assert idle == []
