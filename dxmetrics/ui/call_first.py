"""The units to call first: each with why, since when, what it would take, and the way to its page."""

from __future__ import annotations

import pandas as pd

from dxmetrics.documents.tables import Table
from dxmetrics.ui import sheet, tables
from dxmetrics.ui.page import Page

HOW_MANY = 10


def listed(page: Page, content: Table | None) -> str:
    """The HTML: running text, no table, whole on a phone, a projector and paper. None where no unit lags."""
    say = page.words
    head = sheet.heading(say("overview.call_first.title"), say("overview.call_first.text"))
    if content is None:
        return head + sheet.box(say("empty.no_lagging.title"), sheet.text(say("empty.no_lagging.text")))
    lines = [_unit(page, place, row) for place, row in content.rows.iterrows()]
    return f'{head}<ul class="rows">{"".join(lines)}</ul>'


def table(page: Page, chased: pd.DataFrame) -> Table | None:
    """The first of the lagging units, which stand worst first; None where there is none."""
    return None if chased.empty else tables.lagging(page, chased.head(HOW_MANY), "call_first")


def _unit(page: Page, place: int, row: pd.Series) -> str:
    why = page.words("call_first.why", why=row["why"], targets=row["target_list"]) if row["target_list"] else row["why"]
    told = page.words("call_first.line", why=why, quarters=int(row["quarters_lagging"]), todo=row["todo"])
    way = sheet.link(page, "unit", f"**{place + 1}. {row['unit']}**", unit=row["org_unit"])
    return f"<li>{way}<span>{sheet.text(told)}</span></li>"
