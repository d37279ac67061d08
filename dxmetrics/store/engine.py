"""Where a store lives: one file of this machine, or (lake.py) a place that several servers share.

Everything else in this package is the same for both: the same tables, the same SQL, and no key, check or sequence in
either, for what they would enforce is enforced under ``Store.lock`` by whoever writes.
"""

from __future__ import annotations

import re
import threading
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

import duckdb

from dxmetrics.errors import StoreError
from dxmetrics.store import disk
from dxmetrics.store.sqlfiles import query

BACKUP_FOLDER = "backups"
"""Beside the store; the only folder the database may write to but for its own."""
_CONFIG = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "checkpoint_threshold": disk.NEVER,
}
_MANY_VALUES = 1_000_000
"""From so many stored values on a question is worth more than one thread. Below, tables have some thousands of rows, and a second
thread doubles the processor time of each of the hundreds of small steps by which figures are made, for nothing gained: several
steps at once, each in a thread of its own, do use several processors (metrics/layers.py), and so do several readers."""
_SCHEMAS = ("raw", "plan", "core", "mart", "frozen", "access")
_LOCK_HOLDER = re.compile(r"PID (\d+)")


class Engine(Protocol):
    """One store's place.

    name       as people are told it, without a password
    path       the file; of a shared store a name beside its data, where backups and the like go
    is_shared  several servers may have it open at once
    """

    name: str
    path: Path
    is_shared: bool

    def connect(self) -> duckdb.DuckDBPyConnection:
        """Open it. StoreError where it can't be had."""

    def cursor(self, connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
        """A cursor that knows the store's names."""

    def lock(self, connection: duckdb.DuckDBPyConnection) -> AbstractContextManager[Any]:
        """Lets in one writer at a time, of all who have the store open; its holder may take it again."""

    def stamp(self, connection: duckdb.DuckDBPyConnection) -> int:
        """A number that moves with every write and costs less than asking the tables."""

    def tidy(self, connection: duckdb.DuckDBPyConnection, before: int) -> None:
        """What many small writes need now and then; under the lock, after a write begun at the stamp ``before``."""

    def purge(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let nothing of what was overwritten stay on the disk; under the lock."""


class StoreFile:
    """One DuckDB file, owned by one process."""

    is_shared = False

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = str(path)
        self._writes = 0

    def connect(self) -> duckdb.DuckDBPyConnection:
        """Open or make the file. StoreError ``locked`` while another process has it, ``unreadable``, ``not_writable``,
        ``name_taken``."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise StoreError("not_writable", path=self.path, reason=disk.reason(fault)) from fault
        if self.path.stem in _SCHEMAS:  # DuckDB calls a database by its file's name: plan.x would mean two things
            raise StoreError("name_taken", path=self.path, names=", ".join(_SCHEMAS))
        try:
            connection = new_connection(self.path)
        except duckdb.Error as fault:
            holder = _LOCK_HOLDER.search(str(fault))
            if holder:
                raise StoreError("locked", path=self.path, process=holder[1]) from fault
            code = "not_writable" if disk.is_unwritable(fault) else "unreadable"
            raise StoreError(code, path=self.path, reason=disk.reason(fault)) from fault
        shut_in(connection, self.path.parent / BACKUP_FOLDER)
        if connection.execute(query("values_held")).fetchone()[0] < _MANY_VALUES:
            connection.execute("set threads = 1")
        return connection

    def cursor(self, connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
        """A plain one: the file is where names are looked up anyway."""
        return connection.cursor()

    def lock(self, connection: duckdb.DuckDBPyConnection) -> AbstractContextManager[Any]:
        """Among the threads of this process, for no other has the file."""
        return threading.RLock()

    def stamp(self, connection: duckdb.DuckDBPyConnection) -> int:
        """The writes so far: all are this process's, and a question to the tables is a millisecond of every page."""
        return self._writes

    def tidy(self, connection: duckdb.DuckDBPyConnection, before: int) -> None:
        """Fold a long log into the file, where there is room."""
        self._writes += 1  # under the lock; first, for what was written counts whether or not folding succeeds
        with connection.cursor() as cursor:
            disk.fold(cursor, self.path)

    def purge(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Out of the log, too; tried only where there is room, for DuckDB ends the store where it runs out on the way."""
        if not disk.has_room(self.path):
            raise StoreError("not_purged", path=self.path, reason=disk.FULL)
        with connection.cursor() as cursor:
            cursor.execute("checkpoint")


def new_connection(path: Path | str) -> duckdb.DuckDBPyConnection:
    """DuckDB on this file (``:memory:`` for none); it fetches no extension from anywhere."""
    return duckdb.connect(str(path), config=_CONFIG)


def shut_in(connection: duckdb.DuckDBPyConnection, *folders: Path) -> None:
    """From here on SQL reaches no file but the store's and those of these folders."""
    reachable = [str(folder.resolve()) for folder in folders]
    connection.execute("set allowed_directories = $folders", {"folders": reachable})
    connection.execute("set enable_external_access = false")
