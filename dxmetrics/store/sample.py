"""The sample store: invented returns, made by the generator as workbooks and loaded like any return."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from dxmetrics.catalog import Catalog
from dxmetrics.periods import Period
from dxmetrics.store.pile import find_files, load_pile
from dxmetrics.store.store import Store, open_store

Progress = Callable[[int, int], None]
"""Steps done and steps in all."""


def ensure_sample_store(path: Path, progress: Progress, through: Period | None = None) -> None:
    """Make the sample store at ``path`` unless it is there; a store half made by a crash is never left behind."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_suffix(".making")
    making.unlink(missing_ok=True)
    making.with_suffix(".making.wal").unlink(missing_ok=True)
    store = open_store(making, sample=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            fill_sample_store(store, Path(folder), progress, through)
    finally:
        store.close()
    making.rename(path)


def fill_sample_store(store: Store, folder: Path, progress: Progress, through: Period | None = None) -> None:
    """Write the invented returns to ``folder`` and load them, each accepted at the moment it was received."""
    total = 2 * _expected(store.catalog, through)
    done = 0
    for done, _ in enumerate(_write(folder, store.catalog, through), 1):
        progress(done, total)
    files = find_files([folder])
    for loaded, _ in enumerate(load_pile(store, files, by="", accept_warnings=True, relive=True), 1):
        progress(done + loaded, done + len(files))


def _write(folder: Path, catalog: Catalog, through: Period | None):
    from sample_data.generate import write  # a tool beside the package, needed only here

    return write(folder, through or catalog.plan.last_period, catalog)


def _expected(catalog: Catalog, through: Period | None) -> int:
    return sum(item.period <= (through or catalog.plan.last_period) for item in catalog.expected())
