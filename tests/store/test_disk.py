"""A disk that is full, or can't be written to, while a store is used: nothing acknowledged is lost, nothing is there in
part, every refusal says in words what to do, and when there is room again all goes on without a restart."""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dxmetrics import metrics
from dxmetrics.cli import main as cli
from dxmetrics.cli.console import Console, lend
from dxmetrics.cli.parser import build_parser
from dxmetrics.cli.remote import ask_server
from dxmetrics.errors import StoreError
from dxmetrics.store import Store, accounts, disk, erasing, open_store, sessions
from dxmetrics.store.copying import backup_folder
from dxmetrics.store.pile import in_hand, load_pile
from dxmetrics.text import finding_text, words
from dxmetrics.ui import loopback
from tests.helpers.serving import PATIENCE, ROOT
from tests.helpers.small_disk import empty, fill, mount
from tests.helpers.wholeness import look, sha256

UNIT = "STC@2024-01-01"
FULL, READ_ONLY = "No space left on device", "Read-only file system"


@pytest.fixture
def store(small_disk: Path, empty_store_path: Path) -> Iterator[Store]:
    (small_disk / "office.duckdb").write_bytes(empty_store_path.read_bytes())
    found = open_store(small_disk / "office.duckdb")
    yield found
    found.close()


def files(filled_return: Callable[..., bytes], count: int) -> list[bytes]:
    return [filled_return(UNIT, "2024Q2", cells={"D81.1": number}) for number in range(count)]


def test_a_disk_that_fills_during_a_pile_loses_nothing(store: Store, small_disk: Path, filled_return) -> None:
    sent = files(filled_return, 8)
    fill(small_disk, room=250_000)
    told = [next(iter(load_pile(store, in_hand([("a.xlsx", data)]), by="Lan"))) for data in sent]
    outcomes = [item.outcome for item in told]
    assert outcomes == sorted(outcomes) and set(outcomes) == {"accepted", "rejected"}, "some before it was full"
    kept = {sha256(data) for data, outcome in zip(sent, outcomes, strict=True) if outcome == "accepted"}
    finding = told[-1].findings[-1]
    assert (finding.code, finding.found) == ("file.not_stored", FULL)
    assert "chỗ trống" in finding_text(finding, "vi")["remedy"] and "room" in finding_text(finding, "en")["remedy"]
    assert len(metrics.values(store, "2024Q2")) > 10, "who reads goes on reading"
    empty(small_disk)
    left = [data for data in sent if sha256(data) not in kept]
    again = list(load_pile(store, in_hand([("a.xlsx", data) for data in left]), by="Lan"))
    assert [item.outcome for item in again] == ["accepted"] * len(left), "without a restart"
    kept |= {sha256(data) for data in left}
    store.close()
    found = look(store.path, sent, kept)
    assert found.is_sound and found.rows == len(kept) == len(sent)


def test_a_full_disk_refuses_a_group_whole(store: Store, small_disk: Path, filled_return) -> None:
    sent = files(filled_return, 6)
    fill(small_disk, room=120_000)  # one return, perhaps two: not six
    told = list(load_pile(store, in_hand([(f"{place}.xlsx", data) for place, data in enumerate(sent)]), by="Lan"))
    kept = {sha256(data) for data, item in zip(sent, told, strict=True) if item.outcome == "accepted"}
    store.close()
    found = look(store.path, sent, kept)  # opened again while the disk is full
    assert found.is_sound and found.rows == len(kept) < len(sent)


def test_the_log_is_folded_only_where_there_is_room(
    store: Store, small_disk: Path, monkeypatch: pytest.MonkeyPatch, filled_return
) -> None:
    """DuckDB ends a store for good when it runs out of room while it folds its log into the file."""
    monkeypatch.setattr(disk, "_LONG_LOG", 1)
    log = Path(f"{store.path}.wal")
    (data, other) = files(filled_return, 2)
    fill(small_disk, room=600_000)
    assert next(iter(load_pile(store, in_hand([("a.xlsx", data)]), by="Lan"))).outcome == "accepted"
    assert log.exists() and store.rows("select count(*) from raw.revision") == [(1,)]
    monkeypatch.setattr(disk, "_ROOM", 1)
    empty(small_disk)
    assert next(iter(load_pile(store, in_hand([("b.xlsx", other)]), by="Lan"))).outcome == "accepted"
    assert not log.exists() or log.stat().st_size < 1000


def test_a_backup_that_finds_no_room_leaves_nothing_behind(store: Store, small_disk: Path, filled_return) -> None:
    list(load_pile(store, in_hand([("a.xlsx", data) for data in files(filled_return, 2)]), by="Lan"))
    for room in (3_000_000, 100_000, 0):
        fill(small_disk, room)
        with pytest.raises(StoreError, match="backup_failed"):
            metrics.backup(store)
        assert not list(backup_folder(store.path).glob("*"))
        assert store.rows("select count(*) from raw.revision") == [(2,)]
    empty(small_disk)
    assert metrics.backup(store).exists()


def test_acts_and_sign_in_on_a_full_disk_change_nothing_and_say_so(store: Store, small_disk: Path) -> None:
    accounts.add_account(store, "lan", ["officer"], by="x")
    fill(small_disk)
    store.rows("select 1")
    found = accounts.find_account(store, "lan")
    with pytest.raises(StoreError, match="not_written") as refused:
        for _ in range(200):  # what is left of the last block
            sessions.begin(store, found)
    assert refused.value.params["reason"] == FULL
    empty(small_disk)
    assert sessions.of_token(store, sessions.begin(store, found)).account == "lan"


