"""The parts of Nhiệm vụ: the headline, task by task, the matrix of tasks and agencies, agency by agency."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dxmetrics import charts
from dxmetrics.catalog.model import LEVELS
from dxmetrics.documents.tables import Table
from dxmetrics.text.numbers import day
from dxmetrics.ui import blocks, chart_messages, fence, links, maps, rows, task_sentences, task_tables, views
from dxmetrics.ui.kept import kept, kept_as_filtered
from dxmetrics.ui.page import Page

_BARS, _COLUMNS, _LINES = 12, 10, 25
FAMILIES = ("task", "assignment")


def lead(page: Page) -> list[str]:
    """What a leader would say of the tasks after half a minute with them."""
    return kept(page, "tasks.lead", lambda: _lead(page))


def _lead(page: Page) -> list[str]:
    period = page.selection.period
    found, words = page.data.task_states(period), page.words
    return [
        task_sentences.state(found, period, words),
        task_sentences.evidence(page.data.tasks(period), words),
        task_sentences.overdue(found, words),
        task_sentences.difficulties(page.data.difficulties(period), words),
    ]


@fence.mirrored
def states(page: Page) -> None:
    """How many agencies are in each state, task by task, the least done first; then the counts and what is measured."""
    blocks.heading(page, "tasks.states")
    family = _family(page, "states")
    content = counts(page, family)
    if content.rows.empty:
        blocks.empty(page, "empty.no_tasks")
        return
    codes = list(content.rows.sort_values("done_share", kind="stable", na_position="first")["task"])
    shown = blocks.turn_of(page, codes, _BARS, f"task_bars_{family}", "tasks.range_tasks")
    figure = kept_as_filtered(page, "tasks.states", lambda: _states(page, family, shown), family, tuple(shown))
    blocks.chart(page, figure, "task_states")
    blocks.table(page, content, "task_counts", wrap=True)
    blocks.heading(page, "tasks.indicators")
    blocks.table(page, measures(page, family), "task_indicators", wrap=True)


@fence.mirrored
def matrix(page: Page) -> None:
    """Agencies × tasks; a click on a square tells what the agency says of the task. Reruns by itself."""
    blocks.heading(page, "tasks.matrix")
    family = _family(page, "matrix")
    found = rows.keep(_asked(page, family), **page.wanted())
    if found.empty:
        blocks.empty(page, "empty.no_tasks")
        return
    codes = [code for code in page.catalog.tasks if code in set(found["task"])]
    left, right = st.columns(2)
    with left:
        tasks = blocks.turn_of(page, codes, _COLUMNS, f"matrix_tasks_{family}", "tasks.range_tasks")
    of_tasks = rows.named(found[found["task"].isin(tasks)])
    of_tasks = of_tasks.sort_values("level", key=lambda column: column.map(LEVELS.index), kind="stable")
    with right:
        agencies = list(dict.fromkeys(of_tasks["org_unit"]))
        agencies = blocks.turn_of(page, agencies, _LINES, f"matrix_units_{family}", "tasks.range_agencies")
    shown = of_tasks[of_tasks["org_unit"].isin(agencies)].assign(remark=lambda frame: _remarks(page, frame))
    units = [page.catalog.units[unit] for unit in agencies]
    figure = charts.task_matrix(
        shown,
        page.words,
        tasks=[(code, page.catalog.tasks[code].name(page.language)) for code in tasks],
        agencies=[(unit.id, page.unit_name(unit.id), maps.short_name(page, unit)) for unit in units],
        title=chart_messages.tasks(of_tasks, page.words),
        source=page.source(),
    )
    blocks.clickable_chart(page, figure, "task_matrix", lambda ids: st.session_state.update({"task_square": ids}))
    st.caption(" · ".join(f"{code}: {page.catalog.tasks[code].name(page.language)}" for code in tasks))
    squares = {f"{unit}:{task}": (unit, task) for unit, task in zip(found["org_unit"], found["task"], strict=True)}
    views.follow("cell", "task_square", {"": None} | squares, "")
    _square(page, found, st.session_state["task_square"])


def counts(page: Page, family: str) -> Table:
    """One row a task of the family: agencies of the level in view by what they say."""
    return kept_as_filtered(page, "task_counts", lambda: task_tables.counts(page, _counted(page, family)), family)


def measures(page: Page, family: str) -> Table:
    """One row a task of the family × indicator that measures it × group."""

    def make() -> Table:
        measured = page.data.task_indicators(page.selection.period, page.chosen("level") or "all")
        tasks = _counted(page, family)["task"]
        return task_tables.indicators(page, measured[measured["task"].isin(tasks)])

    return kept_as_filtered(page, "task_indicators", make, family)


def agencies(page: Page) -> Table:
    """One row an agency of the filters in view: its tasks by state."""

    def make() -> Table:
        return task_tables.agencies(page, rows.keep(_stated(page), **page.wanted()))

    return kept_as_filtered(page, "task_agencies", make)


def _counted(page: Page, family: str) -> pd.DataFrame:
    found = page.data.tasks(page.selection.period, page.chosen("level") or "all")
    return found[found["family"] == family]


def _states(page: Page, family: str, shown: list[str]) -> go.Figure:
    """The bars of these tasks."""
    return charts.task_states(
        _asked(page, family),
        page.words,
        tasks=[(code, page.catalog.tasks[code].name(page.language)) for code in shown],
        title=task_sentences.least_done(_counted(page, family), page.catalog.tasks, page.words),
        source=page.source(),
    )


@fence.part
def agency(page: Page) -> None:
    """Every agency's tasks counted, the least done first; a chosen one's tasks in full. Reruns by itself."""
    blocks.heading(page, "tasks.agency")
    found = rows.keep(_stated(page), **page.wanted())
    if found.empty:
        blocks.empty(page, "empty.no_tasks")
        return
    content = agencies(page)
    blocks.table(page, content, "task_agencies")
    unit = blocks.unit_choice(page, list(content.rows["org_unit"]), "task_agency_unit")
    if unit is None:
        return
    links.unit(page, unit)
    blocks.table(page, task_tables.of_agency(page, found[found["org_unit"] == unit]), "task_agency", wrap=True)


def _family(page: Page, key: str) -> str:
    """Tasks (III) or assignments (IV)."""
    title = page.words("tasks.family")
    return views.choice("by", f"task_family_{key}", FAMILIES, title, lambda family: page.words(f"tasks.{family}"))


def _asked(page: Page, family: str) -> pd.DataFrame:
    """One row a task of the family × agency of the level in view."""
    found = _stated(page)
    return found[[page.catalog.tasks[code].family == family for code in found["task"]]].reset_index(drop=True)


def _stated(page: Page) -> pd.DataFrame:
    """One row a task × agency of the level in view; texts nobody wrote are empty."""
    found = page.data.task_states(page.selection.period, page.chosen("level"))
    return found.fillna(dict.fromkeys(("result", "document", "sheet", "cell"), ""))


def _remarks(page: Page, found: pd.DataFrame) -> list[str]:
    """What the hover adds to a state: the date it passed, or the document."""
    return [
        page.words("tasks.passed", date=day(row.deadline)) if row.deadline_state == "overdue" else row.document
        for row in found.itertuples(index=False)
    ]


def _square(page: Page, found: pd.DataFrame, chosen: tuple[str, str] | None) -> None:
    """What the agency of the chosen square says of the task, and the way to the agency."""
    row = next((row for row in found.itertuples(index=False) if (row.org_unit, row.task) == chosen), None)
    if row is None:
        st.caption(page.words("tasks.choose_square"))
        return
    task = page.catalog.tasks[row.task]
    with st.container(border=True):
        st.markdown(f"**{page.unit_name(row.org_unit)}** · {row.task} · {task.name(page.language)}")
        for line in task_tables.told(page, row):
            st.markdown(line)
        links.unit(page, row.org_unit)
