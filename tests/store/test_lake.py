"""The store several servers share: two processes load and read it at once, and it says what the embedded one says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from dxmetrics.errors import StoreError
from dxmetrics.store import Store, loading, open_store
from dxmetrics.store.lake import place_name
from dxmetrics.text import words
from dxmetrics.workbook.reading import read_return
from tests.helpers import lake_officer
from tests.helpers.postgres import LakePlace, Postgres
from tests.helpers.serving import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
UNIT, PERIOD, ROUNDS = "STC@2024-01-01", "2024Q2", 50
COLUMNS = (
    "select schema_name, table_name, column_name, data_type, is_nullable from duckdb_columns()"
    " where database_name = current_database() and schema_name in ('raw', 'plan', 'core', 'frozen', 'access')"
    " order by all"
)


class Officer:
    """A process of its own with the lake open."""

    def __init__(self, process: subprocess.Popen) -> None:
        self._process = process

    def told(self, order: str) -> None:
        self._process.stdin.write(order + "\n")
        self._process.stdin.flush()

    def answer(self) -> object:
        line = self._process.stdout.readline()
        assert line, self._process.stderr.read()
        return json.loads(line)


@contextmanager
def officer(place: LakePlace, file: Path, name: str) -> Iterator[Officer]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.lake_officer", str(file), name],
        cwd=ROOT,
        env={**os.environ, **place.environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield Officer(process)
    finally:
        process.stdin.close()
        try:
            process.wait(PATIENCE)
        finally:
            process.kill()


@pytest.fixture
def files(filled_return: Callable[..., bytes], tmp_path: Path) -> list[Path]:
    """The same return with two different figures."""
    made = [tmp_path / f"{number}.xlsx" for number in range(2)]
    for number, path in enumerate(made):
        path.write_bytes(filled_return(UNIT, PERIOD, cells={"D81.1": number}))
    return made


def test_two_servers_load_the_same_return_fifty_times_at_once(
    lake_place: LakePlace, files: list[Path], tmp_path: Path
) -> None:
    """No number twice, none lost, the one loaded last counts; both servers and the embedded store say the same."""
    with officer(lake_place, files[0], "Lan") as lan, officer(lake_place, files[1], "Minh") as minh:
        both = (lan, minh)
        assert [each.answer() for each in both] == ["ready", "ready"]
        given: list[tuple[int, str, int]] = []
        for number in range(ROUNDS):
            for each in both:
                each.told(f"load {number}")
            answers = [each.answer() for each in both]
            assert [answer["outcome"] for answer in answers] == ["accepted", "accepted"]
            given += [(answer["revision"], name, number) for answer, name in zip(answers, ("Lan", "Minh"), strict=True)]
        for each in both:
            each.told(f"read {PERIOD}")
        said = [each.answer() for each in both]
    assert sorted(revision for revision, _, _ in given) == list(range(1, 2 * ROUNDS + 1))
    lake = lake_place.open()
    rows = lake.rows("select revision, file_name, revision_id from raw.revision order by revision_id")
    events = lake.rows("select event_id from raw.revision_event order by event_id")
    lake.close()
    assert (
        [row[0] for row in rows]
        == [row[2] for row in rows]
        == [row[0] for row in events]
        == list(range(1, 2 * ROUNDS + 1))
    )
    assert {(row[0], row[1]) for row in rows} == {(revision, f"{name}-{number}") for revision, name, number in given}
    embedded = open_store(tmp_path / "embedded.duckdb")
    for _, name, number in sorted(given):
        data = files["LanMinh".index(name) > 0].read_bytes()
        lake_officer.load(embedded, read_return(data, embedded.catalog), data, name, number)
    assert said == [lake_officer.read(embedded, PERIOD)] * 2
    embedded.close()


def test_both_engines_have_the_same_tables_and_columns(lake_place: LakePlace, empty_store: Store) -> None:
    lake = lake_place.open()
    assert lake.rows(COLUMNS) == empty_store.rows(COLUMNS)
    assert len(lake.rows(COLUMNS)) > 200
    lake.close()


def test_a_write_conflict_is_tried_again(
    empty_store: Store, filled_return: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """DuckDB refuses the transaction twice: the third load is the only one."""
    write, refused = loading.write_entries, []

    def refuse(*arguments: object) -> None:
        write(*arguments)
        if len(refused) < 2:
            refused.append(True)
            raise duckdb.TransactionException("Transaction conflict")

    monkeypatch.setattr(loading, "write_entries", refuse)
    assert loading.load_file(empty_store, "f", filled_return(UNIT, PERIOD), by="x").revision == 1
    assert empty_store.rows("select count(*) from raw.revision") == [(1,)]


def test_a_lake_without_its_folder_is_refused_in_words(
    empty_lake: LakePlace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DXMETRICS_DATA", raising=False)
    with pytest.raises(StoreError) as refused:
        open_store(empty_lake.setting)
    assert refused.value.code == "no_data_folder"
    monkeypatch.setenv("DXMETRICS_DATA", str(tmp_path / "elsewhere"))
    with pytest.raises(StoreError) as refused:
        open_store(empty_lake.setting)
    assert refused.value.code == "unreachable"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_catalog_that_is_not_there_is_refused_in_words_without_the_password(
    postgres: Postgres, tmp_path: Path, language: str
) -> None:
    setting = f"ducklake:postgres:{postgres.conninfo('nowhere')} password=secret-74"
    environment = {**os.environ, "DXMETRICS_DATA": str(tmp_path / "data"), "DXMETRICS_DB": setting}
    asked = [sys.executable, "-m", "dxmetrics", "--lang", language, "init"]
    done = subprocess.run(
        asked,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 1 and "secret-74" not in done.stdout + done.stderr
    start = words(language)("error.store.unreachable", path=place_name(setting), reason="")
    assert done.stderr.startswith(start) and '"nowhere"' in done.stderr


def test_a_catalog_that_went_away_is_used_again_when_it_is_back(lake_place: LakePlace, postgres: Postgres) -> None:
    store = lake_place.open()
    name = lake_place.setting.split("dbname=")[1].split()[0]
    version = store.data_version
    postgres.run(f'alter database "{name}" with allow_connections false')
    postgres.run(f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'")
    with pytest.raises(StoreError) as refused, store.transaction() as cursor:
        cursor.execute("insert into raw.setting values ('a', 'b')")
    assert refused.value.code == "away"
    postgres.run(f'alter database "{name}" with allow_connections true')
    with store.transaction() as cursor:
        cursor.execute("insert into raw.setting values ('a', 'b')")
    assert (store.setting("a"), store.data_version) == ("b", version)
    with pytest.raises(StoreError), store.transaction() as cursor:
        cursor.execute("insert into raw.setting values ('c', 'd')")
        postgres.run("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'", name)
    assert store.setting("c") is None, "who lost the lock writes nothing"
    store.close()


def test_another_catalog_than_postgresql_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        open_store(f"ducklake:{tmp_path / 'catalog.sqlite'}")
    assert refused.value.code == "unknown_engine"


@pytest.mark.parametrize(
    ("setting", "shown"),
    [
        ("ducklake:postgres:dbname=a password=b host=c", "ducklake:postgres:dbname=a password=*** host=c"),
        ("ducklake:postgres:password = 'b c' dbname=a", "ducklake:postgres:password = *** dbname=a"),
        ("ducklake:postgres:postgresql://lan:b@c/a", "ducklake:postgres:postgresql://lan:***@c/a"),
        ("data/dxmetrics.duckdb", "data/dxmetrics.duckdb"),
    ],
)
def test_a_password_is_never_shown(setting: str, shown: str) -> None:
    assert place_name(setting) == shown
