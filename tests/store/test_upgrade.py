"""A store of an older program, opened by this one: every row and every figure is as it was. The older store is made by the
older schema steps and filled with plain SQL, as far as that schema had room for what today's store holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dxmetrics import metrics
from dxmetrics.periods import Period
from dxmetrics.store import Store, accounts, actions, open_store, trail
from dxmetrics.store.loading import load_file
from dxmetrics.store.sqlfiles import migrations

UNITS = ("STC@2024-01-01", "SNV@2024-01-01", "SGTVT@2024-01-01")
Q = Period(2024, 2)
WHO = {"by": "Lan", "reason": "thử"}
NEWEST = migrations()[-1][0]
KEPT = ("raw.setting", "raw.file", "raw.revision", "raw.revision_event", "raw.finding", "core.revision_value")
SINCE = {
    3: ("raw.period_event", "raw.restatement"),
    4: ("frozen.terms", "frozen.plan_table"),
    6: ("raw.sheet",),
    7: ("raw.trail_event", "raw.trail_deadline", "raw.trail_document", "raw.trail_answer"),
    8: ("access.account", "access.event"),
}
"""The tables of what people did, by the schema step that brought them."""


@pytest.fixture(scope="module")
def today(empty_store_path: Path, tmp_path_factory: pytest.TempPathFactory, filled_return) -> Iterator[Store]:
    """Returns accepted, corrected, withdrawn and sent back; a frozen quarter; letters; an account."""
    path = tmp_path_factory.mktemp("today") / "today.duckdb"
    path.write_bytes(empty_store_path.read_bytes())
    store = open_store(path)
    for unit in UNITS:
        load_file(store, f"{unit}.xlsx", filled_return(unit, "2024Q2"), by="clerk", accept_warnings=True)
    load_file(store, "sai.xlsx", b"not a workbook", by="clerk")
    load_file(store, "2.xlsx", filled_return(UNITS[0], "2024Q2", cells={"D81.1": 99}), by="clerk", accept_warnings=True)
    actions.withdraw(store, f"{UNITS[1]}/department/2024Q2", **WHO)
    metrics.freeze(store, str(Q), **WHO)
    trail.record_request(store, Q, number="12/KH", issued_on=date(2024, 6, 1), **WHO)
    accounts.add_account(store, "lan", ["officer"], by="test", full_name="Nguyễn Thị Lan")
    yield store
    store.close()


def tables(version: int) -> list[str]:
    """What a store of that schema has of it."""
    found = [*KEPT, *(name for since, names in SINCE.items() if since <= version for name in names)]
    return found if version >= 6 else [*found, "raw.cell"]


def older(today: Store, path: Path, version: int) -> None:
    """A file as the program of that schema left it."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table main.schema_version (version integer not null)")
        for number, sql in migrations()[:version]:
            connection.execute(sql)
            connection.execute("insert into main.schema_version values ($number)", {"number": number})
        for name in tables(version):
            with today.cursor() as cursor:
                rows = cursor.execute(f"select * from {name}").to_arrow_table()
            connection.register("rows", rows)
            connection.execute(f"insert into {name} select * from rows")
            connection.unregister("rows")
        for name in frozen_figures(today) if version >= 4 else []:
            with today.cursor() as cursor:
                rows = cursor.execute(f"select * from {name}").to_arrow_table()
            connection.register("rows", rows)
            connection.execute(f"create table {name} as select * from rows")
            connection.unregister("rows")
        connection.execute("delete from raw.setting where name = 'plan_hash'")  # it had another Plan's data


def frozen_figures(store: Store) -> list[str]:
    sql = "select table_name from duckdb_tables() where schema_name = 'frozen' order by 1"
    return [f"frozen.{name}" for (name,) in store.rows(sql) if name not in ("terms", "plan_table")]


def progress(store: Store, version: int) -> pd.DataFrame:
    """The figures that store could show: it knew no freeze before there were any."""
    rows = metrics.progress(store, Q, by="unit")
    return rows if version >= 3 else rows.drop(columns=["is_restated", "frozen_value", "frozen_status"])


def content(store: Store, name: str) -> list[tuple]:
    where = " where name <> 'plan_hash' and name <> 'plan_version'" if name == "raw.setting" else ""
    return store.rows(f"select * from {name}{where} order by all")


@pytest.mark.parametrize("version", range(1, NEWEST, 2))  # the steps between are passed on the way
def test_an_older_store_keeps_its_rows_and_figures(today: Store, tmp_path: Path, version: int) -> None:
    path = tmp_path / "old.duckdb"
    older(today, path, version)
    store = open_store(path)
    try:
        assert store.rows("select max(version) from main.schema_version") == [(NEWEST,)]
        for name in [*tables(version), "raw.sheet", "raw.cell"]:
            assert content(store, name) == content(today, name), name
        pd.testing.assert_frame_equal(metrics.values(store, Q), metrics.values(today, Q))
        pd.testing.assert_frame_equal(progress(store, version), progress(today, version))
        if version >= 4:
            frozen = {"frozen": True, "by": "unit"}
            pd.testing.assert_frame_equal(metrics.progress(store, Q, **frozen), metrics.progress(today, Q, **frozen))
        assert accounts.accounts(store) == (accounts.accounts(today) if version >= 8 else [])
    finally:
        store.close()
    assert open_store(path).close() is None, "and again"
