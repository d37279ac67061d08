"""Opening a store: made once, upgraded with its data kept, refused in words when it can't be had."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from dxmetrics.catalog import load_catalog
from dxmetrics.errors import StoreError
from dxmetrics.store import Store, engine, open_store
from dxmetrics.store.sqlfiles import migrations
from dxmetrics.store.store import write_setting
from dxmetrics.text import words
from tests.helpers.serving import PATIENCE
from tests.helpers.worlds import tiny_catalog
from tests.store.conftest import SENDER


def plan_tables(store: Store) -> dict[str, int]:
    names = [row[0] for row in store.rows("select table_name from duckdb_tables() where schema_name = 'plan'")]
    return {name: store.rows(f"select count(*) from plan.{name}")[0][0] for name in sorted(names)}


def test_what_is_asked_again_comes_from_memory_until_something_is_written(tmp_path: Path) -> None:
    store = open_store(tmp_path / "memory.duckdb", sample=True)
    asked = "select value from raw.setting where name = $name"
    first, version = store.same_rows(asked, {"name": "kind"}), store.data_version
    assert first == [("sample",)] and store.same_rows(asked, {"name": "kind"}) is first
    with contextlib.suppress(ZeroDivisionError), store.transaction() as cursor:
        write_setting(cursor, "kind", "real")
        assert store.kind == "sample"  # not before it is written
        raise ZeroDivisionError
    assert store.kind == "sample"
    with store.transaction() as cursor:
        write_setting(cursor, "kind", "real")
        write_setting(cursor, "plan_version", "41")
    assert store.kind == "real" and store.data_version > version
    store.close()


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "again.duckdb"
    states = []
    for _ in range(2):
        store = open_store(path)
        setting = store.rows("select * from raw.setting order by all")
        states.append(
            (store.data_version, plan_tables(store), setting, store.rows("select * from main.schema_version"))
        )
        store.close()
    assert states[0] == states[1]
    assert states[0][1]["org_unit"] == len(load_catalog().units)


CELLS = [
    ("Biểu 1", "F11", "number", "46"),
    ("Biểu 1", "A2", "text", 'nói "thế"\n\\ [1]'),
    ("Biểu 2", "F11", "text", ""),
]
"""Sheet, address, kind and text, in no order of their own; what JSON would trip over among them."""


def old_store(path: Path) -> None:
    """A file as the first two schema steps left it, with one accepted value, before its Plan was ever written."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table main.schema_version (version integer not null)")
        for version, sql in migrations()[:2]:
            connection.execute(sql)
            connection.execute("insert into main.schema_version values ($version)", {"version": version})
        connection.execute(
            f"insert into raw.revision values (1, '{SENDER}/department/2024Q2', '{SENDER}', 'department', '2024Q2', 1,"
            " 'x', 'f.xlsx', timestamp '2024-06-16 09:00', 'clerk', 'b')"
        )
        connection.execute(
            "insert into raw.revision_event values (1, 1, 'accepted', timestamp '2024-06-16 09:00', 'clerk', '')"
        )
        connection.execute(
            f"insert into core.revision_value values (1, '{SENDER}', 'D01', 46, null, false, '', 'Biểu 1', 'F11')"
        )
        connection.executemany("insert into raw.cell values (1, ?, ?, ?, ?)", CELLS)


