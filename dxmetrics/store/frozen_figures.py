"""What a freeze keeps beside its moment: the finished figures, and the Plan's data, thresholds and rules they rest on.

The figures are kept as rows, not as a way to make them again: neither a later return nor other plan data nor other rules can
change them. A column a question gets later is added to its table; freezes before that have nothing in it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as parquet

from dxmetrics.store.plan_tables import plan_version
from dxmetrics.store.sqlfiles import method_version, query
from dxmetrics.store.store import Store
from dxmetrics.store.writing import insert_table


def write_frozen(
    cursor: duckdb.DuckDBPyConnection, store: Store, event_id: int, figures: Mapping[str, pa.Table]
) -> None:
    """Keep the rows of each question for the freeze just written; part of the caller's transaction."""
    version = plan_version(store.catalog)
    terms = {"method_version": method_version(), "plan_version": version, "has_figures": bool(figures)}
    cursor.execute(query("add_freeze"), {"event_id": event_id, **terms})
    if not cursor.execute(query("frozen_plan"), {"plan_version": version}).fetchone():
        _write_plan(cursor, version)
    for question, rows in figures.items():
        _write_rows(cursor, f"frozen.{question}", event_id, rows)


def frozen_terms(store: Store, event_id: int) -> dict[str, Any]:
    """The rules, plan data and thresholds of a freeze by name; nothing for one older than the store's schema 4."""
    with store.cursor() as cursor:
        rows = cursor.execute(query("frozen_terms"), {"event_id": event_id}).to_arrow_table().to_pylist()
    return rows[0] if rows else {}


def frozen_plan(store: Store, version: str) -> dict[str, pd.DataFrame]:
    """The tables of the Plan's data as some freeze rests on them, by name."""
    found = store.rows(query("frozen_plan"), {"plan_version": version})
    return {name: parquet.read_table(io.BytesIO(content)).to_pandas() for name, _, content in found}


def _write_plan(cursor: duckdb.DuckDBPyConnection, version: str) -> None:
    names = cursor.execute(query("plan_table_names")).fetchall()
    for (name,) in names:
        rows = cursor.execute(f"select * from plan.{name}").to_arrow_table()
        content = io.BytesIO()
        parquet.write_table(rows, content, compression="zstd")
        what = {"plan_version": version, "table_name": name, "row_count": rows.num_rows}
        cursor.execute(query("add_frozen_plan"), {**what, "content": content.getvalue()})


def _write_rows(cursor: duckdb.DuckDBPyConnection, table: str, event_id: int, rows: pa.Table) -> None:
    """``place`` keeps the order in which the question gave them."""
    places = pa.array(range(rows.num_rows), pa.int32())
    kept = rows.append_column("place", places).append_column(
        "event_id", pa.array([event_id] * rows.num_rows, pa.int64())
    )
    cursor.register("kept", kept)
    cursor.execute(f"create table if not exists {table} as select * from kept limit 0")
    known = {row[0] for row in cursor.execute(f"describe {table}").fetchall()}
    for name, kind, *_ in cursor.execute("describe select * from kept").fetchall():
        if name not in known:
            cursor.execute(f'alter table {table} add column "{name}" {kind}')
    cursor.unregister("kept")
    insert_table(cursor, table, kept)
