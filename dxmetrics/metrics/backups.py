"""Backup and restore that prove themselves: the figures of a copy are computed anew and must be those of the store."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pandas as pd

from dxmetrics.errors import StoreError
from dxmetrics.metrics.lagging import lagging
from dxmetrics.metrics.progress import progress
from dxmetrics.metrics.reporting import periods, reporting
from dxmetrics.metrics.values import values
from dxmetrics.roles import OWNER
from dxmetrics.store import Store, disk, open_store, sessions
from dxmetrics.store.copying import (
    Manifest,
    Sum,
    add_sums,
    backup_folder,
    copy_store,
    differing_tables,
    read_manifest,
    strip_manifest,
)
from dxmetrics.store.events import AccessEvent, tell
from dxmetrics.store.filling import fill
from dxmetrics.store.guarding import act
from dxmetrics.store.lake import is_lake
from dxmetrics.store.moments import vietnam_now

_LANDING = ".part"
_FIGURES: dict[str, Callable[[Store, str, datetime], pd.DataFrame]] = {
    "values": lambda store, period, moment: values(store, period, as_of=moment, with_personal=True),
    "progress": lambda store, period, moment: progress(store, period, as_of=moment),
    "progress by unit": lambda store, period, moment: progress(store, period, by="unit", as_of=moment),
    "lagging": lambda store, period, moment: lagging(store, period, as_of=moment),
    "reporting": lambda store, period, moment: reporting(store, period, as_of=moment),
}


@act("backup")
def backup(store: Store, target: Path | None = None, *, now: datetime | None = None) -> Path:
    """Write a backup of the store, in use or not, and give its path; it is checked before it gets its name.

    target  a file that is not there yet; None: a new one in the store's backup folder
    StoreError ``backup_exists``, ``backup_failed`` (no room, no permission), ``damaged``.
    """
    who = store.actor.name
    store = store.on_behalf_of(OWNER)  # all of it is copied and proved, whoever may ask for it
    moment = now or vietnam_now()
    target = target or backup_folder(store.path) / f"{store.path.stem}-{moment:%Y%m%d-%H%M%S}.duckdb"
    if target.exists():
        raise StoreError("backup_exists", path=target)
    part = copy_store(store, moment)
    try:
        add_sums(part, figure_sums(store, moment))
        _require_whole(part, read_manifest(part))
        target.parent.mkdir(parents=True, exist_ok=True)
        _hand_over(part, target)
    except OSError as fault:
        raise StoreError("backup_failed", path=target, reason=disk.reason(fault)) from fault
    finally:
        for left in (part, target.with_name(target.name + _LANDING)):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)
    if who:
        tell(store, AccessEvent("backup_made", who, target.name))
    return target


def restore(source: Path, place: Path | str, *, now: datetime | None = None) -> Path | None:
    """Put a backup in the place of a store nobody has open; the store that stood there is set aside: its path.

    The backup is upgraded where it is older, and its figures are computed and compared before anything is replaced.
    A shared store is filled, never replaced: it must be new. StoreError ``not_a_backup``, ``newer``, ``damaged``,
    ``in_use``, ``figures_differ``, ``not_empty``.
    """
    manifest = read_manifest(source)
    _require_whole(source, manifest)
    if is_lake(place):
        _fill_lake(source, manifest, str(place))
        return None
    store_path = Path(place)
    _require_free(store_path)
    making = store_path.with_suffix(".restoring")
    try:
        store_path.parent.mkdir(parents=True, exist_ok=True)
        making.unlink(missing_ok=True)
        shutil.copyfile(source, making)
        _prove(making, manifest)
        aside = _set_aside(store_path, now or vietnam_now())
        making.rename(store_path)
    except OSError as fault:
        raise StoreError("backup_failed", path=store_path, reason=disk.reason(fault)) from fault
    except StoreError as fault:
        if fault.code in ("not_written", "not_writable"):
            raise StoreError("backup_failed", path=store_path, reason=disk.reason(fault)) from fault
        raise
    finally:
        for left in (making, Path(f"{making}.wal")):
            left.unlink(missing_ok=True)
    return aside


def figure_sums(store: Store, moment: datetime) -> Iterator[Sum]:
    """One per period and figure, as known at the moment: values, progress of every unit, lagging, reporting."""
    for period in periods(store):
        for name, ask in _FIGURES.items():
            frame = ask(store, period, moment)
            text = frame.to_csv(index=False, float_format="%.9g")
            yield Sum(f"{name} {period}", len(frame), hashlib.sha256(text.encode()).hexdigest())


def _fill_lake(source: Path, manifest: Manifest, place: str) -> None:
    """A proved copy of the backup into a new lake, whose tables are compared with the copy's."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "proved.duckdb"
        shutil.copyfile(source, copy)
        _prove(copy, manifest)
        store = open_store(place)
        try:
            fill(store, copy)
        finally:
            store.close()


def _prove(path: Path, manifest: Manifest) -> None:
    """Open the copy (which upgrades it) and compare its figures, unless the Plan's data has changed since."""
    store = open_store(path)
    try:
        if store.setting("plan_hash") == manifest.plan_hash:
            said = set(manifest.sums)
            wrong = [found.name for found in figure_sums(store, manifest.moment) if found not in said]
            if wrong:
                raise StoreError("figures_differ", path=path, names=", ".join(wrong))
        with store.transaction() as cursor:
            strip_manifest(cursor)
            sessions.end_all(cursor)  # who was signed in then may have left the office since
    finally:
        store.close()


def _require_whole(path: Path, manifest: Manifest) -> None:
    if wrong := differing_tables(path, manifest):
        raise StoreError("damaged", path=path, reason=", ".join(wrong))


def _require_free(store_path: Path) -> None:
    """A store in use is not replaced; a damaged one is (that is what a restore is for)."""
    if store_path.exists():
        try:
            open_store(store_path).close()
        except StoreError as fault:
            if fault.code == "locked":
                raise StoreError("in_use", **fault.params) from fault


def _set_aside(store_path: Path, moment: datetime) -> Path | None:
    """What stood there is kept under another name, its unfinished log with it."""
    if not store_path.exists():
        return None
    aside = store_path.with_name(f"{store_path.stem}-replaced-{moment:%Y%m%d-%H%M%S}{store_path.suffix}")
    store_path.rename(aside)
    log = Path(f"{store_path}.wal")
    if log.exists():
        log.rename(f"{aside}.wal")
    return aside


def _hand_over(part: Path, target: Path) -> None:
    """Under its final name only when every byte is on the disk; copied only where the target is on another disk."""
    landing = target.with_name(target.name + _LANDING)
    try:
        part.rename(landing)
    except OSError:  # another file system
        shutil.copyfile(part, landing)
    with landing.open("rb+") as written:
        os.fsync(written.fileno())
    landing.replace(target)
