"""Units × targets: which unit is behind on what; a square leads to the unit at that target."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dxmetrics import charts
from dxmetrics.charts.theme import STATUS
from dxmetrics.documents.tables import Column, Table
from dxmetrics.ui import blocks, cards, chart_messages, fence, links, messages, rows, views
from dxmetrics.ui.kept import kept_as_filtered
from dxmetrics.ui.page import Page

_VIEWS, _UNITS = ("squares", "table"), 25


@fence.mirrored
def block(page: Page, units: list[str], key: str = "heat") -> None:
    """The squares of these units, in this order. Reruns by itself."""
    targets = [(item.code, item.name(page.language)) for item in page.catalog.targets.values()]
    cells = kept_as_filtered(page, f"{key}.squares", lambda: squares(page, units), tuple(units))
    targets = [(code, name) for code, name in targets if code in set(cells["target"])]
    if not targets:
        blocks.empty(page, "empty.filtered_units")
        return
    if view(page, key) == "table":
        blocks.table(page, table(page, cells, units, targets, key), key)
        return
    chosen = _chosen(cells, units, key)
    shown = blocks.turn_of(page, units, _UNITS, key)
    figure = kept_as_filtered(
        page, key, lambda: _made(page, cells, shown, targets, chosen), tuple(units), tuple(shown), chosen
    )
    blocks.clickable_chart(page, figure, key, lambda ids: st.session_state.update({f"{key}_cell": ids}))
    st.caption(" · ".join(f"{code}: {name}" for code, name in targets))
    _chosen_cell(page, cells, chosen)


def _made(
    page: Page, cells: pd.DataFrame, shown: list[str], targets: list[tuple[str, str]], chosen: tuple[str, str] | None
) -> go.Figure:
    """The squares of the units in view; the title counts all of them."""
    return charts.heat_map(
        cells[cells["org_unit"].isin(shown)],
        page.words,
        units=[(unit, page.unit_name(unit), page.catalog.units[unit].name(page.language)) for unit in shown],
        targets=targets,
        title=chart_messages.heat(cells, page.words),
        source=page.source(),
        selected=chosen,
    )


def squares(page: Page, units: list[str]) -> pd.DataFrame:
    """One row a unit × target that applies: status, the value in words, the reasons against it, whether it is behind.

    A yes/no that isn't done is behind once the list of lagging units says so, whatever its status (metrics.md §5).
    """
    period = page.selection.period
    found = rows.own_headlines(page.data.progress(period, by="unit", **page.view_of_quarter()), page.catalog)
    found = found[found["org_unit"].isin(units)]
    told = page.data.lagging(period, **page.kept_with_freeze())
    reasons = _reasons(page, told)
    below = told[told["reason"] == "below_plan"]
    chased = set(zip(below["org_unit"], below["target"], strict=True))
    indicators = page.catalog.indicators
    return found.assign(
        written=[
            messages.written(value, indicators[code], page.words)
            for code, value in zip(found["indicator"], found["value"], strict=True)
        ],
        reason=[
            reasons.get((unit, target), reasons.get((unit, ""), "") if status == "not_reported" else "")
            for unit, target, status in zip(found["org_unit"], found["target"], found["status"], strict=True)
        ],
        behind=[
            status in chart_messages.BEHIND or (unit, target) in chased
            for unit, target, status in zip(found["org_unit"], found["target"], found["status"], strict=True)
        ],
    ).astype({"behind": bool})  # no squares at all: a list of nothing is no mask


def table(page: Page, cells: pd.DataFrame, units: list[str], targets: list[tuple[str, str]], key: str) -> Table:
    """The same squares as a table: one row a unit, one column a target, the status by symbol and word."""
    told = {
        (row.org_unit, row.target): f"{STATUS[row.status].symbol} {page.words('status.' + row.status)}"
        for row in cells.itertuples(index=False)
    }
    records = [
        {"unit": page.unit_name(unit), **{code: told.get((unit, code), "") for code, _ in targets}} for unit in units
    ]
    columns = (
        Column("unit", page.words("column.unit"), "text", 34),
        *(Column(code, code, "text", 18) for code, _ in targets),
    )
    return Table(
        page.words(f"table.{key}"),
        columns,
        pd.DataFrame.from_records(records),
        page.facts(page.words("export.method_heat")),
    )


def _reasons(page: Page, found: pd.DataFrame) -> dict[tuple[str, str], str]:
    """The reasons against each unit at each target; those of the whole unit at no target."""
    told: dict[tuple[str, str], list[str]] = {}
    for row in found.itertuples(index=False):
        target = row.target if isinstance(row.target, str) else ""
        told.setdefault((row.org_unit, target), []).append(page.words(f"reason.{row.reason}"))
    return {place: "; ".join(dict.fromkeys(texts)) for place, texts in told.items()}


def view(page: Page, key: str) -> str:
    """Whether to draw or to write it as a table."""
    return views.choice("view", f"{key}_view", _VIEWS, page.words("map.view"), lambda view: page.words(f"map.{view}"))


def _chosen(cells: pd.DataFrame, units: list[str], key: str) -> tuple[str, str] | None:
    """The square that was clicked or that the address asks for; the turn its unit is in is opened with it."""
    known = {
        f"{unit}:{target}": (unit, target) for unit, target in zip(cells["org_unit"], cells["target"], strict=True)
    }
    views.follow("cell", f"{key}_cell", {"": None} | known, "")
    chosen = st.session_state[f"{key}_cell"]
    if chosen and chosen != st.session_state.get(f"{key}_turned_to") and len(units) > _UNITS:
        st.session_state[f"turn_{key}"] = units.index(chosen[0]) // _UNITS + 1
    st.session_state[f"{key}_turned_to"] = chosen
    return chosen


def _chosen_cell(page: Page, cells: pd.DataFrame, chosen: tuple[str, str] | None) -> None:
    """What the chosen square says, and the way to the unit at that target."""
    row = next((row for row in cells.itertuples(index=False) if (row.org_unit, row.target) == chosen), None)
    if row is None:
        st.caption(page.words("heat.choose"))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{page.unit_name(row.org_unit)}** · {row.target}: {row.written} {cards.badge(page, row.status)}")
        links.unit(page, row.org_unit, row.target)
