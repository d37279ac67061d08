"""The units to call first: each with why, since when, what it would take, and the way to its page."""

from __future__ import annotations

import pandas as pd

from dxmetrics.ui import blocks, sheet, tables
from dxmetrics.ui.page import Page

HOW_MANY = 10


def block(page: Page, chased: pd.DataFrame) -> None:
    """Running text, no table: whole on a phone, a projector and paper. ``chased``: lagging units, worst first."""
    blocks.heading(page, "overview.call_first")
    if chased.empty:
        blocks.empty(page, "empty.no_lagging")
        return
    content = tables.lagging(page, chased.head(HOW_MANY), "call_first")
    listed = [_unit(page, place, row) for place, row in content.rows.iterrows()]
    sheet.draw(f'<ul class="rows">{"".join(listed)}</ul>', "call_first")
    blocks.exports(page, content, "call_first")


def _unit(page: Page, place: int, row: pd.Series) -> str:
    why = page.words("call_first.why", why=row["why"], targets=row["target_list"]) if row["target_list"] else row["why"]
    told = page.words("call_first.line", why=why, quarters=int(row["quarters_lagging"]), todo=row["todo"])
    way = sheet.link(page, "unit", f"**{place + 1}. {row['unit']}**", unit=row["org_unit"])
    return f"<li>{way}<span>{sheet.text(told)}</span></li>"
