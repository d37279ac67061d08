"""How a snapshot is made from the one before: rows of periods that did not change are read where they are.

A snapshot's database is a small in-memory one, its own layer. In it stands, for each relation of ``store/sql/mart``:

* nothing said in the file: a table, made whole each time. Safe for every relation; write a new one so.
* ``-- kept: earlier periods``: the relation has a column ``period_index``, never empty, and what a row says depends on
  nothing but the Plan and the returns, events and due times of that period and earlier ones. Only rows from the first
  changed period on are made (``select * from (…) where period_index >= …``, so the select itself needs no care); they
  stand in ``made.x``, and ``mart.x`` is a view that adds the rows of earlier periods out of the layers below, which other
  snapshots may share.
* ``-- kept: earlier structures``: the same, for a relation that says what units brought into a structure, its ``period_index``
  being the last period before it. Where none of the changed periods is one, nothing is run at all.
* ``-- kept: whole``: the relation depends on the Plan only; a view on the first layer's table.

A declared relation that wants of another only the rows of its own rows' period reads ``made.x`` instead of ``mart.x``: one
small table to plan and to read instead of all periods out of several layers. Relations that are not declared can't.

A relation whose rows move with the clock alone (days late) must not be declared. One that reads a relation that is not
declared may be, as long as what it takes from there obeys the rule. ``tests/metrics/test_layers.py`` compares every
relation with a build from nothing through random histories.

The first relations (``sqlfiles.from_store``) read what the store holds, in one transaction, so that they know one moment
whatever is loaded meanwhile. The rest read these and a copy of the Plan, all in memory and never changed again: they are
made side by side by as many threads as there are processors, each relation as soon as those it names are there.
"""

from __future__ import annotations

import contextlib
import os
import re
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count

import duckdb

from dxmetrics.metrics.side_by_side import do_all
from dxmetrics.store import Store
from dxmetrics.store.sqlfiles import from_store, needs, query, relations

NOTHING_KEPT, NOTHING_CHANGED = -1, 1_000_000
"""As the first changed period: everything is made anew, or only what moves with the clock."""
_MOST_PARTS = 3
"""Every part is one more table to plan and scan for each use of a relation."""
_MOST_THREADS = 4
_FOREVER = datetime(9999, 12, 31)
_KEEPING = re.compile(r"^-- kept: (earlier periods|earlier structures|whole)$", re.MULTILINE)
_numbers = count(1)


_SCHEMAS = ("raw", "core", "mart", "made")
_KEPT_IN_MEMORY = (
    "revision",
    "revision_event",
    "period_event",
    "restatement",
    "setting",
    "trail_deadline",
    "trail_event",
)
"""Small tables of a shared store that many relations read: fetched once a snapshot. Others are read where they are."""


class Layer:
    """An in-memory database of its own; gone when no snapshot holds it any more.

    plan  the layer with the tables of the schema plan
    path  schemas in which names are looked up, in this order: its own, those beneath it. No views that read through: each
          would be parsed and planned anew for every use in every relation
    home  schemas of the store, looked up last by who may see what was written meanwhile
    """

    def __init__(self, store: Store, plan: Layer | None = None, beneath: Layer | None = None) -> None:
        self.name = f"snapshot_{next(_numbers)}"
        self.plan = plan
        self.is_shared = store.is_shared
        with store.cursor() as cursor:
            home = home_of(cursor)
            cursor.execute(f"attach ':memory:' as {self.name}")
            for schema in _SCHEMAS:
                cursor.execute(f"create schema {self.name}.{schema}")
        # Not by a reference to the store: what a page was given is one reader's copy, which ends before its layer does.
        weakref.finalize(self, store.letting_go_of(self.name)).atexit = False
        below = beneath.path if beneath else (f"{plan.name}.plan",) if plan else ()
        self.path = (
            *(f"{self.name}.{schema}" for schema in _SCHEMAS),
            *(schema for schema in below if not schema.endswith(".made")),  # rows of some periods, for who made them
        )
        self.home = (f"{home}.raw", f"{home}.core")

    def look_up(self, cursor: duckdb.DuckDBPyConnection, in_memory: bool = False) -> None:
        """From here on the cursor's names ``mart.x``, ``core.x``, ``raw.x`` and ``plan.x`` are this layer's; with
        ``in_memory`` none is the store's."""
        path = self.path if in_memory else (*self.path, *self.home)
        cursor.execute("set search_path = '{}'".format(",".join(path).replace("'", "''")))


def home_of(cursor: duckdb.DuckDBPyConnection) -> str:
    """The name of the store's own database, quoted."""
    return '"{}"'.format(cursor.execute("select current_database()").fetchone()[0].replace('"', '""'))


@dataclass(frozen=True)
class Part:
    """The rows of declared relations in ``layer``, of the periods from the index ``first`` up to the next part's."""

    first: int
    layer: Layer


@dataclass(frozen=True)
class Known:
    """What was known when a snapshot was made: the last events it saw, until when, and its moment (Vietnam's clock)."""

    data_version: int
    plan_version: int
    revision_event: int
    period_event: int
    trail_event: int
    until: datetime
    moment: datetime

    @classmethod
    def read(cls, cursor: duckdb.DuckDBPyConnection, moment: datetime, is_past: bool) -> Known:
        """What a transaction on the store sees now."""
        version = cursor.execute(query("data_version")).fetchone()[0]
        events = cursor.execute(query("last_events")).fetchone()
        return cls(version, *events, moment if is_past else _FOREVER, moment)


