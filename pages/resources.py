"""Nguồn lực: do we have the posts, people and money? Guardrails, workforce and training, funds, unit by unit."""

from dxmetrics.ui import blocks, resources, sections
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.page import Page


def show(page: Page) -> None:
    """The state in a sentence, then one part at a time."""
    page.head("period", "level", "search", "peer_group", "district")
    if not page.has_data:
        blocks.empty(page, "empty.no_data")
        return
    blocks.lead(*resources.lead(page))
    parts = {
        "posts": lambda: resources.posts(page),
        "people": lambda: resources.people(page),
        "money": lambda: resources.money(page),
        "units": lambda: resources.units(page),
    }
    sections.draw(page, parts)


show(current_page())
