"""Backups by one button, and how to put one back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import streamlit as st

from dxmetrics import metrics
from dxmetrics.catalog.catalog import VIETNAM
from dxmetrics.documents.tables import Table
from dxmetrics.errors import StoreError
from dxmetrics.store.copying import backups
from dxmetrics.ui import acting, blocks, tables
from dxmetrics.ui.inert import inert
from dxmetrics.ui.page import Page

_TOLD = "backup_told"


def part(page: Page) -> None:
    """The button, what it made, the backups there are."""
    blocks.heading(page, "admin.backup")
    st.markdown(page.words("backup.hint"))
    if st.button(page.words("backup.do"), type="primary", key="backup_do", icon=":material/save:"):
        _make(page)
    if told := st.session_state.get(_TOLD, ""):
        st.success(inert(page.words("backup.done", path=told)))
    found = backups(page.store.path)
    if not found:
        st.info(page.words("backup.none"))
        return
    blocks.table(page, overview(page, found), "backups")
    st.markdown(page.words("backup.restore_shared" if page.store.is_shared else "backup.restore"))
    place = "" if page.store.is_shared else f' --db "{page.store.path}"'
    st.code(f'python -m dxmetrics{place} restore "{found[0]}"', language=None)


def overview(page: Page, found: list[Path]) -> Table:
    """One row a backup, the newest first: its file, when it was made, megabytes."""
    records = [
        {
            "backup_file": path.name,
            "backup_at": datetime.fromtimestamp(path.stat().st_mtime, VIETNAM).replace(tzinfo=None),
            "backup_size": round(path.stat().st_size / 1e6, 1),
        }
        for path in found
    ]
    return tables.named(
        page, "backups", records, [("backup_file", 44), ("backup_at", 18, "moment"), ("backup_size", 10, "number")]
    )


def _make(page: Page) -> None:
    with st.spinner(page.words("backup.working")):
        try:
            st.session_state[_TOLD] = str(metrics.backup(page.store))
        except StoreError as fault:
            st.session_state[_TOLD] = ""
            st.error(inert(acting.fault_text(page, fault)))
