"""Links from a figure to what stands behind it."""

from __future__ import annotations

import streamlit as st

from dxmetrics.ui.navigation import ENTRIES
from dxmetrics.ui.page import Page

_UNIT_PAGE, _TABLE_PAGE = "unit", "data"


def unit(page: Page, unit_id: str, target: str = "", label: str = "") -> None:
    """A link to the unit's page, at a target where one is named; to its rows of the data page until it has a page."""
    pages = {entry.key: entry.file for entry in ENTRIES}
    item = page.catalog.units[unit_id]
    name = item.name(page.language)
    wanted = {"period": page.selection.period, "target": target}
    if _UNIT_PAGE in pages:
        file, wanted = pages[_UNIT_PAGE], {**wanted, "unit": unit_id}
    else:
        file, wanted = pages[_TABLE_PAGE], {**wanted, "search": f"{name} {item.code}"}
    st.page_link(
        file,
        label=label or page.words("link.unit", name=name),
        icon=":material/arrow_forward:",
        query_params={key: value for key, value in wanted.items() if value},
    )
