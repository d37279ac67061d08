"""What a disk that can't be written to says, and when a store's log may be folded into its file."""

from __future__ import annotations

import contextlib
import re
import shutil
from pathlib import Path

import duckdb

_UNWRITABLE = re.compile(
    r"No space left on device|not enough space|Disk quota exceeded|Read-only file system|Permission denied|Access is denied"
    r"|Operation not permitted",
    re.IGNORECASE,
)
FULL = "No space left on device"
_LONG_LOG, _ROOM = 16_000_000, 64_000_000
NEVER = "1TB"
"""The log's length at which DuckDB would fold it by itself: where that runs out of room, DuckDB ends the whole store."""
REFUSALS = (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException)
"""As what DuckDB raises that it could not write."""


def reason(fault: Exception) -> str:
    """The system's own words in one short line: ``No space left on device``."""
    said = getattr(fault, "params", {}).get("reason") or getattr(fault, "strerror", None) or str(fault)
    found = _UNWRITABLE.search(str(said))
    return found[0] if found else next(iter(str(said).splitlines()), type(fault).__name__)


def is_unwritable(fault: Exception) -> bool:
    """Whether it is the place that can't be written to (full, read-only, forbidden), not the file that is wrong."""
    return _UNWRITABLE.search(str(fault)) is not None


def is_conflict(fault: Exception) -> bool:
    """Whether two writers of a shared store met: one was let in, the other may try again."""
    return isinstance(fault, duckdb.TransactionException) and "conflict" in str(fault).lower()


def has_room(store_path: Path) -> bool:
    """Whether the log may be folded into the store's file without any danger of running out of room on the way."""
    log = Path(f"{store_path}.wal")
    length = log.stat().st_size if log.exists() else 0
    return shutil.disk_usage(store_path.parent).free > _ROOM + 3 * length


def fold(connection: duckdb.DuckDBPyConnection, store_path: Path) -> None:
    """Fold a long log into the store's file where the disk surely has room; else another time, the log has all of it."""
    with contextlib.suppress(OSError, duckdb.Error):
        if Path(f"{store_path}.wal").stat().st_size > _LONG_LOG and has_room(store_path):
            connection.execute("checkpoint")
