"""Mạng lưới và nền tảng: is the Network alive? Members, platforms, organisations, community teams, activities."""

from dxmetrics.ui import blocks, network, network_activity, sections
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.page import Page

_FILTERS = {
    "members": ("level", "search", "peer_group", "district", "group"),
    "platforms": ("level", "search", "peer_group", "district", "group"),
    "organisations": ("group",),
    "teams": ("search", "peer_group", "district"),
    "activities": (),
}


def show(page: Page) -> None:
    """The state in a sentence, then one part at a time, with the filters that mean something in it."""
    part = sections.asked(page, _FILTERS)
    page.head("period", *_FILTERS[part], groups=network.groups_of(page, part))
    if not page.has_data:
        blocks.no_data(page)
        return
    blocks.lead(*network.lead(page))
    parts = {
        "members": lambda: network.members(page),
        "platforms": lambda: network.platforms(page),
        "organisations": lambda: network.organisations(page),
        "teams": lambda: network_activity.teams(page),
        "activities": lambda: network_activity.activities(page),
    }
    sections.draw(page, parts)


show(current_page())
