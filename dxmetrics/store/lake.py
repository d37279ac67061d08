"""The store past one machine: a DuckLake, tables as Parquet in a folder all servers reach, PostgreSQL as its catalog.

A lake has snapshots and transactions, but nobody else's insert is ever a conflict: two servers that number on from the
same highest number would both be let in. So whoever writes holds PostgreSQL's advisory lock, released by PostgreSQL
itself when a server dies.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import duckdb

from dxmetrics.errors import StoreError
from dxmetrics.store.engine import BACKUP_FOLDER, new_connection, shut_in
from dxmetrics.store.sqlfiles import query

DATA_SETTING = "DXMETRICS_DATA"
_PREFIX = "ducklake:postgres:"
_LAKE, _CATALOG = "lake", "__ducklake_metadata_lake"
_PACKAGES = ("duckdb_extension_ducklake", "duckdb_extension_postgres_scanner")
_PASSWORD = re.compile(r"(password\s*=\s*)('(?:[^'\\]|\\.)*'|\S+)|(?<=://)([^:@/]*:)[^@/]*(?=@)", re.IGNORECASE)
_INLINE_ROWS = 1000
"""Up to so many rows of an insert are kept in PostgreSQL, not in a file each: one return writes no Parquet."""
_FLUSH_EVERY, _MERGE_EVERY = 64, 1024
"""After so many writes what stands in PostgreSQL goes to Parquet; small files become large ones, old ones go."""
_AWAY = re.compile(
    r"unable to connect to postgres at \"[^\"]*\":\s*([^\n]+)"
    r"|((?:connection to server|server closed the connection|terminating connection|no connection to the server"
    r"|connection (?:not open|(?:has been|already) closed)|database system is|not currently accepting connections"
    r"|too many clients|remaining connection slots|could not (?:receive|send) data)[^\n]*)",
    re.IGNORECASE,
)
"""How PostgreSQL's library says that its server is not to be had now, up to the end of the line."""
_LOG = logging.getLogger("dxmetrics.lake")


def is_lake(setting: Path | str) -> bool:
    """Whether a setting names a lake and not a file."""
    return str(setting).startswith("ducklake:")


def place_name(setting: Path | str) -> str:
    """A store's place as people are told it: a lake's without the password its setting may hold."""
    return _PASSWORD.sub(lambda found: f"{found[1] or found[3]}***", str(setting))


def away(fault: BaseException) -> StoreError | None:
    """StoreError ``away`` for what DuckDB raises while a shared store's PostgreSQL can't be had; None for all else.

    DuckDB connects anew by itself: once PostgreSQL is back the same store goes on.
    """
    said = _AWAY.search(str(fault)) if isinstance(fault, duckdb.Error) else None
    return StoreError("away", reason=place_name(said[1] or said[2])) if said else None


