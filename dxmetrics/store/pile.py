"""Many files one after the other: a folder with its ``received.csv``, or files by name. One bad file stops nothing."""

from __future__ import annotations

import csv
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dxmetrics.errors import DxmetricsError
from dxmetrics.periods import Period
from dxmetrics.store.loading import load_file
from dxmetrics.store.outcome import Outcome
from dxmetrics.store.store import Store

RECEIVED = "received.csv"
"""Columns file, received_at, by: when each file of the folder came in, and from whom."""
_SUFFIXES = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".zip", ".html", ".pdf", ".docx"}


@dataclass(frozen=True)
class PileFile:
    """One file to load. ``received_at`` and ``by`` are None where no received.csv names it."""

    path: Path
    received_at: datetime | None = None
    by: str | None = None


def find_files(paths: Iterable[Path]) -> list[PileFile]:
    """Files as named, and those of folders in the order they were received. DxmetricsError for a path that is not there."""
    found: list[PileFile] = []
    for path in paths:
        if path.is_dir():
            found += _folder(path)
        elif path.is_file():
            found.append(PileFile(path))
        else:
            raise DxmetricsError(f"{path}: no such file or folder")
    return found


def load_pile(
    store: Store,
    files: Iterable[PileFile],
    *,
    by: str,
    received_at: datetime | None = None,
    period: Period | None = None,
    accept_warnings: bool = False,
    relive: bool = False,
    batch_id: str = "",
) -> Iterator[Outcome]:
    """Load the files one by one, yielding each outcome as it is there. All share one batch.

    relive  accept each file at the moment it was received (the samples, which re-live two years)
    """
    batch_id = batch_id or uuid.uuid4().hex
    for file in files:
        moment = file.received_at or received_at
        yield load_file(
            store,
            file.path.name,
            file.path.read_bytes(),
            by=file.by or by,
            received_at=moment,
            period=period,
            accept_warnings=accept_warnings,
            batch_id=batch_id,
            now=moment if relive else None,
        )


def _folder(folder: Path) -> list[PileFile]:
    """A folder's workbooks (its sub-folders' too), in the order of receipt where received.csv gives one."""
    files: list[PileFile] = []
    for directory in sorted({folder, *(path for path in folder.rglob("*") if path.is_dir())}):
        receipts = _receipts(directory)
        names = sorted(path for path in directory.iterdir() if path.is_file() and path.suffix.lower() in _SUFFIXES)
        own = [receipts.get(path.name, PileFile(path)) for path in names if path.name != RECEIVED]
        files += sorted(own, key=lambda file: (file.received_at or datetime.max, file.path.name))
    return files


def _receipts(folder: Path) -> dict[str, PileFile]:
    path = folder / RECEIVED
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {
            row["file"]: PileFile(folder / row["file"], datetime.fromisoformat(row["received_at"]), row["by"])
            for row in csv.DictReader(file)
        }
