"""Many files: read on all cores, checked one after the other, written a group at a time. One bad file stops nothing.

A pile is files by name, folders with their ``received.csv``, zips of either, or files in hand (a page's).
"""

from __future__ import annotations

import csv
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from dxmetrics.errors import DxmetricsError
from dxmetrics.findings import Finding
from dxmetrics.periods import Period
from dxmetrics.store import disk
from dxmetrics.store.archives import members
from dxmetrics.store.gathering import GroupLimits, groups
from dxmetrics.store.guarding import act
from dxmetrics.store.loading import load_group, take
from dxmetrics.store.outcome import Outcome, refused
from dxmetrics.store.store import Store
from dxmetrics.workbook.draft import ReturnDraft, refused_draft
from dxmetrics.workbook.guard import Refused, refuse
from dxmetrics.workbook.readers import readers

RECEIVED = "received.csv"
"""Columns file, received_at, by: when each file of the folder came in, and from whom."""
_SUFFIXES = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".zip", ".html", ".pdf", ".docx"}
_ZIP = ".zip"
_SHARED = "PostgreSQL"


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


@dataclass(frozen=True)
class _Read:
    """A file as the workers read it. data: None where it could not be opened, so that nothing came in."""

    file: PileFile
    data: bytes | None
    draft: ReturnDraft


def find_files(paths: Iterable[Path]) -> list[PileFile]:
    """Files as named, and those of folders in the order they were received. What can't be opened stays, to be told in words.

    DxmetricsError for a path that is not there, and for a ``received.csv`` that can't be read: times are never guessed.
    """
    found: list[PileFile] = []
    for path in paths:
        try:
            is_folder, is_there = path.is_dir(), path.exists()
        except OSError as fault:  # a folder above it lets nobody in
            found.append(PileFile(path, data=_raising(fault)))
            continue
        if not is_there:
            raise DxmetricsError(f"{path}: no such file or folder")
        found += _folder(path) if is_folder else [PileFile(path)]
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


@act("check")
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
    limits: GroupLimits | None = None,
) -> Iterator[Outcome]:
    """Load the files in their order, yielding each outcome as it is there (and, unless ``dry_run``, committed).

    relive    accept each file at the moment it was received (the samples, which re-live two years)
    batch_id  the name all share, by which the pile can be undone; default: a new one
    limits    how many files share a transaction; what becomes of a file does not depend on it
    """
    batch_id = batch_id or uuid.uuid4().hex

    trusted = store.actor.may("load")  # a unit's own account can't say who sent its file, or when

    def load(group: list[_Read]) -> list[Outcome]:
        arrivals = [
            take(
                store,
                item.file.name,
                item.data,
                item.draft,
                by=(item.file.by if trusted else None) or by,
                received_at=(item.file.received_at if trusted else None) or received_at,
                now=(item.file.received_at or received_at) if relive else None,
            )
            for item in group
        ]
        return load_group(store, arrivals, accept_warnings=accept_warnings, dry_run=dry_run, batch_id=batch_id)

    read = partial(readers(store.catalog).submit, period=period)
    for group in groups(map(_opened, files), read, limits):
        found = [
            _Read(file, data if is_there else None, known or draft) for (file, is_there, known), data, draft in group
        ]
        yield from _whole_or_one_by_one(load, found)


def _whole_or_one_by_one(load: Callable[[list[_Read]], list[Outcome]], group: list[_Read]) -> Iterator[Outcome]:
    """A group that can't be written is loaded file by file, so that the one at fault is named and costs no other."""
    try:
        outcomes = load(group)
    except Exception as fault:  # whatever DuckDB, Arrow or the disk says: nothing of the group is in the store
        if len(group) == 1:
            outcomes = [_not_stored(group[0], fault)]
        else:
            outcomes = (outcome for item in group for outcome in _whole_or_one_by_one(load, [item]))
    yield from outcomes


def _not_stored(item: _Read, fault: Exception) -> Outcome:
    finding = _told("file.not_stored", item.file, fault)
    return refused(item.file.name, item.draft, (*item.draft.findings, finding))


def _opened(file: PileFile) -> tuple[tuple[PileFile, bool, ReturnDraft | None], bytes]:
    """The file, whether it is there, what is known of it without reading; and its bytes."""
    try:
        return (file, True, None), file.content()
    except Refused as fault:
        return (file, True, refused_draft(fault.finding)), b""
    except OSError as fault:
        return (file, False, refused_draft(_told("file.not_opened", file, fault))), b""


def _told(code: str, file: PileFile, fault: Exception) -> Finding:
    found = _SHARED if getattr(fault, "code", "") == "away" else disk.reason(fault)  # no address for who only sends
    return Finding(code, "error", found=found, params={"file": file.name})


def _members(file: PileFile) -> list[PileFile]:
    try:
        found = members(file.content())
        if found is None:
            return [file]
        receipts = next((_receipts(read()) for name, read in found if name == RECEIVED), {})
    except (Refused, OSError) as fault:
        return [PileFile(file.path, file.received_at, file.by, _raising(fault))]
    except ValueError:
        fault = refuse("file.damaged", found=RECEIVED)
        return [PileFile(file.path, file.received_at, file.by, _raising(fault))]
    return [
        PileFile(Path(name), *receipts.get(name, (file.received_at, file.by)), data=read)
        for name, read in found
        if name != RECEIVED
    ]


def _raising(fault: Refused | OSError) -> Callable[[], bytes]:
    def read() -> bytes:
        raise fault

    return read


def _folder(folder: Path) -> list[PileFile]:
    """A folder's workbooks (its sub-folders' too), in the order of receipt where received.csv gives one."""
    files: list[PileFile] = []
    for directory in sorted({folder, *(path for path in folder.rglob("*") if path.is_dir())}):
        try:
            files += _directory(directory)
        except OSError as fault:
            files.append(PileFile(directory, data=_raising(fault)))
    return files


def _directory(directory: Path) -> list[PileFile]:
    names = sorted(path for path in directory.iterdir() if path.is_file() and path.suffix.lower() in _SUFFIXES)
    receipts = _receipts_of(directory / RECEIVED)
    own = [PileFile(path, *receipts.get(path.name, (None, None))) for path in names if path.name != RECEIVED]
    return sorted(own, key=lambda file: (file.received_at or datetime.max, file.name))


def _receipts_of(path: Path) -> dict[str, tuple[datetime, str]]:
    try:
        return _receipts(path.read_bytes()) if path.exists() else {}
    except (OSError, ValueError) as fault:
        raise DxmetricsError(f"{path}: {disk.reason(fault)}") from fault


def _receipts(data: bytes) -> dict[str, tuple[datetime, str]]:
    """When each file came in and from whom, by its name. ValueError for a list that is none."""
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    if rows and not {"file", "received_at", "by"} <= rows[0].keys():
        raise ValueError("columns: file, received_at, by")
    return {row["file"]: (datetime.fromisoformat(row["received_at"] or ""), row["by"] or "") for row in rows}
