"""The mart's relations, computed once per data version and moment, and kept in memory for every page and command to read.

The same selects stand in the store as views; here they are run in order into tables, so that a relation used by ten
others is computed once, and a page reads a small finished table.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from itertools import count

import duckdb
import pandas as pd
import pyarrow as pa

from dxmetrics.catalog.catalog import VIETNAM
from dxmetrics.store import Store
from dxmetrics.store.sqlfiles import query, relations

_KEPT = 4
_numbers = count(1)


@dataclass(frozen=True)
class Snapshot:
    """The figures of one data version as known at one moment. ``database`` is the in-memory database that holds them."""

    store: Store
    database: str
    key: tuple
    moment: datetime

    def frame(self, query_name: str, **parameters: object) -> pd.DataFrame:
        """The rows of ``sql/queries/<query_name>.sql`` over this snapshot."""
        with self.store.cursor() as cursor:
            cursor.execute(f"use {self.database}")
            return cursor.execute(query(query_name), parameters).df()

    def table(self, query_name: str, **parameters: object) -> pa.Table:
        """The same rows with their exact types."""
        with self.store.cursor() as cursor:
            cursor.execute(f"use {self.database}")
            return cursor.execute(query(query_name), parameters).to_arrow_table()


def snapshot(store: Store, as_of: datetime | None = None) -> Snapshot:
    """The figures as known at ``as_of`` (Vietnam time; None: now), from memory where nothing has changed since.

    What is due changes with the clock even when no data does, so a plain snapshot also ends at midnight and at a due time.
    """
    moment = _local(as_of) if as_of else datetime.now(VIETNAM).replace(tzinfo=None)
    with store.lock:
        key = (store.data_version, as_of and moment, None if as_of else _due_so_far(store, moment))
        kept = store.snapshots.get(key)
        if kept is None:
            kept = store.snapshots[key] = _build(store, key, moment, as_of is not None)
            _forget_old(store)
        return kept


def _local(moment: datetime) -> datetime:
    return moment.astimezone(VIETNAM).replace(tzinfo=None) if moment.tzinfo else moment


def _due_so_far(store: Store, moment: datetime) -> tuple:
    """Days late run on while anything is missing, so the day is part of the key, and so is what fell due within it."""
    due = store.rows("select count(*) from plan.expected where due_at < $moment", {"moment": moment})
    return moment.date(), due[0][0]


def _build(store: Store, key: tuple, moment: datetime, is_past: bool) -> Snapshot:
    database = f"snapshot_{next(_numbers)}"
    with store.cursor() as cursor:
        home = cursor.execute("select current_database()").fetchone()[0]
        cursor.execute(f"attach ':memory:' as {database}")
        _link_schemas(cursor, home, database)
        cursor.execute(f"use {database}")
        cursor.execute("set variable now = $moment", {"moment": moment})
        if is_past:
            cursor.execute("set variable as_of = $moment", {"moment": moment})
        for name, sql in relations():
            cursor.execute(f"create table {name} as {sql}")
    return Snapshot(store, database, key, moment)


def _link_schemas(cursor: duckdb.DuckDBPyConnection, home: str, database: str) -> None:
    """Names ``raw.x``, ``plan.x`` and the typed values read through to the store; core and mart are made anew."""
    tables = cursor.execute(
        "select schema_name, table_name from duckdb_tables() where database_name = $home and schema_name in ('raw', 'plan', 'core')",
        {"home": home},
    ).fetchall()
    for schema in ("raw", "plan", "core", "mart"):
        cursor.execute(f"create schema {database}.{schema}")
    for schema, table in tables:
        cursor.execute(f'create view {database}.{schema}.{table} as select * from "{home}".{schema}.{table}')


def _forget_old(store: Store) -> None:
    """Let go of all but the newest; one that is still being read is kept until the next time."""
    for key in list(store.snapshots)[:-_KEPT]:
        with store.cursor() as cursor, contextlib.suppress(duckdb.Error):
            cursor.execute(f"detach {store.snapshots[key].database}")
            del store.snapshots[key]
