"""Each page's script on the full sample store: its first run, and a rerun with a warm cache; and how long the figures
take to build and to read. ``python -m tests.bench.pages [STORE]`` (makes the sample store when none is named)"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from streamlit.testing.v1 import AppTest

from dxmetrics import metrics
from dxmetrics.periods import Period
from dxmetrics.store import Store, actions, open_store
from dxmetrics.store.sample import ensure_sample_store
from dxmetrics.ui.navigation import ENTRIES
from tests.bench.timing import show, timed

APP = Path(__file__).resolve().parents[2] / "app.py"


def main(named: str | None) -> None:
    """Print two tables: the figures, then the pages."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.duckdb"
        if named:
            shutil.copy(named, path)
        else:
            made = timed(lambda: ensure_sample_store(path, lambda done, total: None), 1)
            print(f"sample store made in {made[0]:.1f} s, {path.stat().st_size / 2**20:.1f} MB")
        _figures(path)
        _pages(path)


def _figures(path: Path) -> None:
    opened: list = []
    rows = [("opening the store", timed(lambda: opened.append(open_store(path)), 1))]
    store = opened[0]
    last = store.catalog.plan.last_period
    rows += [
        ("building the snapshot", timed(lambda: (store.snapshots.clear(), metrics.snapshot(store)))),
        ("progress of a quarter", timed(lambda: metrics.progress(store, last), 9)),
        ("progress of every unit", timed(lambda: metrics.progress(store, last, by="unit"), 9)),
        ("trend of all targets", timed(lambda: metrics.trend(store), 9)),
        ("lagging units", timed(lambda: metrics.lagging_units(store, last), 9)),
        ("reporting", timed(lambda: metrics.reporting(store, last), 9)),
        ("values of a quarter", timed(lambda: metrics.values(store, last), 3)),
        ("publishing the mart", timed(lambda: metrics.publish(store))),
    ]
    rows.append(("figures after one return of the newest quarter is gone", _after_one_return(store, last)))
    show("Figures", rows)
    store.close()


def _after_one_return(store: Store, period: Period) -> list[float]:
    """Seconds from a withdrawal to figures that know it; five returns, one after the other."""
    found = metrics.revisions(store, period)
    seconds = []
    for return_id in found.loc[found["state"] == "accepted", "return_id"][:5]:
        actions.withdraw(store, return_id, by="bench", reason="bench")
        seconds += timed(lambda: metrics.snapshot(store), 1)
    return seconds


def _pages(path: Path) -> None:
    os.environ["DXMETRICS_DB"] = str(path)
    app = AppTest.from_file(str(APP), default_timeout=60)
    rows = [("first page of a fresh server", timed(app.run, 1))]
    for item in ENTRIES:
        rows.append((f"{item.key}, first run", timed(lambda file=item.file: app.switch_page(file).run(), 1)))
        rows.append((f"{item.key}, again", timed(app.run, 5)))
    show("Pages (the bar: first run under 2000 ms, again under 500 ms)", rows)
    slow = [name for name, seconds in rows[1:] if min(seconds) > (2.0 if name.endswith("first run") else 0.5)]
    print("over the bar:", ", ".join(slow) or "none")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
