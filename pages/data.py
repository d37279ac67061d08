"""Dữ liệu: give me the table. Indicators or typed values, filtered, and out as xlsx or csv exactly as shown."""

from dxmetrics.ui import blocks, data_tables, opening, provenance, tables
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.page import Page

_KINDS = ("indicators", "typed")


def show(page: Page) -> None:
    """What is on the screen is what is exported: same rows, same order."""
    if blocks.kind_asked(_KINDS) == "typed":
        page.head("period", *data_tables.TYPED)
    else:
        groups = data_tables.groups_of(page, page.asked("target")) if page.has_data else []
        page.head("period", *(name for name in data_tables.FIGURES if groups or name != "group"), groups=groups)
    if not page.has_data:
        blocks.no_data(page)
    elif blocks.kind_choice(page, _KINDS) == "typed":
        typed(page)
    else:
        figures(page)


def figures(page: Page) -> None:
    """One indicator of the target, unit by unit; a row leads to the unit."""
    indicator, target = blocks.indicator_choice(page), page.selection.target
    units = data_tables.figures(page, indicator)
    opening.unit_table(page, tables.progress(page, units, "units"), list(units["org_unit"]), "units", target)


def typed(page: Page) -> None:
    """What units typed; a row shows where it comes from."""
    found = data_tables.typed(page)
    blocks.note(page, "data.typed_frozen" if page.chosen("frozen") else "data.typed_now")
    chosen = blocks.table(page, tables.values(page, found, "values"), "values", selectable=True, wrap=True)
    provenance.block(page, None if chosen is None else found.iloc[chosen])


show(current_page())
