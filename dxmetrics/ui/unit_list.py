"""The units to choose from: each with its state at every target, filtered, a row leading to the unit."""

from __future__ import annotations

from dxmetrics.periods import Period
from dxmetrics.text.keys import sort_key
from dxmetrics.ui import blocks, heat, links, rows
from dxmetrics.ui.page import Page


def block(page: Page) -> None:
    """The units in force in the quarter that the filters hold, by name."""
    blocks.heading(page, "unit.list")
    units = in_view(page)
    cells = heat.squares(page, units)
    targets = [(code, item.name(page.language)) for code, item in page.catalog.targets.items()]
    targets = [(code, name) for code, name in targets if code in set(cells["target"])]
    links.unit_table(page, heat.table(page, cells, units, targets, "unit_list"), units, "unit_list")


def in_view(page: Page) -> list[str]:
    """Ids of the units that have figures in the quarter and fit the filters, by name."""
    period = page.selection.period
    found = rows.own_headlines(page.data.progress(period, by="unit", **page.view_of_quarter()), page.catalog)
    in_force = {unit.id for unit in page.catalog.units_at(Period.parse(period))}
    kept = rows.keep(found, **page.wanted()).drop_duplicates("org_unit")
    names = dict(zip(kept["org_unit"], kept["name_vi"], strict=True))
    return sorted((unit for unit in names if unit in in_force), key=lambda unit: sort_key(names[unit]))
