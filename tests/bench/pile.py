"""Milliseconds per workbook: the whole pile (read, check, load, commit) beside bare readers, in one run on the same files.

``python -m tests.bench.pile [PERIOD …]`` (default 2024Q2 and 2025Q4, the quarters under sample_data/returns). Wall
time (the best of
three), the processor time of this process alone, without its workers', and how many times faster or slower than the
two bare readers. The bar (issue 3): the last row at most 3 times calamine and pandas at least 7 times the last row.
"""

from __future__ import annotations

import gc
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
from dxmetrics.store import Store, open_store
from dxmetrics.store.loading import load_file
from dxmetrics.store.pile import PileFile, find_files, load_pile
from dxmetrics.workbook.readers import Readers, readers
from dxmetrics.workbook.reading import read_return

RETURNS = Path(__file__).resolve().parents[2] / "sample_data" / "returns"


CALAMINE, PANDAS = "calamine, one thread, bare", "pandas with openpyxl"
WHOLE = "load_pile on all cores (read, check, load, commit)"
TIMES = 3


def main(periods: list[str]) -> None:
    """Print one row per way of reading."""
    files = find_files([RETURNS / period for period in periods])
    data = [file.content() for file in files]
    catalog = load_catalog()
    pool = readers(catalog)
    _read_in_workers(pool, data)  # workers and caches warm, as in a server
    for item in data:
        read_return(item, catalog)
    ways: dict[str, Callable[[Store], object]] = {
        CALAMINE: lambda _: [_calamine(item) for item in data],
        PANDAS: lambda _: [pd.read_excel(io.BytesIO(item), sheet_name=None, engine="openpyxl") for item in data],
        "read_return in this process": lambda _: [read_return(item, catalog) for item in data],
        f"read_return in {pool.count} workers": lambda _: _read_in_workers(pool, data),
        "load_file one by one (read, check, load, commit)": lambda store: _load_one_by_one(store, files, data),
        WHOLE: lambda store: _load_pile(store, files),
    }
    gc.freeze()  # as a server does
    print(
        f"{len(files)} workbooks, {sum(map(len, data)) / len(data) / 1024:.0f} kB each, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"  # noqa: E501
    )
    found = {name: min((_measured(way) for _ in range(TIMES)), key=lambda pair: pair[0]) for name, way in ways.items()}
    for name, (wall, cpu) in found.items():
        print(
            f"{name:60s} {wall * 1000 / len(files):6.2f} ms wall {cpu * 1000 / len(files):6.2f} ms cpu here"
            f" {wall / found[CALAMINE][0]:5.1f} × calamine, pandas is {found[PANDAS][0] / wall:5.1f} × this"
        )


def _measured(way: Callable[[Store], object]) -> tuple[float, float]:
    """Seconds by the wall's clock and of this process, with a new store already open."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "bench.duckdb", sample=True)
        wall, cpu = time.perf_counter(), time.process_time()
        way(store)
        found = time.perf_counter() - wall, time.process_time() - cpu
        store.close()
    return found


def _calamine(data: bytes) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def _read_in_workers(pool: Readers, data: list[bytes]) -> None:
    for draft in [pool.submit(item) for item in data]:
        draft.result()


def _load_pile(store: Store, files: list[PileFile]) -> None:
    assert sum(1 for _ in load_pile(store, files, by="", accept_warnings=True)) == len(files)


def _load_one_by_one(store: Store, files: list[PileFile], data: list[bytes]) -> None:
    for file, content in zip(files, data, strict=True):
        load_file(store, file.name, content, by="", accept_warnings=True)


if __name__ == "__main__":
    main(sys.argv[1:] or ["2024Q2", "2025Q4"])
