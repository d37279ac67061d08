"""Many files: read on all cores, checked and loaded one after the other. One bad file stops nothing.

A pile is files by name, folders with their ``received.csv``, zips of either, or files in hand (a page's).
"""

from __future__ import annotations

import csv
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dxmetrics.errors import DxmetricsError
from dxmetrics.periods import Period
from dxmetrics.store.archives import members
from dxmetrics.store.loading import load_file
from dxmetrics.store.outcome import Outcome
from dxmetrics.store.store import Store
from dxmetrics.workbook.draft import ReturnDraft, refused_draft
from dxmetrics.workbook.guard import Refused
from dxmetrics.workbook.readers import readers

RECEIVED = "received.csv"
"""Columns file, received_at, by: when each file of the folder came in, and from whom."""
_SUFFIXES = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".zip", ".html", ".pdf", ".docx"}
_ZIP = ".zip"


@dataclass(frozen=True)
class PileFile:
    """One file to load. ``received_at`` and ``by`` are None where no received.csv names it.

    data  gives the bytes of a file that is not on disk by itself; may raise Refused
    """

    path: Path
    received_at: datetime | None = None
    by: str | None = None
    data: Callable[[], bytes] | None = None

    @property
    def name(self) -> str:
        """The file's name, only ever shown."""
        return self.path.name

    def content(self) -> bytes:
        """The bytes."""
        return self.data() if self.data else self.path.read_bytes()


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
    return unpacked(found)


def in_hand(files: Iterable[tuple[str, bytes]]) -> list[PileFile]:
    """A pile of files already in memory, by name; zips among them opened."""
    return unpacked(PileFile(Path(name), data=lambda data=data: data) for name, data in files)


def unpacked(files: Iterable[PileFile]) -> list[PileFile]:
    """The same pile with each zip replaced by the files in it; a zip that can't be opened stays, to be refused in words."""
    found: list[PileFile] = []
    for file in files:
        found += _members(file) if file.path.suffix.lower() == _ZIP else [file]
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
    dry_run: bool = False,
    batch_id: str = "",
) -> Iterator[Outcome]:
    """Load the files in their order, yielding each outcome as it is there (and, unless ``dry_run``, committed).

    relive    accept each file at the moment it was received (the samples, which re-live two years)
    batch_id  the name all share, by which the pile can be undone; default: a new one
    """
    batch_id = batch_id or uuid.uuid4().hex
    for file, data, draft in _read(store, files, period):
        moment = file.received_at or received_at
        yield load_file(
            store,
            file.name,
            data,
            by=file.by or by,
            received_at=moment,
            period=period,
            accept_warnings=accept_warnings,
            dry_run=dry_run,
            batch_id=batch_id,
            now=moment if relive else None,
            draft=draft,
        )


def _read(
    store: Store, files: Iterable[PileFile], period: Period | None
) -> Iterator[tuple[PileFile, bytes, ReturnDraft]]:
    """Each file's bytes and draft, in order, from workers that are a few files ahead."""
    reading = readers(store.catalog).read_all(map(_content, files), period)
    for (file, refused), data, draft in reading:
        yield file, data, refused or draft


def _content(file: PileFile) -> tuple[tuple[PileFile, ReturnDraft | None], bytes]:
    try:
        return (file, None), file.content()
    except Refused as fault:
        return (file, refused_draft(fault.finding)), b""


def _members(file: PileFile) -> list[PileFile]:
    data = file.content()
    try:
        found = members(data)
    except Refused as fault:
        return [PileFile(file.path, file.received_at, file.by, _raising(fault))]
    if found is None:
        return [file]
    receipts = next((_receipts(read()) for name, read in found if name == RECEIVED), {})
    return [
        PileFile(Path(name), *receipts.get(name, (file.received_at, file.by)), data=read)
        for name, read in found
        if name != RECEIVED
    ]


def _raising(fault: Refused) -> Callable[[], bytes]:
    def read() -> bytes:
        raise fault

    return read


def _folder(folder: Path) -> list[PileFile]:
    """A folder's workbooks (its sub-folders' too), in the order of receipt where received.csv gives one."""
    files: list[PileFile] = []
    for directory in sorted({folder, *(path for path in folder.rglob("*") if path.is_dir())}):
        list_of_receipts = directory / RECEIVED
        receipts = _receipts(list_of_receipts.read_bytes()) if list_of_receipts.exists() else {}
        names = sorted(path for path in directory.iterdir() if path.is_file() and path.suffix.lower() in _SUFFIXES)
        own = [PileFile(path, *receipts.get(path.name, (None, None))) for path in names if path.name != RECEIVED]
        files += sorted(own, key=lambda file: (file.received_at or datetime.max, file.name))
    return files


def _receipts(data: bytes) -> dict[str, tuple[datetime, str]]:
    """When each file came in and from whom, by its name."""
    rows = csv.DictReader(data.decode("utf-8-sig").splitlines())
    return {row["file"]: (datetime.fromisoformat(row["received_at"]), row["by"]) for row in rows}