def test_what_is_erased_waits_in_the_log_until_there_is_room(
    store: Store, small_disk: Path, monkeypatch: pytest.MonkeyPatch, filled_return
) -> None:
    """The disk fills between the erasure and the folding of the log: said so, the store lives on, and again erases all."""
    mail, log = "nguyen.thi.mat@example.vn", Path(f"{store.path}.wal")
    list(load_pile(store, in_hand([("a.xlsx", filled_return(UNIT, "2024Q2", cells={"D13.email": mail}))]), by="Lan"))
    room = iter([True, False])
    monkeypatch.setattr(disk, "has_room", lambda path: next(room))
    with pytest.raises(StoreError, match="not_purged") as refused:
        erasing.erase_personal(store, UNIT, by="Lan", reason="đề nghị")
    assert refused.value.params["reason"] == FULL and mail.encode() in log.read_bytes()
    assert mail not in set(metrics.values(store, "2024Q2", with_personal=True)["value"])
    monkeypatch.undo()
    fill(small_disk)
    with pytest.raises(StoreError, match="not_purged"):
        store.purge()
    assert store.rows("select count(*) from raw.revision") == [(1,)], "the store has not ended"
    monkeypatch.setattr(disk, "_ROOM", 1)
    empty(small_disk)
    erasing.erase_personal(store, UNIT, by="Lan", reason="làm lại")
    assert not log.exists() or mail.encode() not in log.read_bytes()
    assert mail.encode() not in store.path.read_bytes()


def command(*line: str, store: Store | None = None) -> tuple[int, str, str]:
    """Exit code, answer and what was said beside it, of a command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with lend(Console(out, err, store)):
        code = cli.run(build_parser(words("vi")).parse_args(list(line)))
    return code, out.getvalue(), err.getvalue()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_command_line_says_what_to_do(
    store: Store, small_disk: Path, tmp_path: Path, filled_return, language: str
) -> None:
    (tmp_path / "a.xlsx").write_bytes(filled_return(UNIT, "2024Q2"))
    store.close()
    fill(small_disk)
    line = ["--db", str(store.path), "--lang", language]
    code, out, _ = command(*line, "load", str(tmp_path / "a.xlsx"))
    finding = argparse.Namespace(code="file.not_stored", found=FULL, params={"file": "a.xlsx"}, severity="error")
    text = finding_text(finding, language)
    assert code == 1 and text["message"] in out and text["remedy"] in out
    code, _, err = command(*line, "user", "add", "lan", "--role", "officer", "--full-name", "L" * 50_000)
    assert code == 1 and err.strip() == words(language)("error.store.not_written", path=store.path, reason=FULL)
    code, _, err = command(*line, "template", "--period", "2024Q2", "--unit", "STC", "--out", str(small_disk / "t"))
    assert code == 1 and FULL in err and "Traceback" not in err


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_read_only_folder_is_told_as_such_and_no_backup_is_offered(
    store: Store, small_disk: Path, language: str
) -> None:
    store.close()
    assert mount("-o", "remount,ro", str(small_disk))
    say = words(language)
    expected = say("error.store.not_writable", path=store.path, reason=READ_ONLY)
    for what in (["init"], ["serve"], ["values", "--period", "2024Q2"]):
        code, _, err = (
            command("--db", str(store.path), "--lang", language, *what)
            if what != ["serve"]
            else served(store, language)
        )
        assert (code, err.strip()) == (1, expected)
    with pytest.raises(StoreError, match="not_writable"):
        open_store(small_disk / "below" / "new.duckdb")


def served(store: Store, language: str) -> tuple[int, str, str]:
    """What the server prints that can't start."""
    line = [sys.executable, "-m", "dxmetrics", "--db", str(store.path), "--lang", language, "serve", "--port", "0"]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE)
    return done.returncode, done.stdout, done.stderr


def test_the_server_tells_who_loads_through_it(store: Store, small_disk: Path, tmp_path: Path, filled_return) -> None:
    """The same words by the loopback route; and a server that starts on a full disk serves readers without its note."""
    for number, data in enumerate(files(filled_return, 3)):
        (tmp_path / f"{number}.xlsx").write_bytes(data)
    loopback.listen(store)
    try:
        fill(small_disk)
        line = ["--db", str(store.path), "load", *(str(tmp_path / f"{number}.xlsx") for number in range(3)), "--json"]
        out = io.StringIO()
        with lend(Console(out, err := io.StringIO())):
            code = ask_server(build_parser(words("vi")).parse_args(line), StoreError("locked"))
        assert out.getvalue(), err.getvalue()
        told = [
            finding
            for item in json.loads(out.getvalue())
            for finding in item["findings"]
            if finding["severity"] == "error"
        ]
        assert code == 1 and told and {item["code"] for item in told} == {"file.not_stored"}
        assert told[0]["found"] == FULL and "chỗ trống" in told[0]["remedy"]
        assert store.rows("select count(*) from raw.revision")[0][0] == 3 - len(told)
    finally:
        loopback.stop(store)
