"""The returns a quarter already has: their revisions, what changed between them, and the acts on one of them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dxmetrics import metrics
from dxmetrics.documents.tables import Table
from dxmetrics.text.keys import matches, sort_key
from dxmetrics.text.numbers import moment
from dxmetrics.ui import acting, blocks, downloads, faults, pile, return_acts, tables
from dxmetrics.ui.inert import inert
from dxmetrics.ui.page import Page
from dxmetrics.ui.picking import pick
from dxmetrics.ui.returned import safe_name

STATE_SYMBOLS = {"in_force": "✓", "accepted": "↷", "pending": "◐", "rejected": "✕", "withdrawn": "↩"}
_ALL = "all"
_REVISION_COLUMNS = (
    ("revision", 8, "count"), ("state", 18), ("received_at", 16, "moment"), ("loaded_by", 20), ("file", 21),
    ("faults", 12), ("last_act", 23),
)  # fmt: skip


def part(page: Page, period: str) -> None:
    """The quarter's returns, one of them with its revisions, and what may be done to it."""
    blocks.heading(page, "returns")
    every = page.data.revisions(period)
    if every.empty:
        blocks.empty(page, "empty.no_returns")
        return
    shown = _kept(page, newest(every))
    if shown.empty:
        st.info(page.words("empty.filtered"))
        return
    names = {row.return_id: page.unit_name(row.org_unit) for row in shown.itertuples(index=False)}
    chosen = pick(page, overview(page, shown), list(shown["return_id"]), "returns", names.get)
    acting.said("returns/")  # also of a return that has left the list
    if chosen:
        one(page, every[every["return_id"] == chosen])


def newest(every: pd.DataFrame) -> pd.DataFrame:
    """One row a return: its newest revision, how many there are, which counts; in the Vietnamese order of names."""
    rows = every.drop_duplicates("return_id")
    counts = every["return_id"].value_counts()
    counting = every[every["is_in_force"]].set_index("return_id")["revision"]
    rows = rows.assign(revisions=rows["return_id"].map(counts), counting=rows["return_id"].map(counting))
    return rows.sort_values("name_vi", key=lambda names: names.map(sort_key), kind="stable").reset_index(drop=True)


def overview(page: Page, rows: pd.DataFrame) -> Table:
    """One row a return: whose, the state of its newest revision, and which revision counts."""
    records = [
        {**_common(page, row), "unit": page.unit_name(row.org_unit), "revision": row.revision, "counting": row.counting}
        for row in rows.itertuples(index=False)
    ]
    columns = [
        ("unit", 30), ("state", 18), ("revision", 8, "count"), ("counting", 13, "count"), ("received_at", 16, "moment"),
        ("file", 19), ("faults", 13),
    ]  # fmt: skip
    return tables.named(page, "returns", records, columns)


def history(page: Page, rows: pd.DataFrame) -> Table:
    """One row a revision of one return, the newest first: state, receipt, and the last thing that was done to it."""
    return tables.named(
        page, "revisions", [_common(page, row) for row in rows.itertuples(index=False)], _REVISION_COLUMNS
    )


def state_words(page: Page, row: object) -> str:
    """A revision's state with its symbol; the accepted one that counts is in force, the others were replaced."""
    state = "in_force" if row.is_in_force else row.state
    return f"{STATE_SYMBOLS[state]} {page.words(f'provenance.state.{state}')}"


def one(page: Page, rows: pd.DataFrame) -> None:
    """One return: its revisions, one of them with its file, changes and faults, and the acts."""
    return_id = rows["return_id"].iloc[0]
    st.markdown(f"### {inert(acting.return_name(page, return_id))}")
    blocks.table(page, history(page, rows), "revisions", wrap=True)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.selectbox(
            page.words("revisions.which"),
            list(rows["revision"]),
            key=f"revision:{return_id}:{len(rows)}",
            format_func=lambda number: page.words("revisions.number", number=int(number)),
            width=200,
            filter_mode=None,
        )
        chosen = rows[rows["revision"] == number].iloc[0]
        _original(page, chosen)
    return_acts.offer(page, rows, chosen)
    _changes(page, rows, chosen)
    blocks.heading(page, "revisions.findings")
    faults.block(page, page.data.revision_findings(int(chosen["revision_id"])), "revision")


def _changes(page: Page, rows: pd.DataFrame, chosen: pd.Series) -> None:
    """What the revision says otherwise than the last one before it that was not sent back."""
    if chosen["state"] == "rejected":
        blocks.heading(page, "revisions.rejected")
        return
    before = rows[(rows["revision"] < chosen["revision"]) & (rows["state"] != "rejected")]
    old = None if before.empty else before.iloc[0]
    if old is None:
        blocks.heading(page, "revisions.first")
    else:
        st.header(page.words("revisions.changes", number=int(old["revision"])))
    changed = page.data.revision_changes(None if old is None else int(old["revision_id"]), int(chosen["revision_id"]))
    if changed.empty:
        st.info(page.words("revisions.same"))
        return
    blocks.table(page, pile.changes(page, changed.itertuples(index=False), "revision_changes"), "revision_changes")


def _original(page: Page, chosen: pd.Series) -> None:
    if not page.store.actor.may("original"):
        return
    downloads.button(
        page,
        page.words("provenance.download"),
        lambda: metrics.original_file_for_officers(page.store, chosen["sha256"]) or b"",
        safe_name(chosen["file"]),
        key="revision_download",
        help=page.words("provenance.download_help"),
    )


def _kept(page: Page, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the state and search a person chose; states nobody has are not offered."""
    states = [state for state in ("pending", "rejected", "accepted", "withdrawn") if (rows["state"] == state).any()]
    counts = {_ALL: len(rows)} | {state: int((rows["state"] == state).sum()) for state in states}
    if st.session_state.get("returns_state") not in counts:
        st.session_state["returns_state"] = _ALL
    with st.container(horizontal=True, vertical_alignment="bottom"):
        wanted = st.segmented_control(
            page.words("returns.state"),
            list(counts),
            required=True,
            key="returns_state",
            format_func=lambda state: page.words(f"returns.{state}", count=counts[state]),
            wrap=True,
        )
        search = blocks.search_box(page, "returns_search")
    if wanted in states:
        rows = rows[rows["state"] == wanted]
    texts = rows[["name_vi", "name_en", "code", "file", "received_by"]].itertuples(index=False)
    return rows[[matches(search, map(str, row)) for row in texts]].reset_index(drop=True)


def _common(page: Page, row: object) -> dict[str, object]:
    counts = {"error": row.errors, "warning": row.warnings, "note": row.notes}
    return {
        "revision": row.revision,
        "state": state_words(page, row),
        "received_at": row.received_at,
        "loaded_by": row.received_by,
        "file": row.file,
        "faults": pile.counted(page, "intake.fault", counts),
        "last_act": _last_act(page, row),
    }


def _last_act(page: Page, row: object) -> str:
    """When, by whom and why the revision got its state, where that was not simply its coming in."""
    if row.happened_at == row.received_at and not row.reason:
        return ""
    return page.words("revisions.last_act", at=moment(row.happened_at), actor=row.actor, reason=row.reason).strip(": ")
