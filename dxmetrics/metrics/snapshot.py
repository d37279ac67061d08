"""The mart's relations, computed once per data version and moment and kept in memory for every page and command.

The relations are selects in ``store/sql/mart/NN_schema_name.sql``, run in the order of their numbers, so that one
used by ten others is computed once and a page reads a small finished table. How they are made, and what one must say
about itself so that a change of one return does not recompute other periods: ``layers.py``.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
import pyarrow as pa

from dxmetrics.catalog.catalog import VIETNAM
from dxmetrics.metrics.layers import (
    NOTHING_KEPT,
    Known,
    Layer,
    Part,
    build,
    first_changes,
    parts_of,
    read_store,
    reading,
)
from dxmetrics.metrics.plan_copies import plan_copy
from dxmetrics.store import Store
from dxmetrics.store.sqlfiles import query

_KEPT = 4


@dataclass(frozen=True)
class Snapshot:
    """The figures of one data version as known at one moment; they stay as they are for as long as somebody holds it.

    own    the in-memory database all names are looked up in
    parts  it and those below with the rows of declared relations, the oldest periods first
    beneath  of a view (views.py): the snapshot it reads what it did not make anew from
    """

    store: Store
    known: Known
    own: Layer
    parts: tuple[Part, ...]
    beneath: Snapshot | None = None

    @property
    def database(self) -> str:
        """The name of the in-memory database to read ``mart.x`` from; never used twice, so it may key a cache."""
        return self.own.name

    @property
    def moment(self) -> datetime:
        """Vietnam's clock when it was made, or the moment asked for."""
        return self.known.moment

    def frame(self, query_name: str, **parameters: object) -> pd.DataFrame:
        """The rows of ``sql/queries/<query_name>.sql`` over this snapshot."""
        with self.store.cursor() as cursor:
            self.own.look_up(cursor)
            return cursor.execute(query(query_name), parameters).df()

    def table(self, query_name: str, **parameters: object) -> pa.Table:
        """The same rows with their exact types."""
        with self.store.cursor() as cursor:
            self.own.look_up(cursor)
            return cursor.execute(query(query_name), parameters).to_arrow_table()


def snapshot(store: Store, as_of: datetime | None = None) -> Snapshot:
    """The figures as known at ``as_of`` (Vietnam time; None: now), from memory where nothing has changed since.

    What is due changes with the clock even when no data does: a plain snapshot also ends at midnight and at a due time.
    Readers that ask for the same figures at once build them once; loads never wait for them, nor they for loads.
    """
    moment = _local(as_of) if as_of else now()
    kept = _kept(store, as_of, moment)
    if kept is None:
        with store.building:
            kept = _kept(store, as_of, moment) or _make(store, as_of, moment)
    return kept


def _kept(store: Store, as_of: datetime | None, moment: datetime) -> Snapshot | None:
    return store.snapshots.get(_key(store, store.data_version, as_of, moment))


def _make(store: Store, as_of: datetime | None, moment: datetime) -> Snapshot:
    """A new one, made from the kept one that differs in the fewest periods."""
    plan = plan_copy(store)
    own = Layer(store, plan.layer)
    with reading(store) as cursor:
        known = Known.read(cursor, moment, as_of is not None)
        if known.plan_version != plan.version:  # replaced since it was copied
            return _make(store, as_of, moment)
        kept = list(store.snapshots.values())
        changes = zip(first_changes(cursor, [one.known for one in kept], known), kept, strict=True)
        first, start = max(changes, key=lambda change: change[0], default=(NOTHING_KEPT, None))
        parts = parts_of(own, first, start.parts if start else ())
        read_store(cursor, own, known, parts)
    build(store, own, parts)
    made = store.snapshots[_key(store, known.data_version, as_of, moment)] = Snapshot(store, known, own, parts)
    _forget_old(store)
    return made


def now() -> datetime:
    """Vietnam's clock, without a zone."""
    return datetime.now(VIETNAM).replace(tzinfo=None)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(VIETNAM).replace(tzinfo=None) if moment.tzinfo else moment


def _key(store: Store, data_version: int, as_of: datetime | None, moment: datetime) -> tuple:
    """Days late run on while anything is missing, so the day is part of the key, and so is what fell due within it."""
    if as_of:
        return data_version, moment, None
    return data_version, None, (moment.date(), bisect_left(store.same_rows(query("dues")), (moment,)))


def _forget_old(store: Store) -> None:
    """Let go of all but the newest, but never of the newest plain one: the next is made from it."""
    plain = [key for key in store.snapshots if key[1] is None][-1:]
    for key in [key for key in store.snapshots if key not in plain][: 1 - _KEPT]:
        del store.snapshots[key]