class Lake:
    """One lake: ``ducklake:postgres:`` and how libpq finds the catalog (``dbname=… host=…``), and the data folder."""

    is_shared = True

    def __init__(self, setting: str, data: str | None = None) -> None:
        data = data or os.environ.get(DATA_SETTING, "")
        self.name = place_name(setting)
        if not setting.startswith(_PREFIX):
            raise StoreError("unknown_engine", path=self.name, known=_PREFIX)
        if not data:
            raise StoreError("no_data_folder", path=self.name, setting=DATA_SETTING)
        self._catalog = setting.removeprefix(_PREFIX)
        self.data = Path(data).resolve()
        self.path = self.data.with_name(f"{self.data.name}.lake")

    def connect(self) -> duckdb.DuckDBPyConnection:
        """Open or make the lake. StoreError ``no_extension``, ``unreachable`` (PostgreSQL, the folder, or not the folder
        the lake was made with)."""
        connection = new_connection(":memory:")
        for package in _PACKAGES:
            connection.execute(f"load {_quoted(_extension(package))}")
        try:
            self.data.mkdir(parents=True, exist_ok=True)
            with self._alone(connection):
                connection.execute(
                    f"attach {_quoted(_PREFIX + self._catalog)} as {_LAKE}"
                    f" (data_path {_quoted(self.data)}, data_inlining_row_limit {_INLINE_ROWS})"
                )
        except (duckdb.Error, OSError) as fault:
            connection.close()
            raise StoreError("unreachable", path=self.name, reason=place_name(str(fault).splitlines()[0])) from fault
        shut_in(connection, self.data, self.data.parent / BACKUP_FOLDER)
        return connection

    def cursor(self, connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
        """One that looks names up in the lake."""
        cursor = connection.cursor()
        cursor.execute(f"use {_LAKE}")
        return cursor

    def lock(self, connection: duckdb.DuckDBPyConnection) -> LakeLock:
        """Among all servers of this lake."""
        return LakeLock(connection)

    def stamp(self, connection: duckdb.DuckDBPyConnection) -> int:
        """The lake's newest snapshot."""
        with connection.cursor() as cursor:
            return cursor.execute(query("lake_snapshot")).fetchone()[0]

    def tidy(self, connection: duckdb.DuckDBPyConnection, before: int) -> None:
        """Whoever's write reaches the next multiple tidies up for all; what fails is tried again at the one after."""
        try:
            now = self.stamp(connection)
            if now // _FLUSH_EVERY != before // _FLUSH_EVERY:
                _run(connection, "lake_flush")
            if now // _MERGE_EVERY != before // _MERGE_EVERY:
                _run(connection, "lake_merge")
        except duckdb.Error as fault:  # the write itself is done
            _LOG.warning("tidying up failed: %s", fault)

    def purge(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Files rewritten without what was overwritten, older snapshots and their files gone."""
        _run(connection, "lake_flush")
        _run(connection, "lake_purge")

    @contextmanager
    def _alone(self, connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """Two servers that start at once must not both make the catalog's tables."""
        connection.execute(f"attach {_quoted(self._catalog)} as starting (type postgres)")
        with connection.cursor() as cursor:
            cursor.execute("begin transaction")
            cursor.execute(query("lake_lock"), {"catalog": "starting"}).fetchall()
            yield
            cursor.execute("commit")
        connection.execute("detach starting")


class LakeLock:
    """One writer at a time of this process's threads, and of all servers; a holder may take it again."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._threads = threading.RLock()
        self._depth = 0
        self._holding: duckdb.DuckDBPyConnection | None = None

    def __enter__(self) -> LakeLock:
        self._threads.acquire()
        try:
            if self._depth == 0:
                self._holding = self._taken()
            self._depth += 1
        except BaseException:
            self._threads.release()
            raise
        return self

    def __exit__(self, *fault: object) -> None:
        self._depth -= 1
        if self._depth == 0 and self._holding:
            with contextlib.suppress(duckdb.Error):  # PostgreSQL is gone, and with it the lock
                self._holding.execute("commit")
            self._holding.close()
            self._holding = None
        self._threads.release()

    def assure(self) -> None:
        """StoreError ``away`` where PostgreSQL has ended the lock: another server may be writing by now."""
        self._ask(self._holding)

    def _taken(self) -> duckdb.DuckDBPyConnection:
        """A transaction of PostgreSQL's own that has the lock until it ends."""
        cursor = self._connection.cursor()
        cursor.execute("begin transaction")
        self._ask(cursor)
        return cursor

    def _ask(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Wait for the lock; who has it gets it again at once."""
        try:
            cursor.execute(query("lake_lock"), {"catalog": _CATALOG}).fetchall()
        except duckdb.Error as fault:
            raise away(fault) or StoreError("away", reason=place_name(str(fault).splitlines()[0])) from fault


def _run(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query(name))


def _extension(package: str) -> Path:
    """The extension's file, as its package brings it. StoreError ``no_extension``."""
    found = find_spec(package)
    files = sorted(Path(found.origin).parent.rglob("*.duckdb_extension")) if found and found.origin else []
    if not files:
        raise StoreError("no_extension", package=package.replace("_", "-"))
    return files[0]


def _quoted(text: object) -> str:
    """As a literal: ``attach`` and ``load`` take no parameters."""
    return "'" + str(text).replace("'", "''") + "'"
