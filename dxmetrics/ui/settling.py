"""The units whose answer could change a target's verdict: what to ask for first while figures are incomplete."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dxmetrics.charts.theme import STATUS
from dxmetrics.ui import opening, rows, tables
from dxmetrics.ui.page import Page

_COLUMNS = (("unit", 38), ("target_code", 12), ("return_state", 26), ("points", 16, "number"))


def block(page: Page, target: str = "") -> None:
    """Of one target (or indicator), or of all; nothing where every verdict stands."""
    found = page.data.settling(page.selection.period, target)
    found = found[(found["level"] == "all") & (found["group"] == "")]
    if target in page.catalog.indicators:
        found = found[found["indicator"] == target]
    if found.empty:
        return
    st.header(page.words("settling.title"))
    for line in sentences(page, found):
        st.markdown(f"- {line}")
    shown = rows.keep(found.assign(org_unit=found["unit"]), search=page.chosen("search"))
    opening.unit_table(
        page, table(page, shown), list(shown["unit"]), "settling", target if target in page.catalog.targets else ""
    )


def sentences(page: Page, found: pd.DataFrame) -> list[str]:
    """One sentence an indicator: between which verdicts it stands, and what would settle it."""
    told = []
    for code, rows_of in found.groupby("indicator", sort=False):
        first, words = rows_of.iloc[0], page.words
        bounds = {
            name: f"{STATUS[first[column]].symbol} {words('status.' + first[column])}"
            for name, column in (("low", "status_lower"), ("high", "status_upper"))
            if isinstance(first[column], str)
        }
        facts = {"code": code, "units": rows_of["unit"].nunique()}
        if len(bounds) == 2 and not pd.isna(first["yes_needed"]):
            told.append(
                words("settling.shares", **facts, **bounds, yes=int(first["yes_needed"]), no=int(first["no_needed"]))
            )
        elif len(bounds) == 2:
            told.append(words("settling.bounds", **facts, **bounds))
        else:
            told.append(words("settling.returns", **facts, needed=int(first["returns_needed"])))
    return told


def table(page: Page, found: pd.DataFrame) -> tables.Table:
    """One row a target × silent unit, those that can move it most first."""
    records = [
        {
            "unit": page.unit_name(row.unit),
            "target_code": row.indicator,
            "return_state": page.words(f"settling.state.{row.return_state}"),
            "points": row.points,
        }
        for row in found.itertuples(index=False)
    ]
    return tables.named(page, "settling", records, _COLUMNS)
