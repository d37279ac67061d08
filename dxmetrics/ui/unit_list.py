"""The units to choose from: each with where it is behind, silent or done, filtered, a row leading to the unit."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dxmetrics.charts.theme import REPORTING
from dxmetrics.documents.tables import Table
from dxmetrics.periods import Period
from dxmetrics.text.keys import sort_key
from dxmetrics.ui import blocks, heat, opening, rows, tables
from dxmetrics.ui.chart_messages import BEHIND, SILENT
from dxmetrics.ui.page import Page

_COLUMNS = (("unit", 38), ("behind", 20), ("silent", 20), ("achieved", 20), ("state", 16))
_OTHERS = {"silent": SILENT, "achieved": ("achieved",)}


def block(page: Page) -> None:
    """The units in force in the quarter that the filters hold, by name."""
    blocks.heading(page, "unit.list")
    found = in_view(page)
    units = sorted(found["org_unit"].unique(), key=lambda unit: sort_key(page.unit_name(unit)))
    opening.unit_table(page, table(page, found, units), units, "unit_list")


def in_view(page: Page) -> pd.DataFrame:
    """One row a unit × target of the units in force in the quarter that fit the filters."""
    period = page.selection.period
    found = rows.own_headlines(page.data.progress(period, by="unit", **page.view_of_quarter()), page.catalog)
    in_force = {unit.id for unit in page.catalog.units_at(Period.parse(period))}
    return rows.keep(found[found["org_unit"].isin(in_force)], **page.wanted())


def table(page: Page, found: pd.DataFrame, units: list[str]) -> Table:
    """One row a unit: the codes of the targets it is behind on, silent on, has achieved; the state of its return."""
    period = page.selection.period
    states = page.data.reporting(period, **page.kept_with_freeze()).set_index("org_unit")["state"]
    below = heat.below_plan(page)
    chased = [pair in below for pair in zip(found["org_unit"], found["target"], strict=True)]
    told = {kind: _codes(found[found["status"].isin(known)]) for kind, known in _OTHERS.items()}
    told["behind"] = _codes(found[found["status"].isin(BEHIND) | np.array(chased, dtype=bool)])
    records = [
        {
            "unit": page.unit_name(unit),
            **{kind: targets.get(unit, "") for kind, targets in told.items()},
            "state": _state(page, states.get(unit)),
        }
        for unit in units
    ]
    return tables.named(page, "unit_list", records, _COLUMNS)


def _codes(found: pd.DataFrame) -> dict[str, str]:
    return found.groupby("org_unit")["target"].agg(", ".join).to_dict()


def _state(page: Page, state: object) -> str:
    """The state of the unit's own return; empty for one that reports through another."""
    if not isinstance(state, str):
        return ""
    return f"{REPORTING[state].symbol} {page.words('reporting_state.' + state)}"
