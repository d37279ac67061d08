"""A quarter loaded into the shared store: all figures are the embedded one's; backup, restore, erasure hold too."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dxmetrics import metrics
from dxmetrics.errors import StoreError
from dxmetrics.store import Store, erasing, open_store
from dxmetrics.store.lake import Lake
from dxmetrics.store.loading import load_file
from dxmetrics.store.pile import find_files, load_pile
from tests.helpers.lake_officer import MOMENT, checksum
from tests.helpers.postgres import LakePlace, Postgres, new_lake

Q, UNIT, MAIL = "2024Q2", "STC@2024-01-01", "D13.email"
QUESTIONS: dict[str, Callable[[Store], pd.DataFrame]] = {
    "values": lambda store: metrics.values(store, Q, as_of=MOMENT, with_personal=True),
    "progress": lambda store: metrics.progress(store, Q, as_of=MOMENT),
    "progress by group": lambda store: metrics.progress(store, Q, by="group", as_of=MOMENT),
    "progress by unit": lambda store: metrics.progress(store, Q, by="unit", as_of=MOMENT),
    "progress carried forward": lambda store: metrics.progress(store, Q, carry_forward=True),
    "lagging": lambda store: metrics.lagging(store, Q, as_of=MOMENT),
    "reporting": lambda store: metrics.reporting(store, Q, as_of=MOMENT),
    "revisions": lambda store: metrics.revisions(store, Q).drop(columns="batch_id"),
    "difficulties": lambda store: metrics.difficulties(store, Q),
}


@pytest.fixture(scope="module")
def quarter_lake(postgres: Postgres, sample_returns: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample's first quarter, loaded as a pile; shared by the tests that only read."""
    store = new_lake(postgres, "quarter", tmp_path_factory.mktemp("quarter")).open(sample=True)
    outcomes = list(load_pile(store, find_files([sample_returns / Q]), by="", accept_warnings=True, relive=True))
    assert len(outcomes) >= 40
    yield store
    store.close()


def test_every_figure_is_the_embedded_stores(quarter_lake: Store, one_quarter_store: Store) -> None:
    for name, ask in QUESTIONS.items():
        there, here = ask(quarter_lake), ask(one_quarter_store)
        assert len(there), name
        pd.testing.assert_frame_equal(there, here, obj=name)
        assert checksum(there) == checksum(here), name


def test_a_load_moves_what_the_lake_remembers(lake_place: LakePlace, filled_return: Callable[..., bytes]) -> None:
    """Two processes' worth of stores on one lake: what one loads the other shows at once, without being told."""
    one, other = lake_place.open(), lake_place.open()
    assert (metrics.reporting(other, Q)["state"] == "accepted").sum() == 0
    version = other.data_version
    load_file(one, "f.xlsx", filled_return(UNIT, Q), by="x")
    assert other.data_version == one.data_version == version + 1
    assert (metrics.reporting(other, Q)["state"] == "accepted").sum() == 1
    one.close()
    other.close()


def test_a_backup_of_a_lake_makes_a_new_lake(
    lake_place: LakePlace,
    filled_return: Callable[..., bytes],
    postgres: Postgres,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = lake_place.open()
    load_file(store, "f.xlsx", filled_return(UNIT, Q), by="x")
    metrics.freeze(store, Q, by="Lan", reason="công bố")
    file = metrics.backup(store, tmp_path / "all.duckdb")
    told = checksum(metrics.values(store, Q))
    frozen = checksum(metrics.progress(store, Q, frozen=True))
    store.close()
    again = new_lake(postgres, f"again_{tmp_path.name}", tmp_path)
    monkeypatch.setenv("DXMETRICS_DATA", str(again.data))
    assert metrics.restore(file, again.setting) is None
    restored = open_store(again.setting)
    assert checksum(metrics.values(restored, Q)) == told
    assert checksum(metrics.progress(restored, Q, frozen=True)) == frozen
    restored.close()
    with pytest.raises(StoreError) as refused:
        metrics.restore(file, again.setting)
    assert refused.value.code == "not_empty"


def test_what_is_erased_is_in_no_file_and_not_in_the_catalog(
    lake_place: LakePlace, filled_return: Callable[..., bytes], postgres: Postgres
) -> None:
    store, mail = lake_place.open(), "nguyen.thi.mat@example.vn"
    for flushed in (True, False):  # one revision in Parquet, one still in PostgreSQL
        load_file(store, "f.xlsx", filled_return(UNIT, Q, cells={MAIL: mail, "D81.1": int(flushed)}), by="x")
        if flushed:
            store.purge()
    assert mail in set(metrics.values(store, Q, with_personal=True)["value"])
    assert _places(lake_place, postgres, mail) == {"files", "catalog"}
    erasing.erase_personal(store, UNIT, by="Lan", reason="đề nghị của đương sự")
    assert mail not in set(metrics.values(store, Q, with_personal=True)["value"])
    store.close()
    assert _places(lake_place, postgres, mail) == set()


def _places(place: LakePlace, postgres: Postgres, text: str) -> set[str]:
    """Where a text stands: in a Parquet file, in PostgreSQL's dump (as text or as bytes)."""
    found = set()
    for path in place.data.rglob("*.parquet"):
        rows = duckdb.sql(f"select cast(each_row as varchar) from read_parquet('{path}') as each_row").fetchall()
        found |= {"files"} if any(text in row for (row,) in rows) else set()
    database = place.setting.removeprefix("ducklake:postgres:")
    dump = subprocess.run([postgres.programs / "pg_dump", "-d", database], capture_output=True, check=True).stdout
    return found | ({"catalog"} if text.encode() in dump or text.encode().hex().encode() in dump else set())


def test_many_small_writes_are_tidied_up(lake_place: LakePlace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows wait in PostgreSQL; the write that fills the measure brings all of them to Parquet, and none is lost."""
    store = lake_place.open()
    table = lake_place.data / "access" / "event"
    monkeypatch.setattr("dxmetrics.store.lake._FLUSH_EVERY", 8)
    monkeypatch.setattr("dxmetrics.store.lake._MERGE_EVERY", 16)
    seen = []
    for number in range(20):
        with store.transaction() as cursor:
            cursor.execute(
                "insert into access.event values ($n, 'x', now(), '', '', '', null, null, null, null)", {"n": number}
            )
        seen.append(len(list(table.glob("*.parquet"))))
    assert seen[0] == 0 and seen[-1] >= 1
    assert store.rows("select event_id from access.event order by event_id") == [(number,) for number in range(20)]
    store.close()


def test_the_folder_of_backups_stands_beside_the_data(tmp_path: Path) -> None:
    lake = Lake("ducklake:postgres:dbname=x", str(tmp_path / "office"))
    assert lake.path.parent == tmp_path and not lake.path.is_relative_to(lake.data)
