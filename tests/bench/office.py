"""Ten officers load while twenty viewers browse for five minutes, in one server as an office runs it (``serve``).

python -m tests.bench.office STORE [SECONDS]   (a sample store; it is copied)

All of them sign in. Viewers are sessions over Streamlit's own websocket, without browsers: thirty browsers would be
what is measured on a small machine. Seven officers load by the command's route into the running server, three through
the page Nạp báo cáo (upload, look, accept), likewise without a browser. Each looks or thinks some seconds between two
acts. At the end every return that somebody was told is in must be in the store, whole, and no other in part.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dxmetrics.catalog import load_catalog
from dxmetrics.cli import main as cli
from dxmetrics.cli.console import Console, lend
from dxmetrics.cli.parser import build_parser
from dxmetrics.periods import Period
from dxmetrics.store import accounts, open_store
from dxmetrics.text import words
from dxmetrics.ui.navigation import ENTRIES
from dxmetrics.workbook.template import build_template
from tests.helpers.books import filling
from tests.helpers.serving import PASSWORD, Served, serving
from tests.helpers.visiting import visiting
from tests.helpers.wholeness import look, sha256

VIEWERS, BY_COMMAND, BY_PAGE, SECONDS = 20, 7, 3, 300.0
FILES, TURNS = 2, 30
"""Files an officer loads at once, and the most turns one may have."""
QUARTER = Period(2025, 4)
_THINK, _LOOK = (6.0, 12.0), (3.0, 9.0)


@dataclass
class Tally:
    """What everybody met, gathered from all threads. Seconds by kind of act; ``kept`` are the files told to be in."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    door: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, seconds: float, faults: list[str] | None = None) -> None:
        with self.door:
            self.seconds.setdefault(kind, []).append(seconds)
            self.faults += [f"{kind}: {fault}" for fault in faults or []]

    def keep(self, files: list[bytes]) -> None:
        with self.door:
            self.kept |= {sha256(data) for data in files}


