"""The parts of Tình hình báo cáo: the calendar, the late, every return of the quarter; for the page and the command alike."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dxmetrics.documents.tables import Table
from dxmetrics.ui import figures, rows, tables
from dxmetrics.ui.kept import kept_as_filtered
from dxmetrics.ui.page import Page


def in_view(page: Page) -> pd.DataFrame:
    """One row a return expected in the quarter, of the filters in view."""
    return rows.keep(rows.of_period(page.data.reporting(), page.selection.period), **page.wanted())


def calendar(page: Page) -> go.Figure | None:
    """Unit by quarter, the return's state in each square; None where nobody was ever silent."""

    def make() -> go.Figure | None:
        every = page.data.reporting()
        found = rows.calendar(every, page.selection.period, language=page.language, **page.wanted())
        return None if found.empty else figures.made_calendar(page, found)

    return kept_as_filtered(page, "calendar", make)


def late(page: Page) -> Table:
    """One row a unit whose return is missing or was sent back."""
    return kept_as_filtered(page, "late_units", lambda: tables.late_units(page, rows.late(in_view(page))))


def every(page: Page) -> Table:
    """One row a return expected in the quarter, by the units' names."""
    return kept_as_filtered(page, "reporting", lambda: tables.reporting(page, rows.named(in_view(page)), "reporting"))
