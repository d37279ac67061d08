"""Sums of data elements over a generated country, by the product's own SQL, beside polars and pandas on the same rows.

``python -m tests.bench.country [--keep FOLDER]``: each engine in a process of its own (best and median time, peak
memory), every answer compared with the product's. polars and pandas hold the rows in memory beforehand, with
doubles for numbers; DuckDB reads its file, with decimals.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb

from tests.bench.country_engines import SUMS
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
            make_country(folder / "country.duckdb").close()
            _export(folder)
        _show({engine: _ask(engine, folder) for engine in ENGINES})


def _export(folder: Path) -> None:
    """The same rows for the others."""
    with duckdb.connect(str(folder / "country.duckdb"), read_only=True) as connection:
        for name, sql in {
            "value": "select org_unit, period, data_element, cast(number as double) as number from core.data_value",
            "asked": "select org_unit, period, data_element from plan.asked",
            "unit": "select org_unit, parent, level from plan.org_unit",
            "ancestor": "select org_unit, ancestor from plan.ancestor",
        }.items():
            connection.execute(f"copy ({sql}) to '{folder / name}.parquet' (format parquet)")


def _ask(engine: str, folder: Path) -> dict:
    run = [sys.executable, "-m", "tests.bench.country_engines", engine, str(folder), json.dumps(QUESTIONS)]
    return json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout)


def _show(found: dict[str, dict]) -> None:
    mine = found["duckdb"]["answers"]
    for name, title in TITLES.items():
        print(f"\n{title} ({mine[name]['rows']} rows)")
        for engine in ENGINES:
            answer = found[engine]["answers"][name]
            same = all(abs(answer[key] - mine[name][key]) <= 1e-9 * abs(mine[name][key]) for key in SUMS)
            times = answer["rows"] == mine[name]["rows"] and same
            print(
                f"  {engine:8} best {answer['best'] * 1000:9.1f} ms  median {answer['median'] * 1000:9.1f} ms"
                f"  {answer['best'] / mine[name]['best']:6.1f} times  {'same' if times else 'OTHER FIGURES'}"
            )
    print()
    for engine in ENGINES:
        print(
            f"peak memory {engine:8} {found[engine]['peak_mb']:8.0f} MB (before asking {found[engine]['held_mb']:.0f})"
        )


if __name__ == "__main__":
    main()
