"""The faults of one file: by what mends them, with their cells, or one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import streamlit as st

from dxmetrics.documents.tables import Table
from dxmetrics.findings import Finding, FindingGroup, group_findings
from dxmetrics.text import finding_text
from dxmetrics.ui import blocks, tables
from dxmetrics.ui.page import Page

_VIEWS = ("remedies", "findings")
_CELL = re.compile(r"([A-Z]+)(\d+)")


def block(page: Page, found: Sequence[Finding], key: str) -> None:
    """The faults of one file in the view a person chooses, grouped to begin with; ``key`` parts two such blocks."""
    if not found:
        blocks.empty(page, "empty.no_findings")
        return
    view = st.segmented_control(
        page.words("faults.view"),
        _VIEWS,
        default=_VIEWS[0],
        required=True,
        key=f"{key}_faults",
        format_func=lambda name: page.words(f"faults.{name}"),
        label_visibility="collapsed",
    )
    content = by_remedy(page, found) if view == "remedies" else one_by_one(page, found)
    blocks.table(page, content, f"{key}_{view}", wrap=True)


def by_remedy(page: Page, found: Sequence[Finding]) -> Table:
    """One row a remedy: how many faults it mends and in which cells, gravest first, with what is wrong at the first."""
    records = [
        {
            "severity": page.words(f"severity.{group.severity}"),
            "same_remedy": page.words("faults.same_remedy", count=group.count),
            "cells": _where(group),
            **finding_text(group.first, page.language),
        }
        for group in group_findings(found, lambda finding: finding_text(finding, page.language)["remedy"])
    ]
    columns = [("severity", 9), ("same_remedy", 17), ("cells", 26), ("remedy", 40), ("message", 42)]
    return tables.named(page, "remedies", records, columns)


def one_by_one(page: Page, found: Sequence[Finding]) -> Table:
    """One row a fault: where, what was found, what is expected, how to mend it."""
    records = [
        {
            "severity": page.words(f"severity.{item.severity}"),
            "address": item.address,
            "found": item.found,
            **finding_text(item, page.language),
        }
        for item in found
    ]
    columns = [("severity", 9), ("address", 13), ("found", 15), ("message", 34), ("expected", 28), ("remedy", 30)]
    return tables.named(page, "findings", records, columns)


def cell_ranges(cells: Iterable[str]) -> str:
    """Cells as a person would say them: ``F14:F17, H3`` for neighbours below one another, in their order."""
    runs: list[list[str]] = []
    for cell in dict.fromkeys(cells):
        if runs and _below(runs[-1][-1]) == cell:
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}:{run[-1]}" for run in runs)


def _below(cell: str) -> str:
    found = _CELL.fullmatch(cell)
    return f"{found[1]}{int(found[2]) + 1}" if found else ""


def _where(group: FindingGroup) -> str:
    """The sheet once, then the cells; nothing for a fault of the whole file."""
    cells = cell_ranges(cell for cell in group.cells if cell)
    if not group.sheet:
        return ""
    return f"'{group.sheet}'!{cells}" if cells else f"'{group.sheet}'"
