"""Where a figure comes from: every revision that states it, with file, cell and words, and the file to download."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dxmetrics import metrics
from dxmetrics.documents.tables import Table
from dxmetrics.text.numbers import moment
from dxmetrics.ui import blocks, downloads, tables
from dxmetrics.ui.page import Page
from dxmetrics.ui.returned import safe_name

_COLUMNS = (
    ("revision", 9), ("state", 18), ("value", 16), ("verbatim", 22), ("file", 26), ("address", 16),
    ("received_by", 20), ("received_at", 16), ("accepted_by", 20), ("accepted_at", 16), ("sha256", 20),
)  # fmt: skip


def block(page: Page, row: pd.Series | None) -> None:
    """The provenance of the chosen row of the table of values; how to choose one while none is."""
    if row is None:
        st.caption(page.words("provenance.choose"))
        return
    found = page.data.provenance(row["period"], row["org_unit"], row["data_element"])
    blocks.heading(page, "provenance")
    element = page.catalog.elements.get(row["data_element"])
    name = element.name(page.language) if element else row["data_element"]
    st.text(page.words("provenance.of", code=row["data_element"], name=name, unit=page.unit_name(row["org_unit"])))
    blocks.table(page, table(page, row["data_element"], found), "provenance")
    _originals(page, found)


def table(page: Page, code: str, found: pd.DataFrame) -> Table:
    """One row a revision, newest first: what it said, where, who sent it and who let it in."""
    records = [
        {
            "revision": str(item.revision),
            "state": page.words(f"provenance.state.{'in_force' if item.is_in_force else item.state}"),
            "value": tables.value_text(page, code, item.value),
            "verbatim": _text(item.verbatim),
            "file": item.file,
            "address": f"'{item.sheet}'!{item.cell}" if _text(item.cell) else "",
            "received_by": item.received_by,
            "received_at": _time(item.received_at),
            "accepted_by": _text(item.accepted_by),
            "accepted_at": _time(item.accepted_at),
            "sha256": item.sha256,
        }
        for item in found.itertuples(index=False)
    ]
    return tables.named(page, "provenance", records, _COLUMNS)


def _originals(page: Page, found: pd.DataFrame) -> None:
    """The file of a revision as it came in, for who may have it; the store asks again."""
    if found.empty or not page.store.actor.may("original"):
        return
    place = st.selectbox(
        page.words("provenance.which"),
        range(len(found)),
        key="provenance_file",
        width=520,
        format_func=lambda place: f"{found['revision'].iloc[place]} · {found['file'].iloc[place]}",
    )
    chosen = found.iloc[place]
    downloads.button(
        page,
        page.words("provenance.download"),
        lambda: metrics.original_file_for_officers(page.store, chosen["sha256"]) or b"",
        safe_name(chosen["file"]),
        key="provenance_download",
        help=page.words("provenance.download_help"),
    )


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)


def _time(value: object) -> str:
    return "" if pd.isna(value) else moment(value)
