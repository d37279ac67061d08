"""The tables of Nhiệm vụ."""

from __future__ import annotations

import pandas as pd

from dxmetrics.charts.theme import TASKS
from dxmetrics.documents.tables import Column, Table
from dxmetrics.text.keys import sort_key
from dxmetrics.text.numbers import day, number, percent
from dxmetrics.ui import amounts
from dxmetrics.ui.inert import inert
from dxmetrics.ui.page import Page
from dxmetrics.ui.task_sentences import SETTLED

_STATES = ("done", "ongoing", "in_progress", "not_started", "unknown", "not_reported", "not_applicable")


def counts(page: Page, counted: pd.DataFrame) -> Table:
    """One row a task: agencies by what they say, the share done, how many cite a document, what is late."""
    shown = counted.assign(
        name=[page.catalog.tasks[code].name(page.language) for code in counted["task"]],
        due=[_due(page, row) for row in counted.itertuples(index=False)],
    )
    columns = (
        Column("task", page.words("column.code"), "text", 7),
        Column("name", page.words("column.task"), "text", 38),
        Column("units", page.words("column.agencies"), "count", 10),
        *(Column(state, page.words(f"task_state.{state}"), "count", 11) for state in _STATES if shown[state].any()),
        Column("done_share", page.words("column.done_share"), "percent", 12),
        Column("evidence_share", page.words("column.evidence_share"), "percent", 12),
        Column("due", page.words("column.deadline"), "text", 18),
    )
    return amounts.made(page, "task_counts", columns, shown, ("period", "level"))


def indicators(page: Page, measured: pd.DataFrame) -> Table:
    """One row a task × indicator that measures it × group."""
    shown = measured.assign(
        name=[_measure(page, *codes) for codes in zip(measured["indicator"], measured["group"], strict=True)],
        told=[_value(page, row) for row in measured.itertuples(index=False)],
        asked=[percent(value, page.language) for value in measured["benchmark"]],
    )
    columns = (
        Column("task", page.words("column.code"), "text", 7),
        Column("name", page.words("column.indicator"), "text", 52),
        Column("told", page.words("column.value"), "mixed", 11),
        Column(
            "numerator", page.words("column.numerator"), amounts.kind_of(measured["numerator"].dropna(), "measured"), 11
        ),
        Column(
            "denominator",
            page.words("column.denominator"),
            amounts.kind_of(measured["denominator"].dropna(), "measured"),
            11,
        ),
        Column("reported_share", page.words("column.reported_share"), "percent", 12),
        Column("asked", page.words("column.benchmark"), "mixed", 12),
    )
    return amounts.made(page, "task_indicators", columns, shown, ("period", "level"))


def agencies(page: Page, found: pd.DataFrame) -> Table:
    """One row an agency: its tasks by state, those that have done least of what applies to them first."""
    records = [_agency(page, unit, rows) for unit, rows in found.groupby("org_unit", sort=False)]
    shown = pd.DataFrame.from_records(sorted(records, key=_least_done_first))
    columns = (
        Column("unit", page.words("column.unit"), "text", 27),
        Column("done_share", page.words("column.done_share"), "percent", 13),
        Column("tasks", page.words("column.tasks"), "count", 12),
        *(Column(state, page.words(f"task_state.{state}"), "count", 11) for state in _STATES if shown[state].any()),
        Column("documents", page.words("column.documents"), "count", 12),
        *((Column("overdue", page.words("column.overdue"), "count", 10),) if shown["overdue"].any() else ()),
        Column("level", page.words("column.level"), "text", 20),
    )
    return amounts.made(page, "task_agencies", columns, shown)


def of_agency(page: Page, found: pd.DataFrame) -> Table:
    """One row a task of one agency: state, result, document, date."""
    shown = found.assign(
        name=[page.catalog.tasks[code].name(page.language) for code in found["task"]],
        state_name=[state(page, code) for code in found["state"]],
        due=[_deadline(page, row) for row in found.itertuples(index=False)],
    )
    columns = (
        Column("task", page.words("column.code"), "text", 7),
        Column("name", page.words("column.task"), "text", 40),
        Column("state_name", page.words("column.state"), "text", 18),
        Column("result", page.words("column.result"), "text", 34),
        Column("document", page.words("column.document"), "text", 34),
        Column("due", page.words("column.deadline"), "text", 20),
    )
    return amounts.made(page, "task_agency", columns, shown)


def told(page: Page, row: object) -> list[str]:
    """What an agency says of a task, in lines: state, result, document, date, and the cell it stands in."""
    lines = [f"**{state(page, row.state)}** · {_deadline(page, row)}"]
    for key, value in (("result", row.result), ("document", row.document)):
        if value:
            lines.append(f"{page.words(f'column.{key}')}: {inert(value)}")
    if row.cell:
        lines.append(page.words("tasks.cell", sheet=inert(row.sheet), cell=row.cell))
    return lines


def state(page: Page, code: str) -> str:
    """A task's state with its symbol."""
    return f"{TASKS[code].symbol} {page.words(f'task_state.{code}')}"


def _agency(page: Page, unit: str, found: pd.DataFrame) -> dict[str, object]:
    told_of = found["state"].value_counts()
    applies = len(found) - told_of.get("not_applicable", 0)
    settled = found["state"].isin(SETTLED)
    return {
        "org_unit": unit,
        "unit": page.unit_name(unit),
        "level": page.words(f"level.{found['level'].iloc[0]}"),
        "tasks": len(found),
        **{name: int(told_of.get(name, 0)) for name in _STATES},
        "done_share": 100.0 * settled.sum() / applies if applies and (found["state"] != "not_reported").any() else None,
        "documents": int((settled & (found["document"] != "")).sum()),
        "overdue": int((found["deadline_state"] == "overdue").sum()),
    }


def _least_done_first(record: dict[str, object]) -> tuple:
    """The silent, then by share, then in Vietnamese order."""
    share = record["done_share"]
    return share is not None, share or 0, sort_key(str(record["unit"]))


def _due(page: Page, row: object) -> str:
    """The earliest date entered for a task and how many agencies passed it; that there is none."""
    if pd.isna(row.deadline):
        return page.words("tasks.no_deadline")
    passed = page.words("tasks.passed_by", count=int(row.overdue)) if row.overdue else ""
    return f"{day(row.deadline)} {passed}".strip()


def _deadline(page: Page, row: object) -> str:
    if row.deadline_state == "no_deadline":
        return page.words("tasks.no_deadline")
    key = "passed" if row.deadline_state == "overdue" else "due"
    return page.words(f"tasks.{key}", date=day(row.deadline))


def _value(page: Page, row: object) -> str:
    if pd.isna(row.value):
        return page.words("status.not_reported")
    return percent(row.value, page.language) if row.unit == "percent" else number(row.value, page.language)


def _measure(page: Page, indicator: str, group: str) -> str:
    """What is measured, with the member or platform group where it is of one."""
    groups, known = page.catalog.groups, page.catalog.task_indicators | page.catalog.indicators
    name = known[indicator].name(page.language) if indicator in known else _system(page, indicator)
    return f"{name} · {groups[group].name(page.language)}" if group in groups else name


def _system(page: Page, code: str) -> str:
    known = page.catalog.system_indicators.get(code)
    return known.name(page.language) if known else page.words(f"indicator.{code}")
