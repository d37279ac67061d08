"""Milliseconds per workbook: the whole pile (read, check, load, commit) beside bare readers, in one run on the same files.

``python -m tests.bench.pile [PERIOD …]`` (default 2024Q2 and 2025Q4, the quarters under sample_data/returns). Wall time (the best of
three), and the processor time of this process alone, without its workers'. Opening a new store is part of
the last two; it stands in a row of its own, to be taken off.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from python_calamine import CalamineWorkbook

from dxmetrics.catalog import load_catalog
from dxmetrics.store import open_store
from dxmetrics.store.loading import load_file
from dxmetrics.store.pile import PileFile, find_files, load_pile
from dxmetrics.workbook.readers import readers
from dxmetrics.workbook.reading import read_return

RETURNS = Path(__file__).resolve().parents[2] / "sample_data" / "returns"


def main(periods: list[str]) -> None:
    """Print one row per way of reading."""
    files = find_files([RETURNS / period for period in periods])
    data = [file.content() for file in files]
    catalog = load_catalog()
    pool = readers(catalog)
    list(pool.read_all((None, item) for item in data[: 2 * pool.count]))  # workers and caches warm, as in a server
    for item in data:
        read_return(item, catalog)
    ways: dict[str, Callable[[], object]] = {
        "calamine, one thread, bare": lambda: [_calamine(item) for item in data],
        "pandas with openpyxl": lambda: [
            pd.read_excel(io.BytesIO(item), sheet_name=None, engine="openpyxl") for item in data
        ],
        "read_return in this process": lambda: [read_return(item, catalog) for item in data],
        f"read_return in {pool.count} workers": lambda: list(pool.read_all((None, item) for item in data)),
        "opening a new store": lambda: _load_one_by_one([], []),
        "load_file one by one (read, check, load, commit)": lambda: _load_one_by_one(files, data),
        f"load_pile, {pool.count} workers (read, check, load, commit)": lambda: _load_pile(files),
    }
    print(
        f"{len(files)} workbooks, {sum(map(len, data)) / len(data) / 1024:.0f} kB each, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    bare = 0.0
    for name, way in ways.items():
        wall, cpu = min((_measured(way) for _ in range(3)), key=lambda pair: pair[0])
        bare = bare or wall
        each = 1000 / len(files)
        print(
            f"{name:60s} {wall * each:7.2f} ms wall {cpu * each:7.2f} ms cpu of this process {wall / bare:6.1f} x bare"
        )


def _measured(way: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    way()
    return time.perf_counter() - wall, time.process_time() - cpu


def _calamine(data: bytes) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def _load_pile(files: list[PileFile]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "bench.duckdb", sample=True)
        assert sum(1 for _ in load_pile(store, files, by="", accept_warnings=True)) == len(files)
        store.close()


def _load_one_by_one(files: list[PileFile], data: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "bench.duckdb", sample=True)
        for file, content in zip(files, data, strict=True):
            load_file(store, file.name, content, by="", accept_warnings=True)
        store.close()


if __name__ == "__main__":
    main(sys.argv[1:] or ["2024Q2", "2025Q4"])
