"""kill -9 of the office's server while officers load into it by command: after each restart every return that was acknowledged
is in the store whole, and no other in part.

DXMETRICS_KILLS=30 for as many kills as the issue asks for; a few otherwise.
"""

from __future__ import annotations

import io
import os
import random
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dxmetrics.cli import main as cli
from dxmetrics.cli.console import Console, lend
from dxmetrics.cli.parser import build_parser
from dxmetrics.store.door import read_note
from dxmetrics.text import words
from tests.helpers.serving import Served, serving
from tests.helpers.wholeness import look, sha256

KILLS = int(os.environ.get("DXMETRICS_KILLS", "2"))
UNITS = ("STC@2024-01-01", "SNV@2024-01-01", "SGTVT@2024-01-01")
SAY = words("vi")
_LONGEST = 2.0


class Officer(threading.Thread):
    """Loads pile after pile until told to stop; ``kept`` are the files whose line said that they are in."""

    def __init__(self, served: Served, folder: Path, make: Callable[[], list[bytes]]) -> None:
        super().__init__(daemon=True)
        self.served, self.folder, self.make = served, folder, make
        self.stop = threading.Event()
        self.sent: list[bytes] = []
        self.kept: set[str] = set()
        self.codes: list[int] = []

    def run(self) -> None:
        for turn in range(1000):
            files = self.make()
            self.sent += files
            pile = self.folder / str(turn)
            pile.mkdir(parents=True)
            for number, data in enumerate(files):
                (pile / f"{number}.xlsx").write_bytes(data)
            if self.stop.is_set():
                return
            said = io.StringIO()
            line = ["--db", str(self.served.store), "load", str(pile), "--accept-warnings", "--by", "x"]
            with lend(Console(io.StringIO(), said)):
                self.codes.append(cli.run(build_parser(SAY).parse_args(line)))
            good = f".xlsx: {SAY('outcome.accepted')}"
            told = [text for text in said.getvalue().splitlines() if text.endswith(good)]
            self.kept |= {sha256(files[int(text.split("] ")[1].split(".")[0])]) for text in told}


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_what_a_killed_server_acknowledged_is_whole(empty_store_path: Path, tmp_path: Path, filled_return) -> None:
    store, chance = tmp_path / "office.duckdb", random.Random(20240615)
    shutil.copy(empty_store_path, store)
    numbers = iter(range(1, 1_000_000))
    make = lambda: [filled_return(unit, "2024Q2", cells={"D81.1": next(numbers)}) for unit in UNITS]
    sent: list[bytes] = []
    kept: set[str] = set()
    for turn in range(KILLS):
        with serving(store) as served:
            officers = [Officer(served, tmp_path / f"{turn}-{who}", make) for who in range(2)]
            killed_while_loading(served, officers, chance)
        for officer in officers:
            sent += officer.sent
            kept |= officer.kept
        copy = tmp_path / "copy.duckdb"
        for ending in ("", ".wal"):  # looked at beside it: the server itself finds what the kill left
            if (left := Path(f"{store}{ending}")).exists():
                shutil.copy(left, f"{copy}{ending}")
        found = look(copy, sent, kept)
        print(turn, len(kept), found)
        assert found.is_sound and found.rows >= len(kept), found
        copy.unlink()
    assert len(kept) >= 2 * KILLS, "hardly anything was loaded before the kills"


def killed_while_loading(served: Served, officers: list[Officer], chance: random.Random) -> None:
    """Some moment after both officers have begun, mostly in the middle of a load."""
    process = read_note(served.store).process
    for officer in officers:
        officer.start()
    until = time.monotonic() + 240  # a busy machine
    while not all(officer.codes for officer in officers) and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(chance.uniform(0, _LONGEST))
    for officer in officers:
        officer.stop.set()
    os.kill(process, signal.SIGKILL)
    for officer in officers:
        officer.join(240)
        assert set(officer.codes) <= {0, 3}, officer.codes
