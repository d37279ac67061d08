"""Nguồn lực: do we have the posts, people and money? Guardrails, workforce and training, funds, unit by unit."""

from dxmetrics.ui import blocks, resources, sections
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.page import Page

_PLACES = ("level", "search", "peer_group", "district")
_FILTERS = {"posts": _PLACES, "people": (), "money": (), "units": _PLACES}


def show(page: Page) -> None:
    """The state in a sentence, then one part at a time, with the filters that mean something in it."""
    page.head("period", *_FILTERS[sections.asked(page, _FILTERS)])
    if not page.has_data:
        blocks.no_data(page)
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
