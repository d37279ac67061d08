"""Loading one quarter's returns, per workbook: reading, checking, the whole load with its commit, beside a bare
python-calamine read and pandas with openpyxl on the same files. ``python -m tests.bench.loading [2024Q2 2025Q3 …]``"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import python_calamine

from dxmetrics.catalog import Catalog, load_catalog
from dxmetrics.checks import check_rules
from dxmetrics.periods import Period
from dxmetrics.store import open_store
from dxmetrics.store.loading import check_file
from dxmetrics.store.pile import PileFile, find_files, load_pile
from dxmetrics.workbook.cells import read_workbook
from dxmetrics.workbook.reading import read_return
from sample_data.generate import write
from tests.bench.timing import Seconds, show, timed


def main(quarters: list[str]) -> None:
    """Print one table a quarter."""
    catalog = load_catalog()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        list(write(folder, max(Period.parse(quarter) for quarter in quarters), catalog))
        for quarter in quarters:
            files = find_files([folder / quarter])
            total = sum(file.path.stat().st_size for file in files)
            rows = [*_bare(files), *_ours(files, catalog, folder)]
            show(
                f"{quarter}: {len(files)} workbooks, {total / len(files) / 1024:.0f} KB each, per workbook",
                rows,
                len(files),
            )


def _bare(files: list[PileFile]) -> list[tuple[str, Seconds]]:
    """What others need only to get the cells."""
    contents = [file.path.read_bytes() for file in files]
    return [
        ("python-calamine, cells only", timed(_over(contents, _calamine))),
        ("openpyxl, cells only", timed(_over(contents, _openpyxl), 1)),
        ("pandas + openpyxl, cells only", timed(_over(contents, _pandas), 1)),
    ]


def _over(contents: list[bytes], read: Callable[[bytes], object]) -> Callable[[], None]:
    def run() -> None:
        for data in contents:
            read(data)

    return run


def _calamine(data: bytes) -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    for sheet in book.sheet_names:
        book.get_sheet_by_name(sheet).to_python()


def _openpyxl(data: bytes) -> None:
    for sheet in openpyxl.load_workbook(io.BytesIO(data), data_only=True):
        list(sheet.iter_rows(values_only=True))


def _pandas(data: bytes) -> None:
    pd.read_excel(io.BytesIO(data), sheet_name=None, header=None, engine="openpyxl")


def _ours(files: list[PileFile], catalog: Catalog, folder: Path) -> list[tuple[str, Seconds]]:
    """Our steps, each with all before it."""
    contents = [file.path.read_bytes() for file in files]
    return [
        ("dxmetrics, cells only", timed(_over(contents, read_workbook))),
        ("… and values", timed(_over(contents, lambda data: read_return(data, catalog)))),
        (
            "… and rules within the return",
            timed(_over(contents, lambda data: check_rules(read_return(data, catalog), catalog))),
        ),
        ("dry run against an empty store", _dry_run(files, folder)),
        ("load, with its commit", [_load(files, folder) for _ in range(3)]),
    ]


def _dry_run(files: list[PileFile], folder: Path) -> Seconds:
    store = open_store(folder / "dry.duckdb", sample=True)
    found = timed(lambda: [check_file(store, file.path.name, file.path.read_bytes()) for file in files])
    store.close()
    (folder / "dry.duckdb").unlink()
    return found


def _load(files: list[PileFile], folder: Path) -> float:
    path = folder / "load.duckdb"
    store = open_store(path, sample=True)
    seconds = timed(lambda: list(load_pile(store, files, by="", accept_warnings=True)), 1)[0]
    store.close()
    path.unlink()
    return seconds


if __name__ == "__main__":
    main(sys.argv[1:] or ["2024Q2", "2025Q3"])
