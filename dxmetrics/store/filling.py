"""A store's tables filled from the file of another: how a backup becomes a shared store."""

from __future__ import annotations

import contextlib
from pathlib import Path

import duckdb
import pyarrow as pa

from dxmetrics.errors import StoreError
from dxmetrics.store.copying import table_sums
from dxmetrics.store.sqlfiles import query
from dxmetrics.store.store import Store
from dxmetrics.store.writing import insert_table

_BATCH = 50_000


def fill(store: Store, source: Path) -> None:
    """Copy every table of a store's file of our schema into a store nothing was done to yet; all of it, or nothing.

    StoreError ``not_empty``, and ``figures_differ`` where a table reads differently after the copy.
    """
    with store.lock, contextlib.closing(duckdb.connect(str(source), read_only=True)) as file:
        if store.rows(query("is_used"))[0][0]:
            raise StoreError("not_empty", path=store.name)
        with store.transaction() as cursor:
            for schema, table in file.execute(query("stored_tables")).fetchall():
                _copy(file, cursor, f'"{schema}"."{table}"')
            wrong = set(table_sums(file)) - set(table_sums(cursor))
            if wrong:
                raise StoreError("figures_differ", path=source, names=", ".join(sorted(found.name for found in wrong)))


def _copy(file: duckdb.DuckDBPyConnection, cursor: duckdb.DuckDBPyConnection, table: str) -> None:
    """Replace a table's rows; one that only a used store has is made."""
    reader = file.execute(f"select * from {table}").to_arrow_reader(_BATCH)
    columns = cursor.from_arrow(reader.schema.empty_table())
    columns.query("incoming", f"create table if not exists {table} as select * from incoming")
    cursor.execute(f"delete from {table}")
    for batch in reader:
        insert_table(cursor, table, pa.Table.from_batches([batch]))
