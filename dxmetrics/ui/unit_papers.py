"""The papers of a unit's page: the files it sent with their cells, the tasks asked of it, what it said hinders it."""

from __future__ import annotations

import streamlit as st

from dxmetrics.catalog.model import OrgUnit
from dxmetrics.charts.theme import TASKS
from dxmetrics.text.quarters import quarter
from dxmetrics.ui import behind, blocks, links, pile, revisions, rows, tables
from dxmetrics.ui.inert import inert
from dxmetrics.ui.page import Page


def returns(page: Page, unit: OrgUnit) -> None:
    """Every file the unit sent, the newest first: state, when, by whom; then what it typed in the quarter."""
    reporter = unit if unit.form else page.catalog.units[unit.parent_id]
    every = page.data.revisions()
    own = every[every["org_unit"] == reporter.id]
    if reporter.id != unit.id:
        st.caption(page.words("unit.reports_through", name=reporter.name(page.language)))
    blocks.heading(page, "unit.returns")
    _as_now(page)
    if own.empty:
        blocks.empty(page, "empty.no_unit_returns")
    else:
        records = [_sent(page, row) for row in own.itertuples(index=False)]
        columns = [
            ("period_name", 12), ("revision", 8, "count"), ("state", 17), ("received_at", 16, "moment"),
            ("received_by", 27), ("file", 18), ("faults", 11),
        ]  # fmt: skip
        chosen = blocks.table(
            page, tables.named(page, "unit_returns", records, columns), "unit_returns", selectable=True
        )
        if chosen is not None and own["period"].iloc[chosen] in page.choices.period:
            links.open_unit(page, unit.id, period=own["period"].iloc[chosen])
    values = page.data.values(page.selection.period, **page.kept_with_freeze())
    typed = rows.typed(values, page.catalog, among=frozenset({unit.id}))
    st.header(page.words("unit.typed", period=quarter(page.selection.period, page.language)))
    if typed.empty:
        blocks.empty(page, "empty.no_typed")
        return
    behind.block(page, unit.id, list(typed["data_element"]), "unit_typed")


def matters(page: Page, unit: OrgUnit) -> None:
    """The tasks asked of the unit with their states, and what it said hinders it or proposed."""
    period = page.selection.period
    asked = page.data.tasks_of(period, unit.id)
    _as_now(page)
    blocks.heading(page, "unit.tasks")
    if asked.empty:
        st.caption(page.words("unit.no_tasks"))
    else:
        records = [_task(page, row) for row in asked.itertuples(index=False)]
        columns = [("code", 9), ("element", 46), ("state", 20), ("result", 40), ("document", 40)]
        blocks.table(page, tables.named(page, "unit_tasks", records, columns), "unit_tasks", wrap=True)
    said = page.data.difficulties(period)
    said = said[said["org_unit"] == unit.id]
    blocks.heading(page, "unit.difficulties")
    if said.empty:
        st.caption(page.words("unit.no_difficulties"))
    for row in said.itertuples(index=False):
        st.markdown(f"- **{page.words(f'unit.{row.kind}')}**: {inert(row.text)} ({inert(row.sheet)}!{row.cell})")


def _as_now(page: Page) -> None:
    """Beside what a freeze doesn't keep: that it is shown as it stands today."""
    if page.chosen("frozen"):
        blocks.note(page, "unit.as_now")


def _sent(page: Page, row: object) -> dict[str, object]:
    return {
        "period_name": quarter(row.period, page.language),
        "revision": row.revision,
        "state": revisions.state_words(page, row),
        "received_at": row.received_at,
        "received_by": row.received_by,
        "file": row.file,
        "faults": pile.counted(page, "intake.fault", {"error": row.errors, "warning": row.warnings, "note": row.notes}),
    }


def _task(page: Page, row: object) -> dict[str, object]:
    state = row.state if row.state in TASKS else "unknown"
    return {
        "code": row.task,
        "element": row.task_en if page.language == "en" else row.task_vi,
        "state": f"{TASKS[state].symbol} {page.words('task_state.' + state)}",
        "result": row.result if isinstance(row.result, str) else "",
        "document": row.document if isinstance(row.document, str) else "",
    }
