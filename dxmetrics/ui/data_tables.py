"""The rows of Dữ liệu: a target's figures unit by unit, or what units typed; for the page and for the command alike."""

from __future__ import annotations

import pandas as pd

from dxmetrics.catalog.model import Indicator
from dxmetrics.ui import rows
from dxmetrics.ui.page import Page

_PLACES = ("unit", "level", "search", "peer_group", "district")
FIGURES = ("target", "status", *_PLACES, "group", "structure", "area", "frozen", "carry_forward")
TYPED = (*_PLACES, "group", "frozen")
"""The filters of each table beside the quarter. What was typed has no verdict, is never folded and never carried."""


def groups_of(page: Page, target: str) -> list[str]:
    """The member groups a target's figures are kept by; none for most."""
    of_target = page.catalog.targets[target].indicators
    found = {part.group for indicator in of_target for part in indicator.parts}
    return [code for code in page.catalog.groups if code in found]


def figures(page: Page, indicator: Indicator) -> pd.DataFrame:
    """One row a unit of the filters in view: the indicator of the quarter, on later units where that is asked."""
    group = page.chosen("group")
    view = page.view() | ({"group": group} if group else {})
    every = page.data.progress(page.selection.period, target=page.selection.target, by="unit", **view)
    return rows.units(every, page.catalog, indicator.code, group=group, **page.wanted())


def typed(page: Page) -> pd.DataFrame:
    """One row a value of the filters in view, as it stands now or stood at the quarter's freeze."""
    found = page.data.values(page.selection.period, **page.kept_with_freeze())
    return rows.typed(found, page.catalog, group=page.chosen("group"), **page.wanted("level", "search"))
