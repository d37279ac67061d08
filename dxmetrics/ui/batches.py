"""What came in with one load, and undoing it: all its returns withdrawn in one act, or none."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dxmetrics.documents.tables import Table
from dxmetrics.store import actions, freezing
from dxmetrics.text.numbers import moment
from dxmetrics.text.quarters import short_quarter
from dxmetrics.ui import acting, blocks, pile, revisions, tables
from dxmetrics.ui.inert import inert
from dxmetrics.ui.page import Page
from dxmetrics.ui.picking import pick

_MANY = 3  # quarters that are listed one by one
_COUNTS = ("accepted", "pending", "rejected", "withdrawn")


def part(page: Page) -> None:
    """All loads, one of them with its files, and the act of undoing it."""
    blocks.heading(page, "batches")
    loads = page.data.batches()
    if loads.empty:
        blocks.empty(page, "empty.no_batches")
        return
    loads = loads.assign(number=range(len(loads), 0, -1))
    names = {row.batch_id: batch_name(page, row) for row in loads.itertuples(index=False)}
    chosen = pick(page, overview(page, loads), list(names), "batches", names.get, first=True)
    if chosen:
        _one(page, loads[loads["batch_id"] == chosen].iloc[0])


def batch_name(page: Page, row: object) -> str:
    """A load by its number (the first is 1), its moment, its quarters and how many files it had."""
    return page.words(
        "batches.name", number=row.number, at=moment(row.loaded_at), periods=_periods(page, row), count=row.files
    )


def overview(page: Page, loads: pd.DataFrame) -> Table:
    """One row a load, the newest first: when, by whom, of which quarters, and what its files are now."""
    records = [
        {
            "number": row.number,
            "loaded_at": row.loaded_at,
            "loaded_by": _people(page, row),
            "periods": _periods(page, row),
            "files": row.files,
            **{f"files_{name}": getattr(row, name) for name in _COUNTS},
        }
        for row in loads.itertuples(index=False)
    ]
    counts = [(f"files_{name}", 13, "count") for name in _COUNTS]
    columns = [
        ("number", 5, "count"),
        ("loaded_at", 16, "moment"),
        ("loaded_by", 20),
        ("periods", 12),
        ("files", 8, "count"),
        *counts,
    ]
    return tables.named(page, "batches", records, columns)


def _one(page: Page, load: pd.Series) -> None:
    batch_id = load["batch_id"]
    st.markdown(f"### {inert(batch_name(page, load))}")
    acting.said(batch_id)
    files = page.data.revisions(batch_id=batch_id)
    _undo(page, batch_id, files)
    blocks.table(page, contents(page, files), "batch")


def contents(page: Page, files: pd.DataFrame) -> Table:
    """One row a file of the load, the newest first; a file that did not say whose it is has no unit."""
    records = [
        {
            "file": row.file,
            "unit": page.unit_name(row.org_unit) if row.org_unit else "",
            "period": short_quarter(row.period, page.language) if row.period else "",
            "revision": row.revision,
            "state": revisions.state_words(page, row),
            "faults": pile.counted(
                page, "intake.fault", {"error": row.errors, "warning": row.warnings, "note": row.notes}
            ),
            "received_at": row.received_at,
        }
        for row in files.astype({"org_unit": object}).fillna({"org_unit": "", "period": ""}).itertuples(index=False)
    ]
    columns = [
        ("file", 26), ("unit", 28), ("period", 8), ("revision", 8, "count"), ("state", 18), ("faults", 14),
        ("received_at", 16, "moment"),
    ]  # fmt: skip
    return tables.named(page, "batch", records, columns)


def _undo(page: Page, batch_id: str, files: pd.DataFrame) -> None:
    """What undoing would withdraw, told first; where a frozen quarter forbids it, that instead."""
    standing = files[files["state"].isin(["accepted", "pending"])]
    if standing.empty:
        st.caption(page.words("batches.nothing_left"))
        return
    if acting.choice(page, batch_id, ("undo",)) is None:
        return
    barred = _barred(page, standing)
    if barred:
        st.warning(page.words("act.undo.barred", units=inert(", ".join(barred))))
        return
    st.info(before_undoing(page, standing))

    def do(by: str, reason: str) -> str:
        done = actions.undo(page.store, batch_id, by=by, reason=reason)
        return page.words("act.undo.after", count=len(done))

    acting.form(page, batch_id, "undo", do)


def before_undoing(page: Page, standing: pd.DataFrame) -> str:
    """How many returns stop to count, and how many of them give way to an earlier revision."""
    counting = standing[standing["is_in_force"]]
    back = sum(_has_earlier(page, row) for row in counting.itertuples(index=False))
    waiting = int((standing["state"] == "pending").sum())
    facts = {"count": len(standing), "counting": len(counting), "back": back, "gone": len(counting) - back}
    return page.words("act.undo.before", waiting=waiting, **facts)


def _has_earlier(page: Page, row: object) -> bool:
    """Whether an accepted revision of another load would count in this one's place."""
    known = page.data.revisions(return_id=row.return_id)
    return bool(((known["state"] == "accepted") & (known["batch_id"] != row.batch_id)).any())


def _barred(page: Page, standing: pd.DataFrame) -> list[str]:
    """Returns of frozen quarters whose unit has no exception: one of them bars the whole load."""
    frozen = {freeze.period for freeze in freezing.freezes(page.store) if freeze.is_frozen}
    rows = standing[standing["period"].isin(frozen)]
    return [
        acting.return_name(page, row.return_id)
        for row in rows.itertuples(index=False)
        if freezing.open_exception(page.store, row.period, row.org_unit) is None
    ]


def _people(page: Page, row: object) -> str:
    if row.people == 1:
        return row.received_by
    return page.words("batches.people", count=row.people)


def _periods(page: Page, row: object) -> str:
    """The load's quarters, by the first and the last where there are many."""
    codes = [code for code in row.periods.split(";") if code]
    told = [short_quarter(code, page.language) for code in codes]
    if len(told) <= _MANY:
        return ", ".join(told)
    return page.words("batches.periods", first=told[0], last=told[-1], count=len(told))
