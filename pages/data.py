"""Dữ liệu: give me the table. Indicators or typed values, filtered, and out as xlsx or csv exactly as shown."""

from dxmetrics.ui import blocks, opening, provenance, rows, tables
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.page import Page


def show(page: Page) -> None:
    """What is on the screen is what is exported: same rows, same order."""
    chosen = page.head(
        "period",
        "unit",
        "target",
        "level",
        "status",
        "search",
        "peer_group",
        "district",
        "area",
        "frozen",
        "carry_forward",
    )
    if not page.has_data:
        blocks.empty(page, "empty.no_data")
        return
    kind = blocks.kind_choice(page, ("indicators", "typed"))
    if kind == "typed":
        typed = rows.typed(page.data.values(chosen.period), page.catalog, **page.wanted("level", "search"))
        chosen_row = blocks.table(page, tables.values(page, typed, "values"), "values", selectable=True)
        provenance.block(page, None if chosen_row is None else typed.iloc[chosen_row])
        return
    indicator = blocks.indicator_choice(page)
    every = page.data.progress(chosen.period, target=chosen.target, by="unit", **page.view_of_quarter())
    units = rows.units(every, page.catalog, indicator.code, **page.wanted())
    opening.unit_table(page, tables.progress(page, units, "units"), list(units["org_unit"]), "units", chosen.target)


show(current_page())
