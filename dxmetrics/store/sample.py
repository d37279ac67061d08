"""The sample store: invented returns, made by the generator as workbooks and loaded like any return."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dxmetrics.errors import DxmetricsError
from dxmetrics.periods import Period
from dxmetrics.store.pile import RECEIVED, find_files, load_pile
from dxmetrics.store.store import Store, open_store

Progress = Callable[[int, int], None]
"""Steps done and steps in all."""
_ROOT = Path(__file__).parents[2]


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
    """Load the invented returns, each accepted at the moment it was received.

    A second process writes the workbooks to ``folder`` quarter by quarter while this one loads those already there.
    """
    periods = [period for period in store.catalog.periods() if period <= (through or store.catalog.plan.last_period)]
    total = sum(len(store.catalog.reporters(period)) for period in periods)
    loaded = 0
    with _writing(folder, periods[-1]) as writer:
        for period in periods:
            _wait_for(folder / period.code / RECEIVED, writer)
            files = find_files([folder / period.code])
            for _ in load_pile(store, files, by="", accept_warnings=True, relive=True):
                loaded += 1
                progress(min(loaded, total), total)


@contextmanager
def _writing(folder: Path, through: Period) -> Iterator[subprocess.Popen]:
    """The generator in a process of its own, ended with us whatever happens."""
    command = [sys.executable, "-m", "dxmetrics", "sample", "--out", str(folder.resolve()), "--through", through.code]
    writer = subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        yield writer
    finally:
        writer.kill()
        writer.communicate()


def _wait_for(receipts: Path, writer: subprocess.Popen) -> None:
    """Until the quarter's list of receipts, which is written last, is there."""
    while not receipts.exists():
        if writer.poll() is not None and not receipts.exists():
            raise DxmetricsError(
                f"the sample generator ended without {receipts.parent.name}: {writer.communicate()[1]}"
            )
        time.sleep(0.05)
