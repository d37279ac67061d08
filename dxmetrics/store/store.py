"""One DuckDB file, owned by one process: opening, schema, transactions, data version.

Every call works on a cursor of its own: cursors of one connection are independent, a shared connection hands one
thread another's rows (platform.md).
"""

from __future__ import annotations

import contextlib
import copy
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from dxmetrics.catalog import Catalog, load_catalog
from dxmetrics.errors import StoreError
from dxmetrics.roles import OWNER, Actor
from dxmetrics.store import disk
from dxmetrics.store.plan_tables import plan_hash, write_plan
from dxmetrics.store.sqlfiles import migrations, query, relations

_CONFIG = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "checkpoint_threshold": disk.NEVER,
}
BACKUP_FOLDER = "backups"
"""Beside the store's file; the only folder the database may write to."""
_SCHEMAS = ("raw", "plan", "core", "mart", "frozen", "access")
_LOCK_HOLDER = re.compile(r"PID (\d+)")


class Store:
    """The store of one office. ``catalog`` is the Plan's data it was last initialised with."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> None:
        self.path = path
        self.catalog = catalog
        self.actor = OWNER
        self.lock = threading.RLock()
        self.building = threading.Lock()  # who makes figures waits for others who do, never for who loads
        self.snapshots: dict[Any, Any] = {}
        self.views: dict[Any, Any] = {}
        self._connection = connection

    def on_behalf_of(self, actor: Actor) -> Store:
        """The same store (connection, locks, figures) as this person may use it; every act asks ``actor``."""
        bound = copy.copy(self)
        bound.actor = actor
        return bound

    # Reading

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A new cursor; the caller closes it (or lets it go)."""
        return self._connection.cursor()

    def rows(self, sql: str, parameters: dict[str, Any] | None = None) -> list[tuple]:
        """All rows of a select on the store itself."""
        with self.cursor() as cursor:
            return cursor.execute(sql, parameters or {}).fetchall()

    @property
    def data_version(self) -> int:
        """Grows with everything that can change a figure; the key of every cache."""
        return self.rows(query("data_version"))[0][0]

    @property
    def kind(self) -> str | None:
        """``sample`` (invented returns, refuses real ones), ``real`` (refuses invented ones), None until the first return says."""
        return self.setting("kind")

    @property
    def is_sample(self) -> bool:
        """True for a store of invented returns."""
        return self.kind == "sample"

    def setting(self, name: str) -> str | None:
        """A setting's value, None when it was never set."""
        found = self.rows("select value from raw.setting where name = $name", {"name": name})
        return found[0][0] if found else None

    # Writing

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor inside one transaction, alone among this process's writers: all of it happens, or nothing.

        StoreError ``not_written`` where the disk refuses (full, read-only); then nothing has happened.
        """
        with self.lock, self.cursor() as cursor:
            try:
                cursor.execute("begin transaction")
                yield cursor
                cursor.execute("commit")
            except BaseException as fault:
                with contextlib.suppress(duckdb.Error):  # a commit that failed has rolled back by itself
                    cursor.execute("rollback")
                if isinstance(fault, disk.REFUSALS):
                    raise StoreError("not_written", path=self.path, reason=disk.reason(fault)) from fault
                raise
            disk.fold(cursor, self.path)

    def close(self) -> None:
        """Give the file back."""
        self.snapshots.clear()
        self._connection.close()


def open_store(path: Path | str, *, catalog: Catalog | None = None, sample: bool = False) -> Store:
    """Open the store, making or upgrading it first. Raises StoreError when another process holds it, it is newer
    than us, or nothing can be written there.

    ``sample`` marks a new store as holding invented returns; else the first return decides. An existing store keeps its mark.
    """
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise StoreError("not_writable", path=path, reason=disk.reason(fault)) from fault
    store = Store(path, _connect(path), catalog or load_catalog())
    try:
        _upgrade(store)
        _initialise(store, "sample" if sample else None)
    except BaseException:
        store.close()
        raise
    return store


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    if path.stem in _SCHEMAS:  # DuckDB calls a database by its file's name: plan.x would mean two things
        raise StoreError("name_taken", path=path, names=", ".join(_SCHEMAS))
    try:
        connection = duckdb.connect(str(path), config=_CONFIG)
    except duckdb.Error as fault:
        holder = _LOCK_HOLDER.search(str(fault))
        if holder:
            raise StoreError("locked", path=path, process=holder[1]) from fault
        code = "not_writable" if disk.is_unwritable(fault) else "unreadable"
        raise StoreError(code, path=path, reason=disk.reason(fault)) from fault
    # Backups go to one folder beside the store; SQL reaches no other file.
    connection.execute("set allowed_directories = [$folder]", {"folder": str((path.parent / BACKUP_FOLDER).resolve())})
    connection.execute("set enable_external_access = false")
    return connection


def _upgrade(store: Store) -> None:
    """Run the schema steps this file has not seen; each in a transaction with its number."""
    with store.transaction() as cursor:
        cursor.execute("create table if not exists main.schema_version (version integer not null)")
        current = cursor.execute("select coalesce(max(version), 0) from main.schema_version").fetchone()[0]
    newest = migrations()[-1][0]
    if current > newest:
        raise StoreError("newer", path=store.path, schema=current, known=newest)
    for version, sql in migrations():
        if version > current:
            with store.transaction() as cursor:
                cursor.execute(sql)
                cursor.execute("insert into main.schema_version values ($version)", {"version": version})


def _initialise(store: Store, kind: str | None) -> None:
    """Write the Plan's data and the mart's rules where they differ from what the store holds; otherwise change nothing."""
    current = plan_hash(store.catalog)
    if store.setting("plan_hash") == current:
        return
    with store.transaction() as cursor:
        write_plan(cursor, store.catalog)
        for name, sql in relations():
            if name.startswith("core."):  # views on views are bound anew each time: the mart's depth takes minutes
                cursor.execute(f"create or replace view {name} as {sql}")
        write_setting(cursor, "plan_hash", current)
        if kind and store.kind is None:
            write_setting(cursor, "kind", kind)
        cursor.execute(query("bump_plan_version"))


def write_setting(cursor: duckdb.DuckDBPyConnection, name: str, value: str) -> None:
    """Set one setting, inside the caller's transaction."""
    cursor.execute("delete from raw.setting where name = $name", {"name": name})
    cursor.execute("insert into raw.setting values ($name, $value)", {"name": name, "value": value})
