"""One engine's answers about the generated country, as JSON: seconds, sums to compare, peak memory (MB).

``python -m tests.bench.country_engines duckdb|polars|pandas FOLDER QUESTIONS``. All three go the same way: cells are
summed by their unit's parent (a body's own at itself), the few sums climb to all bodies above.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

Ask = Callable[..., object]
CELL = ["period", "data_element"]
SUMS = ["total", "expected", "reported"]
TIMES = {"full": 5}


def ask_duckdb(folder: Path) -> Ask:
    """The product's query over the store's file. Which returns are in force is a table, as in a snapshot; their values
    are read where they stand, by the store's own relation (a snapshot holds a province's in memory, as a table)."""
    import duckdb

    from dxmetrics.store.sqlfiles import query, relations

    cursor = duckdb.connect()
    cursor.execute(f"attach '{folder / 'country.duckdb'}' as home (read_only)")
    schemas = ("raw", "plan", "core")
    for schema in schemas:
        cursor.execute(f"create schema {schema}")
    tables = (
        "select schema_name, table_name from duckdb_tables() where database_name = 'home' and schema_name <> 'main'"
    )
    for schema, table in cursor.execute(tables).fetchall():
        if schema in schemas:
            cursor.execute(f"create view {schema}.{table} as select * from home.{schema}.{table}")
    for name, sql in relations()[:4]:
        cursor.execute(f"create {'view' if name == 'core.data_value' else 'table'} {name} as {sql}")
    usual = {"unit": None, "period": None, "elements": None, "level": None, "by_peer_group": False}
    return lambda **given: cursor.execute(query("element_totals"), usual | given).df()


def ask_polars(folder: Path) -> Ask:
    """polars, eager rows and a lazy plan for each question."""
    import polars as pl

    value, asked, unit, ancestor = (
        pl.read_parquet(folder / f"{name}.parquet") for name in ("value", "asked", "unit", "ancestor")
    )
    bodies = unit.select(pl.col("parent").alias("ancestor")).filter(pl.col("ancestor") != "").unique()

    def ask(of: str, unit_: str | None = None, period: str | None = None, elements: list | None = None) -> object:
        wanted = bodies if of == "bodies" else pl.DataFrame({"ancestor": [unit_]})
        under = ancestor.join(wanted, on="ancestor", how="semi").select("org_unit").unique()
        own = pl.col("org_unit").is_in(wanted["ancestor"].implode())
        homes = unit.lazy().select("org_unit", pl.when(own).then("org_unit").otherwise("parent").alias("home"), "level")
        homes = homes.filter(pl.col("home").is_in(under["org_unit"].implode()))

        def at_home(rows: pl.DataFrame, figures: list[pl.Expr]) -> pl.LazyFrame:
            rows = rows.lazy()
            if period:
                rows = rows.filter(pl.col("period") == period)
            if elements:
                rows = rows.filter(pl.col("data_element").is_in(elements))
            return rows.join(homes, on="org_unit").group_by("home", "level", *CELL).agg(figures)

        both = pl.concat(
            [
                at_home(value, [pl.col("number").sum().alias("total"), pl.len().alias("reported")]),
                at_home(asked, [pl.len().alias("expected")]),
            ],
            how="diagonal",
        )
        climbed = both.join(ancestor.lazy(), left_on="home", right_on="org_unit").join(
            wanted.lazy(), on="ancestor", how="semi"
        )
        totals = climbed.join(bodies.lazy(), on="ancestor", how="semi").with_columns(pl.lit("all").alias("level"))
        return pl.concat([climbed, totals]).group_by("ancestor", "level", *CELL).agg(pl.col(SUMS).sum()).collect()

    return lambda of, unit=None, period=None, elements=None: ask(of, unit, period, elements)


def ask_pandas(folder: Path) -> Ask:
    """pandas, as one writes it."""
    import pandas as pd

    value, asked, units, ancestor = (
        pd.read_parquet(folder / f"{name}.parquet") for name in ("value", "asked", "unit", "ancestor")
    )
    bodies = set(units["parent"]) - {""}

    def ask(of: str, unit: str | None = None, period: str | None = None, elements: list | None = None) -> object:
        wanted = bodies if of == "bodies" else {unit}
        under = ancestor[ancestor["ancestor"].isin(wanted)]["org_unit"]
        home = units["org_unit"].where(units["org_unit"].isin(wanted), units["parent"])
        homes = units[["org_unit", "level"]].assign(home=home)[home.isin(under)]

        def at_home(rows: pd.DataFrame, **figures: tuple[str, str]) -> pd.DataFrame:
            if period:
                rows = rows[rows["period"] == period]
            if elements:
                rows = rows[rows["data_element"].isin(elements)]
            keys = ["home", "level", *CELL]
            return rows.merge(homes, on="org_unit").groupby(keys, sort=False, as_index=False).agg(**figures)

        both = pd.concat(
            [
                at_home(value, total=("number", "sum"), reported=("number", "size")),
                at_home(asked, expected=("org_unit", "size")),
            ]
        )
        climbed = both.merge(ancestor[ancestor["ancestor"].isin(wanted)], left_on="home", right_on="org_unit")
        totals = climbed[climbed["ancestor"].isin(bodies)].assign(level="all")
        return (
            pd.concat([climbed, totals]).groupby(["ancestor", "level", *CELL], sort=False, as_index=False)[SUMS].sum()
        )

    return ask


def peak_mb() -> float:
    """The most this process has held since it began; it was started by a small one (Linux hands that one's memory on)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _seconds(action: Callable[[], object], times: int) -> dict[str, float]:
    """By the clock, the best and the median of some runs; of this process's processors, the best."""
    clocks, processors = [], []
    for _ in range(times):
        start, used = time.perf_counter(), time.process_time()
        action()
        clocks.append(time.perf_counter() - start)
        processors.append(time.process_time() - used)
    return {"best": min(clocks), "median": statistics.median(clocks), "processors": min(processors)}


def main(engine: str, folder: str, questions: str) -> None:
    """Answer all questions and print."""
    ask = {"duckdb": ask_duckdb, "polars": ask_polars, "pandas": ask_pandas}[engine](Path(folder))
    held, answers = peak_mb(), {}
    for name, given in json.loads(questions).items():
        found = ask(**given)
        answers[name] = {
            "rows": len(found),
            **_seconds(lambda given=given: ask(**given), TIMES.get(name, 9)),
            **{column: float(found[column].sum()) for column in SUMS},
        }
    print(json.dumps({"answers": answers, "held_mb": held, "peak_mb": peak_mb()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
