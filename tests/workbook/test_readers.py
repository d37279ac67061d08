"""Workers read what this process would have read, and may die, hang or run out of memory alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dxmetrics.catalog import Catalog
from dxmetrics.periods import Period
from dxmetrics.workbook import worker
from dxmetrics.workbook.readers import Asked, Reader, Readers
from dxmetrics.workbook.reading import read_return
from dxmetrics.workbook.wire import pickled

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def pool(catalog: Catalog) -> Iterator[Readers]:
    made = Readers(catalog, 2)
    yield made
    made.close()


def codes(draft) -> list[str]:
    return [finding.code for finding in draft.findings]


def test_reads_what_this_process_reads(pool: Readers, catalog: Catalog, district_return: bytes, period: Period) -> None:
    here = read_return(district_return, catalog, period)
    assert pool.read(district_return, period) == here
    assert here.values and here.cells.cells
    other = Period(2024, 3)
    assert pool.read(district_return, other) == read_return(district_return, catalog, other)


def test_many_at_once_a_bad_one_among_them(pool: Readers, district_return: bytes) -> None:
    files = [district_return if number % 3 else b"%PDF-1.7" for number in range(30)]
    found = [draft.result() for draft in [pool.submit(data) for data in files]]
    assert [codes(draft) == ["file.pdf"] for draft in found] == [number % 3 == 0 for number in range(30)]


DEADLY = """
import os, time
from dxmetrics.findings import Finding
from dxmetrics.workbook import worker
from dxmetrics.workbook.draft import refused_draft
def read(data, catalog, period):
    if data == b"deadly":
        os._exit(1)
    if data.startswith(b"/"):
        while not os.path.exists(data):
            time.sleep(0.01)
    return refused_draft(Finding(data.decode(), "note"))
worker.read_return = read
worker.main()
"""


def test_of_files_handed_over_together_only_the_one_at_fault_is_blamed(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it stands among them, twice even; the others are read, each once and for itself."""
    monkeypatch.setattr("dxmetrics.workbook.readers.COMMAND", ("-c", DEADLY))
    pool = Readers(catalog, 1)
    files = [b"%d" % number for number in range(20)]
    files[5] = files[13] = b"deadly"
    try:
        found = [codes(draft.result()) for draft in [pool.submit(data) for data in files]]
    finally:
        pool.close()
    assert found == [["file.unreadable_safely"] if data == b"deadly" else [data.decode()] for data in files]


def test_a_worker_that_cannot_be_started_is_told_to_who_asked(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, district_return: bytes
) -> None:
    pool = Readers(catalog, 1)

    def none_left(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    try:
        with monkeypatch.context() as patch:
            patch.setattr("dxmetrics.workbook.readers.subprocess.Popen", none_left)
            with pytest.raises(OSError, match="no more processes"):
                pool.read(district_return)
        assert pool.read(district_return).values
    finally:
        pool.close()


def test_what_is_given_up_is_not_read(catalog: Catalog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("dxmetrics.workbook.readers.COMMAND", ("-c", DEADLY))
    pool = Readers(catalog, 1)
    try:
        held = pool.submit(os.fsencode(tmp_path / "go on"))
        while not held.running():
            time.sleep(0.001)
        given_up = [pool.submit(b"deadly") for _ in range(3)]
        assert all(draft.cancel() for draft in given_up)
        (tmp_path / "go on").touch()
        assert [codes(draft.result()) for draft in (held, pool.submit(b"next"))] == [
            [str(tmp_path / "go on")],
            ["next"],
        ]
    finally:
        pool.close()


def test_a_worker_that_dies_is_a_finding_and_is_replaced(catalog: Catalog, district_return: bytes) -> None:
    pool = Readers(catalog, 1)
    try:
        pool.read(b"")
        reader = pool._free.get()
        pool._free.put(reader)
        os.kill(reader.pid, signal.SIGKILL)
        assert codes(pool.read(district_return)) == ["file.unreadable_safely"]
        assert pool.read(district_return).values
    finally:
        pool.close()


def test_a_worker_that_hangs_is_ended_and_replaced(catalog: Catalog, district_return: bytes) -> None:
    pool = Readers(catalog, 1, seconds=1.0)
    try:
        pool._free.get()
        stuck = Reader(catalog, pool._message, seconds=1.0)
        os.kill(stuck.pid, signal.SIGSTOP)
        pool._free.put(stuck)
        assert codes(pool.read(district_return)) == ["file.unreadable_safely"]
        pool._seconds = 60.0
        assert pool.read(district_return).values
    finally:
        pool.close()


def test_memory_is_limited(catalog: Catalog, monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    """A worker whose reading takes 2 GB of memory answers with a finding and lives on."""
    program = tmp_path / "greedy.py"
    program.write_text(
        "import sys\nfrom dxmetrics.workbook import worker\n"
        "def read(data, catalog, period):\n    return bytearray(2 << 30) and None\n"
        "worker.read_return = read\nworker.main()\n"
    )
    monkeypatch.setattr("dxmetrics.workbook.readers.COMMAND", ("-c", program.read_text()))
    reader = Reader(catalog, pickled(catalog))
    try:
        assert [codes(draft) for draft in reader.read([Asked(b"x")] * 2)] == [["file.unreadable_safely"]] * 2
    finally:
        reader.close()
    assert worker.MEMORY_BYTES < 2 << 30


def test_threads_may_ask_at_once(pool: Readers, district_return: bytes) -> None:
    found = []
    threads = [threading.Thread(target=lambda: found.append(pool.read(district_return))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6 and all(draft == found[0] for draft in found) and found[0].values


ABANDONED = """
import os, signal
from dxmetrics.catalog import load_catalog
from dxmetrics.workbook.readers import Readers
pool = Readers(load_catalog(), 2)
[draft.result() for draft in [pool.submit(b"") for _ in range(8)]]
print(*[reader.pid for reader in (pool._free.get(), pool._free.get()) if reader], flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_workers_end_when_their_server_is_killed() -> None:
    done = subprocess.run([sys.executable, "-c", ABANDONED], cwd=ROOT, capture_output=True, text=True, check=False)
    workers = [int(word) for word in done.stdout.split()]
    assert workers
    deadline = time.monotonic() + 120
    while any(is_alive(pid) for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in workers if is_alive(pid)] == []


def is_alive(pid: int) -> bool:
    """A process that has ended may stand in the table until its new parent asks for it."""
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "State:\tZ" not in status.read_text()
