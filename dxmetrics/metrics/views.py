"""Other views of the same figures: earlier quarters on later units (``as_is``), one area, missing stocks carried forward.

A view runs the same selects as the snapshot it looks at, from the first one that it changes on, and reads the rest from the
snapshot. It is made when somebody asks for it, and kept with the snapshot's version.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from dxmetrics.metrics.layers import Layer, made_name, reading
from dxmetrics.metrics.snapshot import Snapshot
from dxmetrics.store import Store
from dxmetrics.store.sqlfiles import relations, view

_KEPT = 4
_SECOND = {"core.data_value": "core.stated_value", "mart.unit_value": "mart.stated_unit_value"}
"""Names in a view of what the snapshot says, where the view says otherwise."""

_FOLDED = (
    "mart.indicator_value",
    "mart.folding",
    "mart.baseline",
    "mart.history",
    "mart.line",
    "mart.status_probe",
    "mart.target_progress",
)
_POOLED = ("mart.unit_value_in", "mart.area", "mart.rollup", "mart.enough", *_FOLDED)
_ANSWERED = ("mart.unit_answer", "mart.unit_pair", "mart.inherited_last", "mart.unit_last", "mart.unit_value", *_POOLED)


@dataclass(frozen=True)
class View:
    """How figures are looked at; by default plainly.

    structure      earlier periods folded onto the units of this structure; None: each on its own
    is_old_area    only units on the land the province had when the Plan began
    carry_forward  a missing stock value is filled with the unit's last one
    """

    structure: int | None = None
    is_old_area: bool = False
    carry_forward: bool = False


def look(base: Snapshot, asked: View) -> Snapshot:
    """The snapshot looked at that way: itself for the plain view, else a view of it, made now or kept from before."""
    if asked == View():
        return base
    store = base.store
    with store.building:
        key = (base.database, asked)
        kept = store.views.get(key)
        if kept is None:
            kept = store.views[key] = _build(base, asked)
            _forget_old(store)
        return kept


def _build(base: Snapshot, asked: View) -> Snapshot:
    own = Layer(base.store, beneath=base.own)
    with reading(base.store) as cursor:
        _link(cursor, base.database, own.name, {name for name, _ in _steps(asked)})
        own.look_up(cursor)
        if asked.structure is not None:
            cursor.execute("set variable structure = $structure", {"structure": asked.structure})
        if asked.carry_forward:
            cursor.execute("set variable carry_forward = true")
        for name, sql in _steps(asked):
            cursor.execute(f"create or replace table {own.name}.{name} as {sql}")
            _whole(cursor, own.name, name, own.name)
    return Snapshot(base.store, base.known, own, base.parts, beneath=base)


def _link(cursor: duckdb.DuckDBPyConnection, base: str, own: str, made: set[str]) -> None:
    """What the view does not make anew is found in the snapshot; what carry-forward replaces has a second name there."""
    for name, second in _SECOND.items():
        cursor.execute(f"create view {own}.{second} as select * from {base}.{name}")
    for name, _ in relations():
        if name not in made:
            _whole(cursor, own, name, base)


def _whole(cursor: duckdb.DuckDBPyConnection, own: str, name: str, source: str) -> None:
    """A view makes all periods: its ``made.x`` is the whole relation."""
    cursor.execute(f"create or replace view {own}.{made_name(name)} as select * from {source}.{name}")


def _steps(asked: View) -> Iterator[tuple[str, str]]:
    """The relations the view makes, in order, each with its select; one made twice is narrowed by its second select."""
    if asked.carry_forward:
        yield "core.carried_value", view("carried_value")
        yield "core.data_value", view("data_value")
    again = _ANSWERED if asked.carry_forward else _POOLED if asked.is_old_area else _FOLDED
    for name, sql in relations():
        if name in again:
            yield name, sql
        if name == "mart.unit_value":
            yield from _narrowed(asked)


def _narrowed(asked: View) -> Iterator[tuple[str, str]]:
    if asked.carry_forward:
        yield "mart.unit_value", view("unit_value_carried")
    elif asked.is_old_area:
        yield "mart.unit_value", view("unit_value_stated")
    if asked.is_old_area:
        yield "mart.unit_value", view("unit_value_old_area")


def _forget_old(store: Store) -> None:
    """Let go of all but the newest."""
    for key in list(store.views)[:-_KEPT]:
        del store.views[key]