def test_an_old_store_is_upgraded_with_its_data(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    old_store(path)
    for _ in range(2):
        store = open_store(path)
        assert store.rows("select org_unit, number, cell from core.data_value") == [(SENDER, 46, "F11")]
        assert store.rows("select max(version) from main.schema_version") == [(migrations()[-1][0],)]
        assert plan_tables(store)["period"] == 7
        assert store.rows("select sheet, cell, kind, text from raw.cell") == CELLS
        store.close()


def test_a_new_schema_step_keeps_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.duckdb"
    old_store(path)
    open_store(path).close()
    step = (
        migrations()[-1][0] + 1,
        "alter table raw.revision add column origin varchar; update raw.revision set origin = 'mail'",
    )
    monkeypatch.setattr("dxmetrics.store.store.migrations", lambda: [*migrations(), step])
    store = open_store(path)
    assert store.rows("select file_name, origin from raw.revision") == [("f.xlsx", "mail")]
    assert store.rows("select max(version) from main.schema_version") == [(step[0],)]
    store.close()


def test_a_schema_step_that_fails_leaves_the_store_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.duckdb"
    old_store(path)
    open_store(path).close()
    step = (99, "delete from raw.revision; select * from nowhere")
    monkeypatch.setattr("dxmetrics.store.store.migrations", lambda: [*migrations(), step])
    with pytest.raises(duckdb.Error):
        open_store(path)
    monkeypatch.undo()
    store = open_store(path)
    assert store.rows("select count(*) from raw.revision") == [(1,)]
    store.close()


def test_a_newer_store_is_refused(empty_store_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "newer.duckdb"
    path.write_bytes(empty_store_path.read_bytes())
    with duckdb.connect(str(path)) as connection:
        connection.execute("insert into main.schema_version values (99)")
    with pytest.raises(StoreError) as refused:
        open_store(path)
    assert (refused.value.code, refused.value.params["schema"], refused.value.params["known"]) == (
        "newer",
        99,
        migrations()[-1][0],
    )


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "note.duckdb"
    path.write_text("this is a letter, not a store\n" * 200)
    with pytest.raises(StoreError) as refused:
        open_store(path)
    assert refused.value.code == "unreadable"


@pytest.mark.parametrize("name", ["raw", "plan", "core", "mart"])
def test_a_name_used_inside_the_store_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError) as refused:
        open_store(tmp_path / f"{name}.duckdb")
    assert refused.value.code == "name_taken"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_second_process_is_refused_in_words(empty_store: Store, language: str) -> None:
    arguments = [sys.executable, "-m", "dxmetrics", "--db", str(empty_store.path), "--lang", language, "init"]
    second = subprocess.run(arguments, capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE, check=False)
    assert second.returncode == 3
    assert second.stderr.strip() == words(language)(
        "error.store.locked", path=empty_store.path, process=str(os.getpid())
    )


def test_a_new_store_can_be_marked_as_sample_and_keeps_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "sample.duckdb"
    open_store(path, sample=True).close()
    store = open_store(path)
    assert (store.kind, store.is_sample) == ("sample", True)
    store.close()


def test_a_transaction_is_all_or_nothing(empty_store: Store) -> None:
    with pytest.raises(ZeroDivisionError), empty_store.transaction() as cursor:
        cursor.execute("insert into raw.setting values ('a', 'b')")
        raise ZeroDivisionError
    assert empty_store.setting("a") is None
    with empty_store.transaction() as cursor:
        cursor.execute("insert into raw.setting values ('a', 'b')")
    assert empty_store.setting("a") == "b"


def test_the_store_reaches_nothing_outside_its_file(empty_store: Store, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    with pytest.raises(duckdb.Error):
        empty_store.rows(f"select * from read_csv('{secret}')")


def test_changed_plan_data_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "office.duckdb"
    store = open_store(path)
    version, before = store.data_version, plan_tables(store)
    store.close()
    changed = open_store(path, catalog=tiny_catalog(tmp_path / "plan"))
    assert changed.data_version > version
    assert plan_tables(changed)["org_unit"] < before["org_unit"]
    changed.close()


def test_few_values_are_read_by_one_thread_many_by_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    threads = "select current_setting('threads')"
    store = open_store(tmp_path / "few.duckdb")
    assert store.rows(threads) == [(1,)]
    store.close()
    monkeypatch.setattr(engine, "_MANY_VALUES", 0)
    store = open_store(tmp_path / "few.duckdb")
    with contextlib.closing(duckdb.connect()) as usual:
        assert store.rows(threads) == usual.execute(threads).fetchall()
    store.close()
