"""Phương pháp: can I trust it? Every target, indicator and data element, its formula, its section of the Plan."""

from dxmetrics.ui import blocks, definitions, example
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.page import Page


def show(page: Page) -> None:
    """Read from the plan's data, never written twice."""
    page.head()
    definitions.plan(page)

    blocks.heading(page, "method.targets")
    for target in page.catalog.targets.values():
        definitions.target(page, target)

    example.worked(page)

    blocks.heading(page, "method.tasks")
    blocks.table(page, definitions.tasks(page), "task_measures", wrap=True)
    blocks.heading(page, "method.system")
    blocks.table(page, definitions.system_indicators(page), "system_indicators", wrap=True)

    blocks.heading(page, "method.statuses")
    blocks.table(page, definitions.statuses(page), "statuses")
    blocks.table(page, definitions.thresholds(page), "thresholds")

    blocks.heading(page, "method.views")
    blocks.table(page, definitions.views(page), "views", wrap=True)
    definitions.versions(page)

    blocks.heading(page, "method.elements")
    blocks.table(page, definitions.elements(page, blocks.search_box(page, "method.search")), "elements", wrap=True)

    blocks.heading(page, "method.findings")
    blocks.table(page, definitions.finding_codes(page), "finding_codes", wrap=True)


show(current_page())
