"""A backup is whole, proves itself, and comes back with the same figures; anything less is refused in words."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dxmetrics import metrics
from dxmetrics.errors import StoreError
from dxmetrics.metrics.backups import figure_sums
from dxmetrics.store import Store, accounts, open_store, sessions
from dxmetrics.store.copying import backup_folder, backups, last_good_backup, read_manifest
from dxmetrics.store.loading import load_file
from dxmetrics.store.moments import vietnam_now
from dxmetrics.workbook.template import build_template
from tests.helpers.books import filling

UNIT = "STC@2024-01-01"


def load_one(store: Store, unit: str = UNIT) -> None:
    catalog = store.catalog
    period = catalog.plan.first_period
    values = filling(catalog, catalog.units[unit], period)
    data = build_template(catalog, catalog.units[unit], period, {}, (), values=values)
    assert load_file(store, "a.xlsx", data, by="Lan", accept_warnings=True).outcome == "accepted"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    found = open_store(tmp_path / "office.duckdb")
    load_one(found)
    yield found
    found.close()


def break_file(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(3 * 4096 + 200, len(content), 40_000):  # behind the headers, in every block
        content[place] ^= 0xFF
    path.write_bytes(content)


def test_a_restored_store_has_the_same_values_and_figures(store: Store, tmp_path: Path) -> None:
    saved = metrics.backup(store, tmp_path / "b.duckdb")
    load_one(store, "SNV@2024-01-01")  # after the backup: must not be in it
    assert metrics.restore(saved, tmp_path / "other" / "new.duckdb") is None
    restored = open_store(tmp_path / "other" / "new.duckdb")
    try:
        period = store.catalog.plan.first_period
        values = metrics.values(restored, period, with_personal=True)
        assert set(values["org_unit"]) == {UNIT} and len(values) > 20
        before = metrics.values(store, period, with_personal=True)
        pd.testing.assert_frame_equal(values, before[before["org_unit"] == UNIT].reset_index(drop=True))
        manifest = read_manifest(saved)
        figures = [
            found
            for found in manifest.sums
            if not found.name.startswith(("raw.", "plan.", "core.", "frozen.", "access."))
        ]
        assert figures and set(figures) == set(figure_sums(restored, manifest.moment))
        load_one(restored, "SNV@2024-01-01")  # it is a store like any other again
    finally:
        restored.close()


def test_nobody_stays_signed_in_by_an_old_session(store: Store, tmp_path: Path) -> None:
    """Who was signed in then may have been shut out since; a one-time code used since would be good again."""
    code = accounts.add_account(store, "lan", ["officer"], by="x")
    accounts.use_code(store, code, "một mật khẩu dài")
    left = accounts.add_account(store, "minh", ["officer"], by="x")
    token = sessions.begin(store, accounts.find_account(store, "lan"))
    saved = metrics.backup(store, tmp_path / "b.duckdb")
    metrics.restore(saved, tmp_path / "other" / "new.duckdb")
    restored = open_store(tmp_path / "other" / "new.duckdb")
    try:
        assert sessions.of_token(store, token) and sessions.of_token(restored, token) is None
        assert accounts.check_password(restored, "lan", "một mật khẩu dài"), "the account itself is there"
        with pytest.raises(StoreError, match="wrong_code"):
            accounts.use_code(restored, left, "một mật khẩu dài")
    finally:
        restored.close()


def test_the_store_that_stood_there_is_kept(store: Store, tmp_path: Path) -> None:
    saved = metrics.backup(store, tmp_path / "b.duckdb")
    load_one(store, "SNV@2024-01-01")
    store.close()
    aside = metrics.restore(saved, store.path)
    kept = open_store(aside)
    try:
        assert len(metrics.reporting(kept, "2024Q2").query("state == 'accepted'")) == 2
    finally:
        kept.close()


def test_a_backup_never_overwrites_and_leaves_no_parts(store: Store) -> None:
    saved = metrics.backup(store)
    assert saved.parent == backup_folder(store.path) and backups(store.path) == [saved]
    with pytest.raises(StoreError, match="backup_exists"):
        metrics.backup(store, saved)
    assert list(saved.parent.iterdir()) == [saved]


def test_a_backup_where_nothing_can_be_written_says_so(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreError, match="backup_failed"):
        metrics.backup(store, tmp_path / "file" / "b.duckdb")
    assert not list(backup_folder(store.path).iterdir())


def test_what_is_no_backup_is_refused(store: Store, tmp_path: Path) -> None:
    text = tmp_path / "text.duckdb"
    text.write_text("xin chào")
    plain = tmp_path / "plain.duckdb"
    open_store(plain).close()
    for wrong in (text, plain, tmp_path / "nowhere.duckdb"):
        with pytest.raises(StoreError, match="not_a_backup"):
            metrics.restore(wrong, tmp_path / "target.duckdb")
    assert not (tmp_path / "target.duckdb").exists()


def test_a_damaged_backup_replaces_nothing_and_the_last_good_one_is_offered(store: Store, tmp_path: Path) -> None:
    good = metrics.backup(store)
    bad = backup_folder(store.path) / "office-99990101-000000.duckdb"
    shutil.copy(good, bad)
    break_file(bad)
    with pytest.raises(StoreError, match=r"damaged|not_a_backup"):
        metrics.restore(bad, tmp_path / "target.duckdb")
    assert not (tmp_path / "target.duckdb").exists()
    assert backups(store.path)[0] == bad and last_good_backup(store.path) == good


def test_rows_changed_behind_our_back_are_found(store: Store, tmp_path: Path) -> None:
    saved = metrics.backup(store, tmp_path / "b.duckdb")
    with duckdb.connect(str(saved)) as connection:
        connection.execute("update core.revision_value set number = number + 1 where data_element = 'D01'")
    with pytest.raises(StoreError, match=r"damaged.*core\.revision_value"):
        metrics.restore(saved, tmp_path / "target.duckdb")


def test_figures_that_differ_replace_nothing(store: Store, tmp_path: Path) -> None:
    saved = metrics.backup(store, tmp_path / "b.duckdb")
    with duckdb.connect(str(saved)) as connection:
        connection.execute("update main.backup_sum set checksum = 'x' where name = 'values 2024Q2'")
    with pytest.raises(StoreError, match="figures_differ"):
        metrics.restore(saved, tmp_path / "target.duckdb")
    assert not (tmp_path / "target.duckdb").exists()


def test_a_store_in_use_by_another_process_is_not_replaced(store: Store, tmp_path: Path) -> None:
    import subprocess
    import sys

    saved = metrics.backup(store, tmp_path / "b.duckdb")
    command = [sys.executable, "-m", "dxmetrics", "--db", str(store.path), "restore", str(saved)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3 and "tiến trình" in done.stderr


def test_the_moment_of_a_backup_is_this_one(store: Store, tmp_path: Path) -> None:
    before = vietnam_now()
    manifest = read_manifest(metrics.backup(store, tmp_path / "b.duckdb"))
    assert before <= manifest.moment <= vietnam_now()
