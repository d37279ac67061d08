"""A whole copy of a store made while it is in use, and what proves that a copy is whole.

A backup is one DuckDB file: the store as it stood at one moment, and two tables of its own. ``main.backup`` (one row)
says when and from what it was made; ``main.backup_sum`` (one row a table or figure) holds a count and a checksum.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from dxmetrics.errors import StoreError
from dxmetrics.store import disk
from dxmetrics.store.engine import BACKUP_FOLDER
from dxmetrics.store.guarding import act
from dxmetrics.store.sqlfiles import migrations, query
from dxmetrics.store.store import Store

_SUFFIX = ".duckdb"


@dataclass(frozen=True)
class Sum:
    """A table's or a figure's rows in one number. ``name`` is ``raw.cell`` or ``progress 2024Q2``."""

    name: str
    rows: int
    checksum: str


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself: the moment it shows (Vietnam's clock), the schema, the Plan's data and its sums."""

    moment: datetime
    schema: int
    plan_hash: str
    sums: tuple[Sum, ...]


def backup_folder(store_path: Path) -> Path:
    """Where the backups of this store are kept unless a person says otherwise."""
    return store_path.parent / BACKUP_FOLDER


@act("backup")
def copy_store(store: Store, moment: datetime) -> Path:
    """A copy of all of the store in its backup folder, under a name nobody else uses; table sums in its manifest."""
    folder = backup_folder(store.path)
    target = folder / f"{store.path.stem}-{moment:%Y%m%d-%H%M%S-%f}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with store.lock, store.cursor() as cursor:  # no writer may come between the tables
            home = cursor.execute("select current_database()").fetchone()[0]
            with _attached(cursor, target) as copy:
                cursor.execute(f'copy from database "{home}" to {copy}')
                cursor.execute(f"use {copy}")
                _describe(cursor, moment, store.setting("plan_hash") or "")
                cursor.execute(f'use "{home}"')
    except (duckdb.Error, OSError) as fault:
        with contextlib.suppress(OSError):
            for left in (target, Path(f"{target}.wal")):
                left.unlink(missing_ok=True)
        raise StoreError("backup_failed", path=target, reason=disk.reason(fault)) from fault
    return target


def add_sums(backup: Path, sums: Iterable[Sum]) -> None:
    """Write more sums into a backup's manifest."""
    with contextlib.closing(duckdb.connect(str(backup))) as connection:
        _insert(connection, sums)


def read_manifest(backup: Path) -> Manifest:
    """The manifest of a file. StoreError ``not_a_backup`` for anything that is none, ``newer`` for a later program's."""
    try:
        with contextlib.closing(duckdb.connect(str(backup), read_only=True)) as connection:
            moment, schema, plan_hash = connection.execute("select * from main.backup").fetchone()
            sums = connection.execute("select * from main.backup_sum order by name").fetchall()
    except (duckdb.Error, TypeError) as fault:
        raise StoreError("not_a_backup", path=backup, reason=_first_line(fault)) from fault
    if schema > migrations()[-1][0]:
        raise StoreError("newer", path=backup, schema=schema, known=migrations()[-1][0])
    return Manifest(moment, schema, plan_hash, tuple(Sum(*row) for row in sums))


def differing_tables(backup: Path, manifest: Manifest) -> list[str]:
    """Tables whose rows are not those of the manifest. StoreError ``damaged`` where they can't even be read."""
    said = {found.name: found for found in manifest.sums}
    try:
        with contextlib.closing(duckdb.connect(str(backup), read_only=True)) as connection:
            return [found.name for found in table_sums(connection) if said.get(found.name) != found]
    except duckdb.Error as fault:
        raise StoreError("damaged", path=backup, reason=_first_line(fault)) from fault


def table_sums(connection: duckdb.DuckDBPyConnection) -> list[Sum]:
    """One per table of raw, plan, core and frozen. A checksum does not depend on the order of rows."""
    tables = connection.execute(query("stored_tables")).fetchall()
    return [_table_sum(connection, schema, table) for schema, table in tables]


def strip_manifest(connection: duckdb.DuckDBPyConnection) -> None:
    """Take a restored file's manifest away: from now on it is a store that changes."""
    connection.execute("drop table if exists main.backup")
    connection.execute("drop table if exists main.backup_sum")


def backups(store_path: Path) -> list[Path]:
    """The finished backups in the store's backup folder, the newest first."""
    found = backup_folder(store_path).glob(f"{store_path.stem}-*{_SUFFIX}")
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def last_good_backup(store_path: Path) -> Path | None:
    """The newest backup that is whole; None where there is none."""
    for path in backups(store_path):
        with contextlib.suppress(StoreError):
            if not differing_tables(path, read_manifest(path)):
                return path
    return None


@contextmanager
def _attached(cursor: duckdb.DuckDBPyConnection, target: Path) -> Iterator[str]:
    path = str(target.resolve()).replace("'", "''")
    cursor.execute(f"attach '{path}' as backup_copy")
    try:
        yield "backup_copy"
    finally:
        cursor.execute("detach backup_copy")


def _describe(cursor: duckdb.DuckDBPyConnection, moment: datetime, plan_hash: str) -> None:
    cursor.execute(query("make_manifest"))
    cursor.execute(query("add_manifest"), {"moment": moment, "plan_hash": plan_hash})
    _insert(cursor, table_sums(cursor))


def _insert(cursor: duckdb.DuckDBPyConnection, sums: Iterable[Sum]) -> None:
    for found in sums:
        values = {"name": found.name, "rows": found.rows, "checksum": found.checksum}
        cursor.execute("insert into main.backup_sum values ($name, $rows, $checksum)", values)


def _table_sum(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> Sum:
    rows = f'from "{schema}"."{table}" as each_row'  # a name of our own schema, never a person's text
    checksum = "coalesce(cast(bit_xor(md5_number(cast(each_row as varchar))) as varchar), '')"
    return Sum(f"{schema}.{table}", *connection.execute(f"select count(*), {checksum} {rows}").fetchone())


def _first_line(fault: Exception) -> str:
    return str(fault).splitlines()[0]
