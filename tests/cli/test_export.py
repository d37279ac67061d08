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
NEEDED = {"guardrail_units": ("--target", "RB1")}


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
        code, said, path = export(table, *NEEDED.get(table, ()), form="parquet")
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


def rows_of(path: Path, *columns: str) -> list[tuple]:
    return duckdb.sql(f"select {', '.join(columns)} from '{path}'").fetchall()


def test_sums_of_money_people_and_teams_are_the_totals(full_store: Store, export) -> None:
    for table, subject in (("money_sums", "money"), ("people_sums", "people"), ("team_sums", "teams")):
        elements = full_store.catalog.subject(subject).elements
        level = {"level": "commune"} if table == "team_sums" else {}
        totals = metrics.element_totals(full_store, PERIOD, elements=elements, **level)
        expected = {
            (row.data_element, row.reported, row.total) for row in totals.itertuples() if row.total == row.total
        }
        _, _, path = export(table, form="parquet")
        kind = "sum_number" if "sum_number" in duckdb.sql(f"from '{path}'").columns else "sum"
        found = [row for row in rows_of(path, "data_element", "reported", kind) if row[2] is not None]
        assert found and set(found) <= expected, table


def test_units_of_a_level_with_their_people(full_store: Store, export) -> None:
    elements = full_store.catalog.subject("people").elements
    totals = metrics.element_totals(full_store, PERIOD, elements=elements, by="unit")
    own = totals[(totals["level"] == "commune") & (totals["data_element"] == "D46") & (totals["reported"] > 0)]
    names = {unit.id: unit.name_vi for unit in full_store.catalog.units.values() if unit.level == "commune"}
    own = own[own["org_unit"].isin(names)]
    _, _, path = export("people_units", "--level", "commune", form="parquet")
    column = "D46_number" if "D46_number" in duckdb.sql(f"from '{path}'").columns else "D46"
    found = [row for row in rows_of(path, "unit", column) if row[1] is not None]
    assert sorted(found) == sorted(zip(own["org_unit"].map(names), own["total"], strict=True))
    assert [row[0] for row in rows_of(path, "unit")] == sorted((row[0] for row in rows_of(path, "unit")), key=sort_key)


def test_growth_against_a_guardrail_needs_one_and_names_it(full_store: Store, export) -> None:
    code, said, _ = export("guardrail_units")
    assert code == 1 and "RB1" in said
    _, _, path = export("guardrail_units", "--target", "RB1", form="parquet")
    progress = metrics.progress(full_store, PERIOD, target="RB1", by="unit")
    known = progress[(progress["indicator"] == "RB1") & progress["comparable_value"].notna()]
    own = {unit.id: unit.level for unit in full_store.catalog.units.values()}
    known = known[known["org_unit"].map(own) == known["level"]]
    found = [row[0] for row in rows_of(path, "difference") if row[0] is not None]
    assert found == sorted((known["comparable_value"] - known["baseline"]).dropna(), reverse=True)


def test_members_of_one_group_and_platforms(full_store: Store, export) -> None:
    group = metrics.progress(full_store, PERIOD, target="MT3", by="group")
    use = group[(group["indicator"] == "MT3") & (group["group"] == "ML4")]
    _, _, path = export("member_family", "--group", "ML4", form="parquet")
    assert rows_of(path, "sum(denominator)") == [(use.loc[use["level"] != "all", "denominator"].sum(),)]
    _, _, path = export("platforms", form="parquet")
    expected = metrics.platforms(full_store, PERIOD)
    assert rows_of(path, "promoted", "bodies") == list(zip(expected["promoted"], expected["bodies"], strict=True))


def test_tasks_and_what_agencies_say_of_them(full_store: Store, export) -> None:
    tasks = metrics.tasks(full_store, PERIOD, level="all")
    for table, family in (("task_counts", "task"), ("assignment_counts", "assignment")):
        expected = tasks[tasks["family"] == family]
        _, _, path = export(table, form="parquet")
        columns = ("task", "units", "not_reported")
        assert rows_of(path, *columns) == list(expected[list(columns)].itertuples(index=False, name=None)), table
    states = metrics.task_states(full_store, PERIOD)
    _, _, path = export("task_agencies", form="parquet")
    assert rows_of(path, "count(*)", "sum(tasks)") == [(states["org_unit"].nunique(), len(states))]
