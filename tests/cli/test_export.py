"""``export``: a script gets the rows of the page, in their order, in any of the three forms."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import duckdb
import pytest
from openpyxl import load_workbook

from dxmetrics import metrics
from dxmetrics.cli.console import Console, lend
from dxmetrics.cli.export import TABLES
from dxmetrics.cli.main import main
from dxmetrics.store import Store
from dxmetrics.text import words
from dxmetrics.text.keys import sort_key
from dxmetrics.ui.exporting import LISTINGS

SAY, PERIOD = words("vi"), "2025Q4"


@pytest.fixture
def export(full_store: Store, tmp_path: Path):
    """``export("reporting", "--level", "commune", form="csv")``: exit code, what was said, the file's path."""

    def run(table: str, *options: str, form: str = "csv") -> tuple[int, str, Path]:
        out, err, path = StringIO(), StringIO(), tmp_path / f"{table}.{form}"
        with lend(Console(out, err, full_store)):
            code = main(
                ["export", "--table", table, "--period", PERIOD, "--format", form, "--out", str(path), *options]
            )
        return code, out.getvalue() + err.getvalue(), path

    return run


def lines(path: Path, separator: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(path.read_text(encoding="utf-8-sig")), delimiter=separator))


def test_every_table_the_command_names_can_be_made(export) -> None:
    assert set(TABLES) == set(LISTINGS)
    for table in TABLES:
        code, said, path = export(table, form="parquet")
        assert code == 0, said
        count = duckdb.sql(f"select count(*) from '{path}'").fetchone()[0]
        assert f"{SAY('cli.export.done', table='', count=count, file='')[2:].split(',')[0]}" in said


def test_rows_and_order_are_the_querys(full_store: Store, export) -> None:
    rows = metrics.reporting(full_store, PERIOD)
    communes = rows[rows["level"] == "commune"]
    communes = communes.sort_values("name_vi", key=lambda column: column.map(sort_key), kind="stable")
    expected = [(row.name_vi, str(row.days_late)) for row in communes.itertuples()]
    code, _, path = export("reporting", "--level", "commune")
    unit, late = SAY("column.unit"), SAY("column.days_late")
    assert code == 0 and [(row[unit], row[late]) for row in lines(path)] == expected
    _, _, path = export("reporting", "--level", "commune", "--separator", ";")
    assert [(row[unit], row[late]) for row in lines(path, ";")] == expected


def test_lagging_units_in_the_order_of_the_command(full_store: Store, export) -> None:
    ranked = metrics.lagging_units(full_store, PERIOD).dropna(subset=["rank"]).sort_values("rank")
    _, _, path = export("lagging", form="parquet")
    found = duckdb.sql(f"select unit, quarters_lagging from '{path}'").fetchall()
    assert found == list(zip(ranked["name_vi"], ranked["quarters_lagging"], strict=True))


def test_the_second_sheet_says_the_filters(export) -> None:
    _, _, path = export("units", "--target", "MT2", "--level", "department", "--search", "so noi vu", form="xlsx")
    facts = {row[0].value: row[1].value for row in load_workbook(path).worksheets[1].iter_rows()}
    assert facts[SAY("filter.period")] == "Quý IV/2025" and facts[SAY("filter.search")] == "so noi vu"
    assert facts[SAY("filter.level")] == SAY("level.department") and facts[SAY("filter.target")].startswith("MT2")
    for key in ("as_of", "made_at", "structure", "source", "method"):
        assert facts[SAY(f"export.{key}")], key


@pytest.mark.parametrize(
    ("options", "word"),
    [(("--level", "nope"), "nope"), (("--target", "MT1"), "target"), (("--carry-forward",), "carry_forward")],
)
def test_what_a_table_can_not_be_filtered_by_is_refused(export, options: tuple[str, ...], word: str) -> None:
    code, said, path = export("reporting", *options)
    assert code == 1 and word in said and not path.exists()
