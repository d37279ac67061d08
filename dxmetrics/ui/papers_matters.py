"""Difficulties and proposals of the quarter: each is open, answered or forwarded, and the table says to whom and what."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dxmetrics.documents.tables import Table
from dxmetrics.periods import Period
from dxmetrics.store import trail
from dxmetrics.text.keys import matches
from dxmetrics.text.numbers import number
from dxmetrics.ui import acting, blocks, tables
from dxmetrics.ui.inert import inert
from dxmetrics.ui.page import Page
from dxmetrics.ui.picking import pick

STATES = {"open": "○", "answered": "✓", "forwarded": "→"}
_SHORT, _LONGEST = 60, 2000


def part(page: Page) -> None:
    """All matters of the quarter by state, one of them with its text, and what to do about it."""
    period = page.selection.period
    blocks.heading(page, "papers.matters")
    acting.said(f"matters/{period}")
    every = page.data.difficulties(period)
    if every.empty:
        blocks.empty(page, "empty.no_matters")
        return
    shown = _shown(page, every)
    if shown.empty:
        st.info(page.words("empty.filtered"))
        return
    ids = [_id(row) for row in shown.itertuples(index=False)]
    names = {_id(row): _name(page, row) for row in shown.itertuples(index=False)}
    chosen = pick(page, content(page, shown), ids, "matters", names.get)
    if chosen:
        _one(page, shown.iloc[ids.index(chosen)])


def content(page: Page, shown: pd.DataFrame) -> Table:
    """One row a difficulty or proposal: whose, what it says, its state, to whom it went, what was answered."""
    records = [
        {
            "unit": page.unit_name(row.org_unit),
            "matter_kind": page.words(f"matter.{row.kind}"),
            "matter": row.text,
            "matter_state": f"{STATES[row.state]} {page.words(f'matter.{row.state}')}",
            "recipient": row.recipient,
            "reply": row.answer,
        }
        for row in shown.itertuples(index=False)
    ]
    columns = [
        ("unit", 26), ("matter_kind", 13), ("matter", 52), ("matter_state", 15), ("recipient", 18), ("reply", 30),
    ]  # fmt: skip
    return tables.named(page, "matters", records, columns)


def _shown(page: Page, every: pd.DataFrame) -> pd.DataFrame:
    """Of the state that was chosen, with the words that were searched for."""
    counts = {"all": len(every)} | {state: int((every["state"] == state).sum()) for state in STATES}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        state = st.segmented_control(
            page.words("papers.matter_state"),
            list(counts),
            default="open" if counts["open"] else "all",
            required=True,
            key="matters_state",
            format_func=lambda name: f"{page.words(f'matter.{name}')} ({number(counts[name], page.language)})",
        )
        search = blocks.search_box(page, "matters_search", 260).strip()
    rows = every if state == "all" else every[every["state"] == state]
    if search:
        texts = rows[["name_vi", "name_en", "text"]].itertuples(index=False)
        rows = rows[[matches(search, map(str, row)) for row in texts]]
    return rows.reset_index(drop=True)


def _one(page: Page, row: pd.Series) -> None:
    place = f"matters/{row['period']}"
    st.markdown(f"#### {inert(page.unit_name(row['org_unit']))} · {page.words('matter.' + row['kind'])}")
    st.markdown("> " + inert(row["text"]))
    act = acting.choice(page, f"{place}/{_id(row)}", ("answer", "forward"))
    if act is None:
        return
    given: dict[str, str] = {}
    about = (page.store, Period.parse(row["period"]), row["org_unit"], int(row["matter"]), row["kind"])

    def fields() -> None:
        if act == "forward":
            given["recipient"] = st.text_input(
                page.words("act.forward.recipient"), key=acting.field_key("recipient"), max_chars=200, width=420
            )
        given["text"] = st.text_area(
            page.words(f"act.{act}.text"), key=acting.field_key("text", act), max_chars=_LONGEST, height="content"
        )

    def do(by: str, reason: str) -> str:
        make = {"answer": trail.answer, "forward": trail.forward}[act]
        make(*about, **given, by=by, reason=reason)
        return page.words(
            f"act.{act}.after", name=page.unit_name(row["org_unit"]), recipient=given.get("recipient", "")
        )

    acting.form(page, place, act, do, fields)


def _id(row: object) -> str:
    return f"{row.org_unit}/{row.kind}/{row.matter}"


def _name(page: Page, row: object) -> str:
    text = row.text if len(row.text) <= _SHORT else row.text[: _SHORT - 1] + "…"
    return f"{page.unit_name(row.org_unit)} · {page.words(f'matter.{row.kind}')}: {text}"
