"""Parts of Mạng lưới và nền tảng: community teams, and what the Network did."""

from __future__ import annotations

import pandas as pd

from dxmetrics import charts
from dxmetrics.catalog.subjects import Subject
from dxmetrics.ui import amounts, blocks, fence, figures, network_tables, opening, resource_sentences, rows
from dxmetrics.ui.page import Page


def teams(page: Page) -> None:
    """Community teams: villages covered, teams at work, paid from outside the budget; then commune by commune."""
    period = page.selection.period
    elements = page.catalog.subject("teams").elements
    blocks.heading(page, "network.teams")
    by_kind = page.data.element_totals(period, elements=elements, level="commune", by="peer_group")
    if by_kind.empty:
        blocks.empty(page, "empty.not_asked")
        return
    for key in ("villages", "teams"):
        _by_kind(page, by_kind, page.catalog.subject(key), key)
    totals = page.data.element_totals(period, elements=elements, level="commune")
    blocks.table(page, amounts.table(page, totals, elements, "team_sums"), "team_sums")
    _communes(page)


def activities(page: Page) -> None:
    """Attendance at meetings, then meetings, exchanges, pilots and models quarter by quarter, and those named."""
    subject = page.catalog.subject("activities")
    code = subject.indicators["attendance"]
    past = rows.history(page.data.trend(target=code), page.catalog, code, page.selection.period)
    if past["value"].notna().any():
        blocks.heading(page, "network.attendance")
        figures.plan_line(page, past, page.catalog.indicators[code])
    blocks.heading(page, "network.activities")
    every = page.data.element_totals("", elements=subject.elements, level="all")
    every = every[every["period"] <= page.selection.period]
    blocks.table(page, network_tables.quarters(page, every, subject.elements, "activities"), "activities")
    typed = rows.typed(page.data.values(page.selection.period), page.catalog)
    typed = typed[typed["data_element"].isin(page.catalog.subject("named").elements)]
    if len(typed):
        blocks.heading(page, "network.named")
        blocks.table(page, network_tables.named(page, typed), "network_named")


def _by_kind(page: Page, totals: pd.DataFrame, subject: Subject, key: str) -> None:
    """The whole and the part of wards and of communes."""
    asked = totals[totals["data_element"].isin(subject.cells)]
    kinds = page.words.table("peer_group")
    names = amounts.covered(page, asked, "peer_group", kinds)
    found = amounts.side_by_side(asked, "peer_group", subject.columns)
    figure = charts.whole_and_part(
        found,
        page.words,
        names=names,
        whole=("whole", page.words(f"network.whole_of.{key}")),
        part=("part", page.words(f"network.part_of.{key}")),
        title=resource_sentences.used(found, kinds, page.words(f"network.part_of.{key}"), page.words),
        source=page.source(),
        measure=page.catalog.elements[subject.cells[0]].unit(page.language),
    )
    blocks.chart(page, figure, f"team_{key}")


@fence.part
def _communes(page: Page) -> None:
    """Every commune's teams, and the way to the commune. Reruns by itself."""
    blocks.heading(page, "network.team_units")
    elements = page.catalog.subject("teams").elements
    totals = page.data.element_totals(page.selection.period, elements=elements, by="unit")
    content = amounts.unit_table(page, totals, elements, "team_units")
    opening.unit_table(page, content, list(content.rows["org_unit"]), "team_units")
