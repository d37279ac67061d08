"""Parts of Mạng lưới và nền tảng: community teams, and what the Network did."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dxmetrics import charts
from dxmetrics.catalog.subjects import Subject
from dxmetrics.documents.tables import Table
from dxmetrics.ui import amounts, blocks, fence, figures, network_tables, opening, resource_sentences, rows
from dxmetrics.ui.kept import kept, kept_as_filtered
from dxmetrics.ui.page import Page


def teams(page: Page) -> None:
    """Community teams: villages covered, teams at work, paid from outside the budget; then commune by commune."""
    blocks.heading(page, "network.teams")
    made = kept(page, "network.teams", lambda: _by_kind(page))
    if not made:
        blocks.empty(page, "empty.not_asked")
        return
    for key, figure in made.items():
        blocks.chart(page, figure, f"team_{key}")
    blocks.table(page, team_sums(page), "team_sums")
    _communes(page)


def activities(page: Page) -> None:
    """Attendance at meetings, then meetings, exchanges, pilots and models quarter by quarter, and those named."""
    code = page.catalog.subject("activities").indicators["attendance"]
    past = rows.history(page.data.trend(target=code), page.catalog, code, page.selection.period)
    if past["value"].notna().any():
        blocks.heading(page, "network.attendance")
        figures.plan_line(page, past, page.catalog.indicators[code])
    blocks.heading(page, "network.activities")
    blocks.table(page, by_quarter(page), "activities")
    content = named(page)
    if len(content.rows):
        blocks.heading(page, "network.named")
        blocks.table(page, content, "network_named")


def team_sums(page: Page) -> Table:
    """One row an element: its sum over the communes."""
    elements = page.catalog.subject("teams").elements

    def make() -> Table:
        totals = page.data.element_totals(page.selection.period, elements=elements, level="commune")
        return amounts.table(page, totals, elements, "team_sums")

    return kept(page, "team_sums", make)


def team_units(page: Page) -> Table:
    """One row a commune: its teams."""
    elements = page.catalog.subject("teams").elements

    def make() -> Table:
        totals = page.data.element_totals(page.selection.period, elements=elements, by="unit")
        return amounts.unit_table(page, totals, elements, "team_units")

    return kept_as_filtered(page, "team_units", make)


def by_quarter(page: Page) -> Table:
    """One row an element, one column a quarter up to the one in view."""
    elements = page.catalog.subject("activities").elements

    def make() -> Table:
        every = page.data.element_totals("", elements=elements, level="all")
        every = every[every["period"] <= page.selection.period]
        return network_tables.quarters(page, every, elements, "activities")

    return kept(page, "activities", make)


def named(page: Page) -> Table:
    """One row a unit × list of names it typed."""
    elements = page.catalog.subject("named").elements

    def make() -> Table:
        values = page.data.values(page.selection.period)
        typed = rows.typed(values[values["data_element"].isin(elements)], page.catalog)
        return network_tables.named(page, typed)

    return kept(page, "network_named", make)


def _by_kind(page: Page) -> dict[str, go.Figure]:
    """The whole and the part of wards and of communes, a figure a subject; none where nobody is asked."""
    elements = page.catalog.subject("teams").elements
    totals = page.data.element_totals(page.selection.period, elements=elements, level="commune", by="peer_group")
    if totals.empty:
        return {}
    return {key: _figure(page, totals, page.catalog.subject(key), key) for key in ("villages", "teams")}


def _figure(page: Page, totals: pd.DataFrame, subject: Subject, key: str) -> go.Figure:
    asked = totals[totals["data_element"].isin(subject.cells)]
    kinds = page.words.table("peer_group")
    found = amounts.side_by_side(asked, "peer_group", subject.columns)
    return charts.whole_and_part(
        found,
        page.words,
        names=amounts.covered(page, asked, "peer_group", kinds),
        whole=("whole", page.words(f"network.whole_of.{key}")),
        part=("part", page.words(f"network.part_of.{key}")),
        title=resource_sentences.used(found, kinds, page.words(f"network.part_of.{key}"), page.words),
        source=page.source(),
        measure=page.catalog.elements[subject.cells[0]].unit(page.language),
    )


@fence.part
def _communes(page: Page) -> None:
    """Every commune's teams, and the way to the commune. Reruns by itself."""
    blocks.heading(page, "network.team_units")
    content = team_units(page)
    opening.unit_table(page, content, list(content.rows["org_unit"]), "team_units")
