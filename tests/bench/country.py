"""Sums of data elements over a generated country, by the product's own SQL, beside polars and pandas on the same rows.

``python -m tests.bench.country [--keep FOLDER]``: the country is made in one process, and each engine answers in a new one
of its own (best and median time by the clock, best time of its processors, the most memory it ever held: libraries,
rows and answers), every answer compared with the product's. polars and pandas hold the rows in memory beforehand, with
doubles for numbers; DuckDB reads its file, with decimals. The machine's load stands beside it: where it does other
things, the processors' time says more.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from tests.bench.country_engines import SUMS, peak_mb
from tests.bench.country_store import COMMUNE, COUNTRY, ELEMENT, LAST, make_country

QUESTIONS = {
    "full": {"of": "bodies"},
    "period": {"of": "bodies", "period": LAST},
    "drill": {"of": "one", "unit": COMMUNE, "period": LAST},
    "trend": {"of": "one", "unit": COUNTRY, "elements": [ELEMENT]},
}
TITLES = {
    "full": "full roll-up: every body, level, quarter and element",
    "period": "one quarter: every body, level and element",
    "drill": "one unit's quarter, all elements",
    "trend": "one element of the country over 40 quarters",
}
ENGINES = ("duckdb", "polars", "pandas")


def main() -> None:
    """Make the country, ask each engine, print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", help="make the country here, and use it again if it is there")
    keep = parser.parse_args().keep
    with tempfile.TemporaryDirectory() as made:
        folder = Path(keep or made)
        folder.mkdir(exist_ok=True)
        if not (folder / "country.duckdb").exists():
            apart = multiprocessing.get_context("spawn").Process(target=_make, args=(folder,))
            apart.start()
            apart.join()
            if apart.exitcode:
                sys.exit("the country could not be made")
        _show({engine: _ask(engine, folder) for engine in ENGINES})


def _make(folder: Path) -> None:
    """In a process of its own: a new one starts with the memory of who started it on its account."""
    start = time.perf_counter()
    make_country(folder / "country.duckdb").close()
    seconds = time.perf_counter() - start
    _export(folder)
    size = (folder / "country.duckdb").stat().st_size / 2**20
    print(
        f"written by its own process in {seconds:.0f} s, {size:.0f} MB (peak memory with the others' files {peak_mb():.0f} MB)"
    )


def _export(folder: Path) -> None:
    """The same rows for the others."""
    with duckdb.connect(str(folder / "country.duckdb"), read_only=True) as connection:
        connection.execute("set enable_progress_bar = false")
        for name, sql in {
            "value": "select org_unit, period, data_element, cast(number as double) as number from core.data_value",
            "asked": "select org_unit, period, data_element from plan.asked",
            "unit": "select org_unit, parent, level from plan.org_unit",
            "ancestor": "select org_unit, ancestor from plan.ancestor",
        }.items():
            connection.execute(f"copy ({sql}) to '{folder / name}.parquet' (format parquet)")


def _ask(engine: str, folder: Path) -> dict:
    run = [sys.executable, "-m", "tests.bench.country_engines", engine, str(folder), json.dumps(QUESTIONS)]
    before = os.getloadavg()[0]
    found = json.loads(subprocess.run(run, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return found | {"load": f"{before:.1f} to {os.getloadavg()[0]:.1f}"}


def _show(found: dict[str, dict]) -> None:
    mine = found["duckdb"]["answers"]
    for name, title in TITLES.items():
        print(f"\n{title} ({mine[name]['rows']} rows)")
        for engine in ENGINES:
            answer = found[engine]["answers"][name]
            near = all(abs(answer[key] - mine[name][key]) <= 1e-9 * abs(mine[name][key]) for key in SUMS)
            same = near and answer["rows"] == mine[name]["rows"]
            print(
                f"  {engine:8} best {answer['best'] * 1000:9.1f} ms  median {answer['median'] * 1000:9.1f} ms"
                f"  {answer['best'] / mine[name]['best']:6.1f} times  processors {answer['processors'] * 1000:9.1f} ms"
                f"  {answer['processors'] / mine[name]['processors']:6.1f} times  {'same' if same else 'OTHER FIGURES'}"
            )
    print()
    for engine in ENGINES:
        memory = f"peak memory {found[engine]['peak_mb']:6.0f} MB (before asking {found[engine]['held_mb']:.0f})"
        print(f"{engine:8} {memory}, load of the machine {found[engine]['load']}")


if __name__ == "__main__":
    main()