def main(store: str, seconds: float = SECONDS) -> int:
    """Print the figures; exit code 1 where anything failed or was lost."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "office.duckdb"
        shutil.copy(store, copy)
        _people(copy)
        piles = returns()
        with serving(copy) as served, _measured(served) as spent:
            tally = _five_minutes(served, piles, seconds, Path(folder))
        _print(tally, spent, seconds)
        if tally.faults:
            print(served.log.read_text(encoding="utf-8")[-20_000:])
        found = look(copy, [data for turns in piles for files in turns for data in files], tally.kept)
        print(f"acknowledged returns: {len(tally.kept)}; {found}")
    return int(bool(tally.faults) or not found.is_sound)


def returns() -> list[list[list[bytes]]]:
    """For each officer its piles, turn by turn: corrections of one officer's own units' returns, all different."""
    catalog = load_catalog()
    units, count = catalog.reporters(QUARTER), BY_COMMAND + BY_PAGE

    def made(officer: int, turn: int, place: int) -> bytes:
        own = units[officer::count]
        unit = own[(turn * FILES + place) % len(own)]
        counted = next(
            row.data_element
            for row in catalog.rows_for(unit, QUARTER, "unit")
            if catalog.elements[row.data_element].value_type == "int"
        )
        values = filling(catalog, unit, QUARTER) | {(unit.id, counted): 100 + turn}
        return build_template(catalog, unit, QUARTER, {}, (), sample=True, values=values)

    return [
        [[made(officer, turn, place) for place in range(FILES)] for turn in range(TURNS)] for officer in range(count)
    ]


def _people(path: Path) -> None:
    store = open_store(path)
    for name, role, count in (("viewer", "viewer", VIEWERS), ("officer", "officer", BY_PAGE)):
        for number in range(count):
            accounts.add_account(store, f"{name}{number}", [role], by="bench")
            accounts.set_password(store, f"{name}{number}", PASSWORD, by="bench")
    store.close()


def _five_minutes(served: Served, piles: list[list[list[bytes]]], seconds: float, folder: Path) -> Tally:
    tally, end = Tally(), time.monotonic() + seconds
    works: list[Callable[[], None]] = [
        *(lambda place=place: _view(served, place, tally, end) for place in range(VIEWERS)),
        *(
            lambda place=place: _by_command(served, place, piles[place], tally, end, folder)
            for place in range(BY_COMMAND)
        ),
        *(
            lambda place=place: _by_page(served, place, piles[BY_COMMAND + place], tally, end)
            for place in range(BY_PAGE)
        ),
    ]  # fmt: skip
    threads = [threading.Thread(target=_fenced, args=(work, tally)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def _fenced(work: Callable[[], None], tally: Tally) -> None:
    try:
        work()
    except Exception as fault:  # somebody's session ended: that is what is being looked for
        with tally.door:
            tally.faults.append(f"{type(fault).__name__}: {fault}")


def _view(served: Served, place: int, tally: Tally, end: float) -> None:
    chance = random.Random(place)
    pages = [item.key for item in ENTRIES if item.key not in ("intake", "admin", "present")]
    with visiting(served, f"viewer{place}") as visitor:
        while time.monotonic() < end:
            period = chance.choice(["2025Q2", "2025Q3", "2025Q4"])
            tally.add("page", visitor.open(chance.choice(pages), f"period={period}"), visitor.faults)
            time.sleep(chance.uniform(*_LOOK))


def _by_command(served: Served, place: int, piles: list[list[bytes]], tally: Tally, end: float, folder: Path) -> None:
    chance = random.Random(100 + place)
    for turn, files in enumerate(piles):
        time.sleep(chance.uniform(*_THINK))
        if time.monotonic() > end:
            return
        pile = folder / f"officer{place}-{turn}"
        pile.mkdir()
        for number, data in enumerate(files):
            (pile / f"{number}.xlsx").write_bytes(data)
        line = ["--db", str(served.store), "load", str(pile), "--accept-warnings", "--json", "--by", f"officer{place}"]
        out, err, start = io.StringIO(), io.StringIO(), time.perf_counter()
        with lend(Console(out, err)):
            code = cli.run(build_parser(words("vi")).parse_args(line))
        told = [item["outcome"] for item in json.loads(out.getvalue())] if code == 0 else []
        good = told == ["accepted"] * len(files)
        tally.add("load by command", time.perf_counter() - start, [] if good else [f"{code} {told} {err.getvalue()}"])
        tally.keep([data for data, outcome in zip(files, told, strict=False) if outcome == "accepted"])


def _by_page(served: Served, place: int, piles: list[list[bytes]], tally: Tally, end: float) -> None:
    chance, say = random.Random(200 + place), words("vi")
    with visiting(served, f"officer{place}") as visitor:
        visitor.open("intake", f"period={QUARTER}")
        for turn, files in enumerate(piles):
            time.sleep(chance.uniform(*_THINK))
            if time.monotonic() > end:
                return
            named = [(f"{place}-{turn}-{number}.xlsx", data) for number, data in enumerate(files)]
            tally.add("drop on the page", visitor.drop(f"intake_files_{turn}", named), visitor.faults)
            button = "accept_warned" if "accept_warned" in visitor.widgets else "accept_clean"
            seconds = visitor.press(button)
            done = say("intake.done", accepted=len(files), total=len(files))
            good = ("success", done) in visitor.told
            tally.add("accept on the page", seconds, visitor.faults + ([] if good else [str(visitor.told)]))
            if good:
                tally.keep(files)


@dataclass
class Spent:
    """Megabytes the server held, every second, and its processor seconds (not those of the readers of workbooks)."""

    megabytes: list[float] = field(default_factory=list)
    seconds: float = 0.0


@contextmanager
def _measured(served: Served) -> Iterator[Spent]:
    found, stop = Spent(), threading.Event()
    process = int(re.search(r'"process": (\d+)', served.store.with_name(served.store.name + ".server").read_text())[1])

    def watch() -> None:
        while not stop.wait(1.0):
            status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
            found.megabytes.append(int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024)

    thread = threading.Thread(target=watch)
    before = _processor_seconds(process)
    thread.start()
    yield found
    found.seconds = _processor_seconds(process) - before
    stop.set()
    thread.join()


def _processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _print(tally: Tally, spent: Spent, seconds: float) -> None:
    print(f"{VIEWERS} viewers, {BY_COMMAND} officers by command, {BY_PAGE} by the page, {seconds:.0f} s")
    print(f"{'':20} {'times':>6} {'median ms':>10} {'p95 ms':>8} {'worst ms':>9}")
    for kind, found in sorted(tally.seconds.items()):
        p95 = sorted(found)[int(0.95 * (len(found) - 1))]
        figures = (1000 * statistics.median(found), 1000 * p95, 1000 * max(found))
        print(f"{kind:20} {len(found):6} {figures[0]:10.0f} {figures[1]:8.0f} {figures[2]:9.0f}")
    held, load = spent.megabytes, os.getloadavg()[0]
    print(
        f"the server's processor time: {spent.seconds:.0f} s; load of the machine's {os.cpu_count()} cores: {load:.1f}"
    )
    print(
        f"the server's memory: {held[0]:.0f} MB at first, median {statistics.median(held):.0f}, "
        f"at most {max(held):.0f}, {held[-1]:.0f} at last"
    )
    print(f"errors: {len(tally.faults)} {tally.faults[:5]}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else SECONDS))
