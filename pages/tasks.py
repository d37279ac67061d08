"""Nhiệm vụ: are the Plan's tasks (III) and assignments (IV) moving? By task, by agency, and what stands in the way."""

from dxmetrics.ui import blocks, difficulties, sections, tasks
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.page import Page


def show(page: Page) -> None:
    """The state in a sentence, then one part at a time."""
    page.head("period", "level", "search", "peer_group", "district")
    if not page.has_data:
        blocks.no_data(page)
        return
    blocks.lead(*tasks.lead(page))
    parts = {
        "states": lambda: tasks.states(page),
        "matrix": lambda: tasks.matrix(page),
        "agency": lambda: tasks.agency(page),
        "difficulties": lambda: difficulties.block(page),
    }
    sections.draw(page, parts)


show(current_page())
