"""Difficulties and proposals of the quarter's returns, each beside the other, and the way to who wrote them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dxmetrics.documents.tables import Column, Table
from dxmetrics.ui import amounts, blocks, rows, task_sentences
from dxmetrics.ui.page import Page

_KEY = ["return_id", "org_unit", "matter"]


@st.fragment
def block(page: Page) -> None:
    """What most units say, then every difficulty with its proposal. Reruns by itself."""
    chosen = page.selection
    blocks.heading(page, "tasks.difficulties")
    found = page.data.difficulties(chosen.period, chosen.level)
    if found.empty:
        blocks.empty(page, "empty.no_difficulties")
        return
    st.markdown(f"**{task_sentences.most_said(found, page.words)}**")
    amounts.units(page, table(page, side_by_side(found)), "difficulties")


def side_by_side(found: pd.DataFrame) -> pd.DataFrame:
    """One row a matter of a return: the difficulty and its proposal. ``found``: metrics.difficulties."""
    texts = {
        kind: found[found["kind"] == kind].set_index(_KEY)["text"].rename(kind) for kind in ("difficulty", "proposal")
    }
    about = found.drop_duplicates(_KEY).set_index(_KEY)[["code", "name_vi", "name_en", "level", "sheet", "cell"]]
    return about.join(texts["difficulty"]).join(texts["proposal"]).fillna("").reset_index()


def table(page: Page, matters: pd.DataFrame) -> Table:
    """One row a matter, by unit; the search also looks into the texts."""
    kept = rows.keep(matters, search=page.selection.search, texts=("difficulty", "proposal"))
    shown = rows.named(kept).assign(
        unit=lambda frame: [page.unit_name(unit) for unit in frame["org_unit"]],
        source=lambda frame: [f"'{sheet}'!{cell}" for sheet, cell in zip(frame["sheet"], frame["cell"], strict=True)],
    )
    columns = (
        Column("unit", page.words("column.unit"), "text", 28),
        Column("difficulty", page.words("column.difficulty"), "text", 52),
        Column("proposal", page.words("column.proposal"), "text", 52),
        Column("source", page.words("column.address"), "text", 13),
    )
    facts = page.facts(page.words("export.method_difficulties"))
    return Table(page.words("table.difficulties"), columns, shown, facts)