@contextlib.contextmanager
def reading(store: Store) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor in a transaction that sees the store at one data version, whatever is loaded meanwhile."""
    with store.cursor() as cursor:
        cursor.execute("begin transaction")
        try:
            yield cursor
        except BaseException:
            cursor.execute("rollback")
            raise
        cursor.execute("commit")


def first_changes(cursor: duckdb.DuckDBPyConnection, befores: list[Known], after: Known) -> list[int]:
    """For each of ``befores`` the index of the first period whose figures may differ ``after``: one with an event that only
    one of the two knew, or a due time between their moments. ``NOTHING_CHANGED`` where there is none, ``NOTHING_KEPT``
    where all of them may."""
    found = [NOTHING_KEPT] * len(befores)
    asked = [
        {"number": number} | {name: value for name, value in vars(before).items() if not name.endswith("_version")}
        for number, before in enumerate(befores)
        if before.plan_version == after.plan_version
    ]
    if asked:
        now = {f"after_{name}": value for name, value in vars(after).items() if not name.endswith("_version")}
        rows = cursor.execute(query("first_changed_period"), {"befores": asked} | now).fetchall()
        for number, period, first_of_plan in rows:
            if period is None:
                found[number] = NOTHING_CHANGED
            elif period > first_of_plan:
                found[number] = period
    return found


def parts_of(own: Layer, first: int, below: tuple[Part, ...]) -> tuple[Part, ...]:
    """What the relations of a snapshot consist of: rows from the period ``first`` on in ``own``, earlier ones out of
    ``below``."""
    parts = [part for part in below if part.first < first][:_MOST_PARTS]
    if first != NOTHING_CHANGED:
        if len(parts) == _MOST_PARTS:
            first = parts.pop().first
        parts.append(Part(first, own))
    return tuple(parts)


def read_store(cursor: duckdb.DuckDBPyConnection, own: Layer, known: Known, parts: tuple[Part, ...]) -> None:
    """Make the relations that read what the store holds, in the cursor's transaction."""
    _prepare(cursor, own, known)
    selects = dict(relations())
    for name in from_store():
        _make(cursor, name, selects[name], own, parts)


def build(store: Store, own: Layer, parts: tuple[Part, ...]) -> None:
    """Make all others, side by side, once the transaction of ``read_store`` has ended."""
    selects = dict(relations())
    there = frozenset(from_store())
    wanted = {name: needed - there for name, needed in needs().items() if name not in there}
    with contextlib.ExitStack() as closing:
        cursors = [closing.enter_context(store.cursor()) for _ in range(min(_MOST_THREADS, os.cpu_count() or 1))]
        for cursor in cursors:
            own.look_up(cursor, in_memory=True)
        do_all(wanted, cursors, lambda cursor, name: _make(cursor, name, selects[name], own, parts))


def _prepare(cursor: duckdb.DuckDBPyConnection, own: Layer, known: Known) -> None:
    """Names are looked up in the new layer and then in the store; the clock stands still."""
    if own.is_shared:
        for table in _KEPT_IN_MEMORY:
            cursor.execute(f"create table {own.name}.raw.{table} as select * from raw.{table}")
    own.look_up(cursor)
    cursor.execute("set variable now = $moment", {"moment": known.moment})
    if known.until != _FOREVER:
        cursor.execute("set variable as_of = $moment", {"moment": known.moment})


def _make(cursor: duckdb.DuckDBPyConnection, name: str, sql: str, own: Layer, parts: tuple[Part, ...]) -> None:
    keeping = _KEEPING.search(sql)
    made = made_name(name)
    if keeping is None:
        cursor.execute(f"create table {own.name}.{name} as {sql}")
    elif keeping[1] == "whole":
        if parts[0].layer is own:
            cursor.execute(f"create table {own.name}.{made} as {sql}")
        cursor.execute(f"create view {own.name}.{name} as select * from {parts[0].layer.name}.{made}")
    else:
        if parts[-1].layer is own:
            rows = f"({sql}) where period_index >= {parts[-1].first}" if len(parts) > 1 else f"({sql})"
            if keeping[1] == "earlier structures" and len(parts) > 1 and not _ends_structure(cursor, parts[-1].first):
                rows = f"{parts[0].layer.name}.{made} limit 0"
            cursor.execute(f"create table {own.name}.{made} as select * from {rows}")
        cursor.execute(f"create view {own.name}.{name} as {_all_parts(made, parts)}")


def _ends_structure(cursor: duckdb.DuckDBPyConnection, first: int) -> bool:
    """Whether a structure of units ends with one of the periods from ``first`` on."""
    last = cursor.execute(query("last_structure_end")).fetchone()[0]
    return last is not None and last >= first


def made_name(relation: str) -> str:
    """Where the rows of ``mart.x`` stand that were made with a snapshot itself: ``made.x``."""
    return f"made.{relation.partition('.')[2]}"


def _all_parts(table: str, parts: tuple[Part, ...]) -> str:
    """A select of the rows of each part, up to where the next begins."""
    ends = [f" where period_index < {part.first}" for part in parts[1:]] + [""]
    selects = [f"select * from {part.layer.name}.{table}{end}" for part, end in zip(parts, ends, strict=True)]
    return " union all ".join(selects)
