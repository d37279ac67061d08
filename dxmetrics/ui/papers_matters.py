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
    chosen = pick(page, content(page, shown), ids, "matters", names.get, wrap=True)
    if chosen:
        _one(page, shown.iloc[ids.index(chosen)], every)


def content(page: Page, shown: pd.DataFrame) -> Table:
    """One row a difficulty or proposal: whose, what it says, its state, to whom it went, what was answered."""
    records = [
        {
            "unit": page.unit_name(row.org_unit),
            "matter_kind": page.words(f"papers.matter.{row.kind}"),
            "matter": row.text,
            "matter_state": f"{STATES[row.state]} {page.words(f'papers.matter.{row.state}')}",
            "recipient": row.recipient,
            "answer_text": row.answer,
        }
        for row in shown.itertuples(index=False)
    ]
    columns = [
        ("unit", 22), ("matter_kind", 10), ("matter", 40), ("matter_state", 13), ("recipient", 14), ("answer_text", 20),
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
            format_func=lambda name: f"{page.words(f'papers.matter.{name}')} ({number(counts[name], page.language)})",
            wrap=True,
        )
        search = blocks.search_box(page, "matters_search", 260).strip()
    rows = every if state == "all" else every[every["state"] == state]
    if search:
        texts = rows[["name_vi", "name_en", "text"]].itertuples(index=False)
        rows = rows[[matches(search, map(str, row)) for row in texts]]
    return rows.reset_index(drop=True)


def _one(page: Page, row: pd.Series, every: pd.DataFrame) -> None:
    """One matter with its text, and the acts; many units may say the same, and are then dealt with together if wanted."""
    place = f"matters/{row['period']}"
    st.markdown(f"### {inert(page.unit_name(row['org_unit']))} · {page.words('papers.matter.' + row['kind'])}")
    st.markdown("> " + inert(row["text"]))
    act = acting.choice(page, f"{place}/{_id(row)}", ("answer", "forward"))
    if act is None:
        return
    given: dict[str, str] = {}
    alike = same_again(every, row)
    together = [False]

    def fields() -> None:
        if act == "forward":
            given["recipient"] = st.text_input(
                page.words("act.forward.recipient"), key=acting.field_key("recipient"), max_chars=200, width=420
            )
        given["text"] = st.text_area(
            page.words(f"act.{act}.text"), key=acting.field_key("text", act), max_chars=_LONGEST, height="content"
        )
        if len(alike):
            label = page.words("papers.same_matter", count=len(alike))
            together[0] = st.checkbox(label, key=acting.field_key("together"))

    def do(by: str, reason: str) -> str:
        make = {"answer": trail.answer, "forward": trail.forward}[act]
        for one in [row, *(found for _, found in alike.iterrows())] if together[0] else [row]:
            about = (Period.parse(one["period"]), one["org_unit"], int(one["matter"]), one["kind"])
            make(page.store, *about, **given, by=by, reason=reason)
        facts = {"name": page.unit_name(row["org_unit"]), "recipient": given.get("recipient", "")}
        done = page.words(f"act.{act}.after", **facts)
        return page.words("papers.and_the_same", done=done, count=len(alike)) if together[0] else done

    acting.form(page, place, act, do, fields)


def same_again(every: pd.DataFrame, row: pd.Series) -> pd.DataFrame:
    """Open matters of the same kind with the same text, this one left out."""
    same = (every["text"] == row["text"]) & (every["kind"] == row["kind"]) & (every["state"] == "open")
    itself = (every["org_unit"] == row["org_unit"]) & (every["matter"] == row["matter"])
    return every[same & ~itself]


def _id(row: object) -> str:
    return f"{row.org_unit}/{row.kind}/{row.matter}"


def _name(page: Page, row: object) -> str:
    text = row.text if len(row.text) <= _SHORT else row.text[: _SHORT - 1] + "…"
    return f"{page.unit_name(row.org_unit)} · {page.words(f'papers.matter.{row.kind}')}: {text}"
