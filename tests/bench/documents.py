"""How long the official documents take on the sample store: a quarter's report (bar: 20 s), 200 letters (bar: 30 s), the
brief, a unit's page, the preview of the contents. ``python -m tests.bench.documents [STORE]`` (makes it when none is named)"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from dxmetrics.documents import word
from dxmetrics.store import Store, open_store
from dxmetrics.store.sample import ensure_sample_store
from tests.bench.timing import show, timed

QUARTER, LETTERS = "2025Q3", 200


def main(named: str | None) -> None:
    """Print one table; a piece is one document, or 200 letters."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.duckdb"
        if named:
            shutil.copy(named, path)
        else:
            ensure_sample_store(path, lambda done, total: None)
        store = open_store(path)
        unit = next(unit.id for unit in store.catalog.reporters(word.gather(store, QUARTER).period))
        rows = [
            ("report, the first document of the process", timed(lambda: word.report(store, QUARTER), 1)),
            ("report", timed(lambda: word.report(store, QUARTER))),
            (f"{LETTERS} letters", timed(lambda: _letters(store), 1)),
            ("brief", timed(lambda: word.brief(store, QUARTER))),
            ("a unit's page", timed(lambda: word.unit_page(store, unit, QUARTER))),
            ("contents", timed(lambda: word.contents(store, QUARTER))),
        ]
        show(QUARTER, rows)
        store.close()


def _letters(store: Store) -> None:
    """The quarter's letters again and again, with the figures asked for each time: no less work than 200 different ones."""
    made = 0
    while made < LETTERS:
        made += len(word.letters(store, QUARTER, kind="lagging"))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
