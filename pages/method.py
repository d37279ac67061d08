"""Phương pháp: can I trust it? Every target, indicator and data element, its formula, its section of the Plan."""

from collections.abc import Callable

from dxmetrics.documents.tables import Table
from dxmetrics.ui import blocks, definitions, example
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.kept import kept
from dxmetrics.ui.page import Page


def show(page: Page) -> None:
    """Read from the plan's data, never written twice."""
    page.head()
    definitions.plan(page)

    blocks.heading(page, "method.targets")
    definitions.targets(page)

    example.worked(page)

    blocks.heading(page, "method.tasks")
    _table(page, "task_measures", definitions.tasks, wrap=True)
    blocks.heading(page, "method.system")
    _table(page, "system_indicators", definitions.system_indicators, wrap=True)

    blocks.heading(page, "method.statuses")
    _table(page, "statuses", definitions.statuses)
    _table(page, "thresholds", definitions.thresholds)

    blocks.heading(page, "method.views")
    _table(page, "views", definitions.views, wrap=True)
    definitions.versions(page)

    blocks.heading(page, "method.elements")
    search = blocks.search_box(page, "method.search")
    _table(page, "elements", lambda page: definitions.elements(page, search), search, wrap=True)

    blocks.heading(page, "method.findings")
    _table(page, "finding_codes", definitions.finding_codes, wrap=True)


def _table(page: Page, name: str, make: Callable[[Page], Table], *key: str, wrap: bool = False) -> None:
    """The table of that name; the Plan's own words are put together once."""
    blocks.table(page, kept(page, f"method_{name}", lambda: make(page), *key), name, wrap=wrap)


show(current_page())
