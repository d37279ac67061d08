"""The open store: schema, transactions, data version. Where it lives, a file or a lake, is its engine's matter.

Every call works on a cursor of its own: cursors of one connection are independent, a shared connection hands one
thread another's rows (platform.md).
"""

from __future__ import annotations

import contextlib
import copy
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from dxmetrics.catalog import Catalog, load_catalog
from dxmetrics.errors import StoreError
from dxmetrics.roles import OWNER, Actor
from dxmetrics.store import disk
from dxmetrics.store.engine import Engine, StoreFile
from dxmetrics.store.lake import Lake, away, is_lake, place_name
from dxmetrics.store.plan_tables import plan_hash, write_plan
from dxmetrics.store.sqlfiles import migrations, query, relations


class Store:
    """The store of one office. ``catalog`` is the Plan's data it was last initialised with."""

    def __init__(self, engine: Engine, catalog: Catalog) -> None:
        self._connection = engine.connect()
        self._engine = engine
        self.path = engine.path
        self.name = engine.name
        self.is_shared = engine.is_shared
        self.catalog = catalog
        self.actor = OWNER
        self.lock = engine.lock(self._connection)
        self.building = threading.Lock()  # who makes figures waits for others who do, never for who loads
        self.snapshots: dict[Any, Any] = {}
        self.views: dict[Any, Any] = {}
        self.plans: dict[Any, Any] = {}
        self._answers: dict[Any, list[tuple]] = {}
        self._within = threading.local()

    def on_behalf_of(self, actor: Actor) -> Store:
        """The same store (connection, locks, figures) as this person may use it; every act asks ``actor``."""
        bound = copy.copy(self)
        bound.actor = actor
        return bound

    # Reading

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A new cursor; the caller closes it (or lets it go)."""
        with _in_words():
            return self._engine.cursor(self._connection)

    def letting_go_of(self, database: str) -> Callable[[], None]:
        """What detaches an in-memory database, whatever has become of this copy of the store by then."""
        connection = self._connection

        def let_go() -> None:
            with contextlib.suppress(duckdb.Error):  # a closed store has let go of it already
                connection.cursor().execute(f"detach {database}")

        return let_go

    def rows(self, sql: str, parameters: dict[str, Any] | None = None) -> list[tuple]:
        """All rows of a select on the store itself."""
        inside = getattr(self._within, "cursor", None)
        with _in_words():
            if inside:
                return inside.execute(sql, parameters or {}).fetchall()
            with self.cursor() as cursor:
                return cursor.execute(sql, parameters or {}).fetchall()

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """All ``rows`` this thread asks for within see a shared store at one moment, and cost less; under the lock.

        A file has no other writers than who holds the lock, and its questions cost nothing by themselves.
        """
        if not self.is_shared:
            yield
            return
        with _in_words(), self.cursor() as cursor:
            cursor.execute("begin transaction")
            self._within.cursor = cursor
            try:
                yield
            finally:
                self._within.cursor = None
                with contextlib.suppress(duckdb.Error):  # nothing was written, and PostgreSQL may be gone
                    cursor.execute("rollback")

    def same_rows(self, sql: str, parameters: dict[str, Any] | None = None) -> list[tuple]:
        """The same, for what pages ask again: from memory while nobody anywhere has written to the store."""
        with _in_words():
            stamp = None if getattr(self._within, "cursor", None) else self._engine.stamp(self._connection)
        if stamp is None:
            return self.rows(sql, parameters)
        key = (stamp, sql, *(parameters or {}).items())
        found = self._answers.get(key)
        if found is None:
            found = self.rows(sql, parameters)
            for old in [kept for kept in list(self._answers) if kept[0] != stamp]:
                self._answers.pop(old, None)
            self._answers[key] = found
        return found

    @property
    def data_version(self) -> int:
        """Grows with everything that can change a figure; the key of every cache."""
        return self.same_rows(query("data_version"))[0][0]

    @property
    def kind(self) -> str | None:
        """``sample`` (invented returns, refuses real ones), ``real`` (refuses invented ones), None until the first
        return says."""
        return self.setting("kind")

    @property
    def is_sample(self) -> bool:
        """True for a store of invented returns."""
        return self.kind == "sample"

    def setting(self, name: str) -> str | None:
        """A setting's value, None when it was never set."""
        found = self.same_rows("select value from raw.setting where name = $name", {"name": name})
        return found[0][0] if found else None

    # Writing

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor inside one transaction, alone among the store's writers: all of it happens, or nothing.

        StoreError ``not_written`` where the disk refuses (full, read-only); then nothing has happened. A conflict with another
        server of a shared store stays what it is (duckdb.TransactionException), for who can to try again.
        """
        with self.lock, _in_words(), self.cursor() as cursor:
            before = self._engine.stamp(self._connection)
            try:
                cursor.execute("begin transaction")
                yield cursor
                if self.is_shared:
                    self.lock.assure()
                cursor.execute("commit")
            except BaseException as fault:
                with contextlib.suppress(duckdb.Error):  # a commit that failed has rolled back by itself
                    cursor.execute("rollback")
                if isinstance(fault, disk.REFUSALS) and not disk.is_conflict(fault) and not away(fault):
                    raise StoreError("not_written", path=self.name, reason=place_name(disk.reason(fault))) from fault
                raise
            self._engine.tidy(self._connection, before)

    def purge(self) -> None:
        """What was overwritten is gone from the disk too. StoreError ``not_purged``: not yet, ask again."""
        with self.lock, _in_words():
            try:
                self._engine.purge(self._connection)
            except disk.REFUSALS as fault:
                if away(fault):
                    raise
                raise StoreError("not_purged", path=self.name, reason=place_name(disk.reason(fault))) from fault

    def close(self) -> None:
        """Give the file back."""
        self.snapshots.clear()
        self._connection.close()


@contextmanager
def _in_words() -> Iterator[None]:
    """StoreError ``away`` for DuckDB's own where a shared store's PostgreSQL can't be had."""
    try:
        yield
    except duckdb.Error as fault:
        if gone := away(fault):
            raise gone from fault
        raise


def open_store(place: Path | str, *, catalog: Catalog | None = None, sample: bool = False) -> Store:
    """Open the store, making or upgrading it first. Raises StoreError when it can't be had, is newer than us, or nothing can be
    written there.

    place   a file, or ``ducklake:postgres:…`` for a lake whose data folder the environment names
    sample  marks a new store as holding invented returns; else the first return decides. An existing store keeps its mark
    """
    engine = Lake(str(place)) if is_lake(place) else StoreFile(Path(place))
    store = Store(engine, catalog or load_catalog())
    try:
        with store.lock:
            _upgrade(store)
            _initialise(store, "sample" if sample else None)
    except BaseException:
        store.close()
        raise
    return store


def _upgrade(store: Store) -> None:
    """Run the schema steps this file has not seen; each in a transaction with its number."""
    with store.transaction() as cursor:
        cursor.execute("create table if not exists main.schema_version (version integer not null)")
        current = cursor.execute("select coalesce(max(version), 0) from main.schema_version").fetchone()[0]
    newest = migrations()[-1][0]
    if current > newest:
        raise StoreError("newer", path=store.name, schema=current, known=newest)
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
