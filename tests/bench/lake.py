"""How cost grows from 1 to 34 provinces, in the embedded store and in the shared one (DuckLake with PostgreSQL).

``python -m tests.bench.lake [PROVINCES …]`` (default 1 8 34): the generated country of ``country_store`` with so many
provinces; PostgreSQL is started here, on loopback. Seconds of the clock and of this process's processors, the best of
some runs: on a machine that does other things the second says more (PostgreSQL's own are not in it).
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from dxmetrics.store import Store, open_store
from dxmetrics.store.returns import revisions, values_of
from dxmetrics.store.sqlfiles import query
from tests.bench.country_store import COMMUNE, COUNTRY, ELEMENT, LAST, make_country
from tests.helpers.postgres import Postgres, new_lake, programs, running

_SIZES = (1, 8, 34)
BEFORE = "2034Q3"
_TOTALS = {"unit": None, "period": None, "elements": None, "level": None, "by_peer_group": False}
_ROW = "{:>9} {:9} {:44} {:>9} {:>9}"
Measured = tuple[str, float, float]


def main(sizes: list[int]) -> None:
    """Print one table."""
    found = programs()
    if found is None:
        sys.exit("no PostgreSQL here")
    print(_ROW.format("provinces", "store", "what", "clock s", "cpu s"))
    with tempfile.TemporaryDirectory() as folder, running(found) as postgres:
        for provinces in sizes:
            for engine in ("embedded", "shared"):
                with _new_store(engine, Path(folder), postgres, provinces) as store:
                    for what, clock, processors in _measured(store, provinces):
                        print(_ROW.format(provinces, engine, what, f"{clock:.3f}", f"{processors:.3f}"), flush=True)


@contextmanager
def _new_store(engine: str, folder: Path, postgres: Postgres, provinces: int) -> Iterator[Store]:
    if engine == "embedded":
        store = open_store(folder / f"country-{provinces}.duckdb")
    else:
        store = new_lake(postgres, f"country_{provinces}", folder).open()
    yield store
    store.close()


def _measured(store: Store, provinces: int) -> Iterator[Measured]:
    start, processors = time.perf_counter(), time.process_time()
    make_country(store, provinces)
    (values,) = store.rows("select count(*) from core.revision_value")[0]
    yield f"load {values:,} values", time.perf_counter() - start, time.process_time() - processors
    yield "full roll-up", *_best(lambda: _totals(store, of="bodies"))
    yield "one quarter's roll-up", *_best(lambda: _totals(store, of="bodies", period=LAST))
    yield "one unit's quarter", *_best(lambda: _totals(store, of="one", unit=COMMUNE, period=LAST))
    yield "one element over 40 quarters", *_best(lambda: _totals(store, of="one", unit=COUNTRY, elements=[ELEMENT]))
    yield "what is known of one return before a load", *_best(lambda: _known(store), 5)
    yield "one return of 60 values written", *_best(lambda: _write(store), 5)
    yield "is anything new? (asked by every page)", *_best(lambda: store.data_version, 5)


def _totals(store: Store, **asked: object) -> None:
    assert store.rows(query("element_totals"), _TOTALS | asked)


def _known(store: Store) -> None:
    """What known.py asks before one return: its revisions and those of the quarter before, with the values in force."""
    with store.at_one_moment():
        store.rows(query("last_ids"))
        found = revisions(store, [(COMMUNE, LAST), (COMMUNE, BEFORE)])
        values = values_of(store, {sent[-1].revision_id for sent in found.values()})
        assert all(values.values()) and len(values) == 2


def _write(store: Store) -> None:
    """One more revision of a commune's return, its values those of an earlier quarter."""
    with store.transaction() as cursor:
        number = cursor.execute(query("last_ids")).fetchone()[0] + 1
        row = [
            number,
            f"{COMMUNE}/{LAST}",
            COMMUNE,
            "form",
            LAST,
            number,
            "x",
            "f.xlsx",
            datetime(2035, 1, 1),
            "x",
            "b",
        ]
        cursor.execute("insert into raw.revision values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        cursor.execute("insert into raw.revision_event values (?, ?, 'accepted', ?, '', '')", [number, number, row[8]])
        cursor.execute(
            "insert into core.revision_value"
            " select ?, org_unit, data_element, number, text, not_applicable, note, sheet, cell"
            " from core.revision_value where revision_id = 100",
            [number],
        )


def _best(action: Callable[[], object], times: int = 3) -> tuple[float, float]:
    """The best clock and the best processor time of some runs."""
    clocks, processors = [], []
    for _ in range(times):
        start, used = time.perf_counter(), time.process_time()
        action()
        clocks.append(time.perf_counter() - start)
        processors.append(time.process_time() - used)
    return min(clocks), min(processors)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(_SIZES))
