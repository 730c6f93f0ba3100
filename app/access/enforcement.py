"""Adds the viewer's predicate for every table to every statement of the ORM."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from itertools import count
from typing import Any, cast

from sqlalchemy import BindParameter, ColumnElement, UpdateBase, event, false
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.interfaces import CriteriaOption
from sqlalchemy.orm.util import LoaderCriteriaOption
from sqlalchemy.sql.cache_key import CacheKey

from app.access.sources import require_sources
from app.access.viewers import NOBODY, StaffMember, System, Viewer
from app.extensions import Base, db

Rule = Callable[[Viewer], ColumnElement[bool]]

PREDICATES: dict[type[Base], Rule] = {}
"""What each viewer may see of each table; ``app/visibility/`` fills it."""


class NoPredicate(RuntimeError):
    """A table has no rule that says who may see it, so the application does not start."""


def visible(model: type[Base]) -> Callable[[Rule], Rule]:
    """Register the decorated function as the rule for ``model``."""

    def register(predicate: Rule) -> Rule:
        PREDICATES[model] = predicate
        return predicate

    return register


class Predicate(LoaderCriteriaOption):
    """The predicate of one table, put on the very alias that is read.

    SQLAlchemy leaves the criteria of a joined alias as they are, so that they would ask
    about another row of the same table, or none.
    """

    inherit_cache = True

    def _resolve_where_criteria(self, ext_info: Any) -> Any:
        criteria = super()._resolve_where_criteria(ext_info)
        if not ext_info.is_aliased_class:
            return criteria
        return ext_info._adapter.traverse(criteria)  # noqa: SLF001 - made for this, yet private.


class Rules:
    """The predicates of every table for one kind of viewer, who differ in their ids alone.

    Made once for each kind in this process, with a stand-in for every id. ``open`` are the values
    that hold a stand-in; all others are the same for every viewer of the kind.
    """

    def __init__(self, kind: Viewer) -> None:
        self.criteria = tuple(
            Predicate(model, false() if kind == NOBODY else rule(kind), include_aliases=True)
            for model, rule in PREDICATES.items()
        )
        walked = [_walked(criterion) for criterion in self.criteria]
        bound = [value for one in walked for value in one.bindparams]
        self.open = [value for value in bound if _stands_in(value.value)]
        fixed = tuple(None if _stands_in(one.value) else _hashable(one.value) for one in bound)
        shape = (tuple(one.key for one in walked), fixed)
        self.key = (Predicates, _shapes.setdefault(shape, next(_numbers)))


_rules = lru_cache(maxsize=64)(Rules)

_numbers = count()
_shapes: dict[Hashable, int] = {}
"""The shapes that predicates have, each with a number that no other gets, made at once or not."""


class Bound(BindParameter[Any]):
    """A value of the rules as it is for one viewer, ``ids`` by their stand-ins.

    SQLAlchemy takes it for the one that was compiled, for it looks them up by hash and equality.
    """

    inherit_cache = True

    def __init__(self, open_value: BindParameter[Any], ids: Mapping[int, int]) -> None:
        self.__dict__.update(open_value.__dict__)
        self._hash = hash(open_value)
        held: Any = open_value.value
        self.value = [ids[one] for one in held] if isinstance(held, list | tuple) else ids[held]

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> Any:
        return self._hash == hash(other)


class Predicates(CriteriaOption):
    """The predicates of every table for one viewer, as a single option of a statement.

    SQLAlchemy would walk through every predicate anew for each statement to find it in its
    cache of compiled statements, which takes milliseconds. So they are walked through once for
    each kind of viewer, who share what is compiled: their ids are bound to it, as the values of
    any two questions are. Thirty players at their desks compile a page once, not thirty times.
    """

    inherit_cache = True
    propagate_to_loaders = False

    def __init__(self, viewer: Viewer) -> None:
        kind, ids = kind_of(viewer)
        self.rules = _rules(kind)
        self.values = [Bound(one, ids) for one in self.rules.open]

    def _gen_cache_key(self, anon_map: Any, bindparams: Any) -> Any:
        del anon_map
        bindparams.extend(self.values)
        return self.rules.key

    def process_compile_state(self, compile_state: Any) -> None:
        """Hand every predicate to the statement that is compiled, if they can reach all of it."""
        if (statement := getattr(compile_state, "select_statement", None)) is not None:
            require_sources(statement)
        for criterion in self.rules.criteria:
            criterion.process_compile_state(compile_state)

    def get_global_criteria(self, attributes: dict[str, Any]) -> None:
        """Likewise where SQLAlchemy asks for them by themselves."""
        for criterion in self.rules.criteria:
            criterion.get_global_criteria(attributes)


_STAND_INS = 1 << 60
"""Stand-ins begin here: no row has such an id, so one that were left in its place would find nothing."""


def kind_of(viewer: Viewer) -> tuple[Viewer, dict[int, int]]:
    """Return the viewer with a stand-in for every id it holds, and the ids by their stand-ins.

    Equal ids of one field keep being equal, and nothing but whole numbers is replaced.
    """
    given: dict[tuple[type, str, int], int] = {}

    def replaced(thing: Any, owner: type, name: str) -> Any:
        if type(thing) is int:
            return given.setdefault((owner, name, thing), _STAND_INS + len(given))
        if isinstance(thing, tuple):
            return tuple(replaced(part, owner, name) for part in thing)
        if is_dataclass(thing) and not isinstance(thing, type):
            kept = {one.name: getattr(thing, one.name) for one in fields(thing)}
            return replace(
                thing, **{name: replaced(held, type(thing), name) for name, held in kept.items()}
            )
        return thing

    kind = replaced(viewer, type(viewer), "")
    return kind, {stand_in: number for (_owner, _name, number), stand_in in given.items()}


def _stands_in(value: object) -> bool:
    """Whether a bound value is a stand-in, or a list with one."""
    if isinstance(value, list | tuple):
        return any(_stands_in(one) for one in value)
    return type(value) is int and value >= _STAND_INS


def _hashable(value: Any) -> Hashable:
    return tuple(value) if isinstance(value, list) else value


def _walked(criterion: Predicate) -> CacheKey:
    """Return the shape of a predicate, and its values in the order in which they stand in it."""
    found = criterion.where_criteria._generate_cache_key()  # noqa: SLF001 - as SQLAlchemy asks it.
    if found is None:
        raise TypeError(f"What may be seen of {criterion.entity} cannot be kept compiled.")
    return found


def enforce() -> None:
    """Start adding predicates. Raises NoPredicate if a table has none."""
    without = sorted(
        mapper.class_.__name__
        for mapper in Base.registry.mappers
        if mapper.class_ not in PREDICATES
    )
    if without:
        raise NoPredicate(f"Nothing says who may see: {', '.join(without)}.")
    if not event.contains(Session, "do_orm_execute", _add_predicates):
        event.listen(Session, "do_orm_execute", _add_predicates)


def _add_predicates(state: ORMExecuteState) -> None:
    """Filter every entity of the statement, wherever it stands in it.

    A column load refreshes a row that was already let through, so it is left alone.
    """
    if state.is_column_load or state.is_insert:
        return
    viewer = current_viewer(state.session)
    if isinstance(viewer, System):
        return
    if state.is_update or state.is_delete:
        require_sources(cast("UpdateBase", state.statement), known=frozenset({state.bind_mapper}))
    state.statement = state.statement.options(_predicates(viewer))


@lru_cache(maxsize=256)
def _predicates(viewer: Viewer) -> Predicates:
    """The predicates for ``viewer``, made once in this process: they depend on nothing else."""
    return Predicates(viewer)


def current_viewer(session: Session | None = None) -> Viewer:
    """Return on whose behalf the session reads; nobody, if nothing was said."""
    viewer: Viewer = (session or db.session()).info.get("viewer", NOBODY)
    return viewer


def current_user_id() -> int | None:
    """Return the user who looks, or None where it is no user: a visitor, a guest, Parley itself."""
    viewer = current_viewer()
    return viewer.user_id if isinstance(viewer, StaffMember) else None


def look_as(viewer: Viewer) -> None:
    """Let the current session read on behalf of ``viewer`` from now on (edges only)."""
    session = db.session()
    session.expunge_all()
    session.info["viewer"] = viewer


@contextmanager
def viewing_as(viewer: Viewer) -> Iterator[None]:
    """Read on behalf of ``viewer`` within the block.

    What was loaded inside does not outlive the block, and what was loaded before is not
    visible through relationships inside it: the session forgets its objects both times,
    so nothing seen with more rights can be reached with fewer.
    """
    session = db.session()
    before = current_viewer(session)
    _forget(session)
    session.info["viewer"] = viewer
    try:
        yield
        _forget(session)
    finally:
        session.info["viewer"] = before


def _forget(session: Session) -> None:
    session.flush()
    session.expunge_all()
