"""Commands reach a store that a running server holds, and nobody else does."""

from __future__ import annotations

import http.client
import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from dxmetrics.catalog import load_catalog
from dxmetrics.cli import remote
from dxmetrics.cli.parser import build_parser
from dxmetrics.periods import Period
from dxmetrics.store import Store, open_store
from dxmetrics.store.door import door_path, read_note
from dxmetrics.text import words
from dxmetrics.ui import loopback
from dxmetrics.workbook.template import build_template
from tests.helpers.books import filling
from tests.helpers.serving import PATIENCE

UNIT = "STC@2024-01-01"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "office.duckdb")
    loopback.listen(store)
    yield store
    loopback.stop(store)
    store.close()


def command(store: Store, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A command in another process, as a person types it."""
    line = [sys.executable, "-m", "dxmetrics", "--db", str(store.path), "--lang", "en", *arguments]
    return subprocess.run(
        line, capture_output=True, text=True, cwd=cwd, check=False, env={**os.environ, "PYTHONPATH": os.getcwd()}
    )


def test_load_values_and_backup_while_the_server_holds_the_store(served: Store, tmp_path: Path) -> None:
    catalog = load_catalog()
    unit, period = catalog.units[UNIT], Period(2024, 2)
    book = build_template(catalog, unit, period, {}, (), values=filling(catalog, unit, period))
    (tmp_path / "pile").mkdir()
    (tmp_path / "pile" / "stc.xlsx").write_bytes(book)
    loaded = command(served, "load", "pile", "--accept-warnings", "--json", cwd=tmp_path)  # a path of the asker's own
    assert loaded.returncode == 0, loaded.stderr
    assert json.loads(loaded.stdout)[0]["outcome"] == "accepted" and "[1/1]" in loaded.stderr
    values = command(served, "values", "--period", "2024Q2", "--format", "json")
    assert {row["org_unit"] for row in json.loads(values.stdout)} == {UNIT}
    saved = command(served, "backup", "b.duckdb", cwd=tmp_path)
    assert saved.returncode == 0 and (tmp_path / "b.duckdb").exists()
    assert command(served, "load", "nowhere.xlsx", cwd=tmp_path).returncode == 1


def test_restore_is_never_asked_of_a_server(served: Store) -> None:
    refused = command(served, "restore", "b.duckdb")
    assert refused.returncode in (1, 3) and served.rows("select 1") == [(1,)]


def test_without_an_answer_the_process_is_named(served: Store) -> None:
    door_path(served.path).unlink()
    held = command(served, "init")
    assert held.returncode == 3 and str(os.getpid()) in held.stderr


def test_a_note_of_a_server_that_died_is_not_believed(served: Store) -> None:
    loopback.stop(served)
    door_path(served.path).write_text(json.dumps({"process": 1, "port": 9, "token": "x"}))
    assert command(served, "init").returncode == 3


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits; the user's profile folder keeps others out")
def test_only_the_owner_can_read_the_secret(served: Store) -> None:
    assert stat.S_IMODE(door_path(served.path).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("token", "path", "body", "status"),
    [
        ("wrong", remote.PATH, "{}", 403),
        (None, "/other", "{}", 403),
        (None, remote.PATH, "not json", 400),
        (None, remote.PATH, '{"a": {"code": "x"}}', 400),
        (None, remote.PATH, '{"a": {"period": "soon"}}', 400),
        (None, remote.PATH, "[]", 400),
        (None, remote.PATH, "", 400),
    ],
)
def test_strangers_and_nonsense_are_refused(
    served: Store, token: str | None, path: str, body: str, status: int
) -> None:
    door = read_note(served.path)
    connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=PATIENCE)
    connection.request("POST", path, body, {"Authorization": f"Bearer {token or door.token}"})
    assert connection.getresponse().status == status


def test_it_listens_on_loopback_only(served: Store) -> None:
    assert loopback.address(served)[0] == "127.0.0.1"


def test_options_travel_unchanged() -> None:
    line = ["load", "a.xlsx", "b", "--period", "2024Q2", "--received", "2024-06-17T09:30:00+07:00", "--by", "Lan"]
    options = build_parser(words("vi")).parse_args(line)
    back = remote.loads(remote.dumps(options))
    assert back.period == Period(2024, 2) and back.received == datetime.fromisoformat("2024-06-17T09:30:00+07:00")
    assert back.files == [Path("a.xlsx").absolute(), Path("b").absolute()]
    assert {**vars(back), "files": 0} == {**vars(options), "files": 0}
