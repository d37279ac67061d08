"""What goes back to the senders of a pile: their own workbooks with the faults marked, and the receipt of the whole."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Protocol

import streamlit as st

from dxmetrics.documents.receipt import receipt_xlsx
from dxmetrics.store.outcome import Outcome
from dxmetrics.ui import acting, downloads
from dxmetrics.ui.page import Page
from dxmetrics.workbook.guard import Refused
from dxmetrics.workbook.marking import mark_workbook, needs_marking, refusal

_PILE = "returned_pile"
_UNFIT = re.compile(r'[<>:"|?*]')
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Checked(Protocol):
    """One file of the pile with what checking it said."""

    @property
    def name(self) -> str: ...
    @property
    def data(self) -> bytes: ...
    @property
    def outcome(self) -> Outcome: ...


def all_marked(page: Page, pile: Sequence[Checked], period: str) -> None:
    """All faulty files of the pile, marked, as a zip; the pile is remembered for its receipt."""
    st.session_state[_PILE] = [item.outcome for item in pile]
    faulty = [item for item in pile if needs_marking(item.outcome.findings)]
    if len(faulty) > 1:
        downloads.button(
            page,
            page.words("returned.zip", count=len(faulty)),
            lambda: zip_marked(faulty, page.language),
            f"tra_lai_{period}.zip",
            "application/zip",
            key="marked_zip",
        )


def one_marked(page: Page, item: Checked) -> None:
    """The marked copy of the file that is looked at, or why it has none."""
    if refusal(item.outcome.findings):
        st.caption(page.words("returned.no_copy"))
    elif needs_marking(item.outcome.findings):
        make = lambda: mark_workbook(item.data, item.outcome.findings, page.language)
        downloads.button(page, page.words("returned.one"), make, safe_name(item.name), _XLSX, key="marked_one")


def receipt(page: Page, loaded: Sequence[Outcome]) -> None:
    """The receipt of the last acceptance: every file of the pile, also those that were not let through."""
    if not loaded:
        return
    whole = whole_pile(st.session_state.get(_PILE, []), loaded)
    make = lambda: receipt_xlsx(whole, page.catalog, page.words, by=acting.who(page))
    downloads.button(
        page, page.words("returned.receipt"), make, f"{page.words('returned.receipt_file')}.xlsx", _XLSX, key="receipt"
    )


def whole_pile(checked: Iterable[Outcome], loaded: Sequence[Outcome]) -> list[Outcome]:
    """The pile in its order: what became of a file where it was loaded, else what checking it said."""
    left = list(loaded)
    whole = []
    for outcome in checked:
        done = next((item for item in left if _same_file(item, outcome)), None)
        if done is not None:
            left.remove(done)
        whole.append(done or outcome)
    return whole + left


def zip_marked(faulty: Iterable[Checked], language: str) -> bytes:
    """The marked copies under their senders' names, numbered where names repeat."""
    out = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for item in faulty:
            with contextlib.suppress(Refused):
                copy = mark_workbook(item.data, item.outcome.findings, language)
                name = _free(safe_name(item.name), taken)
                archive.writestr(name, copy)
    return out.getvalue()


def safe_name(name: str) -> str:
    """A sender's file name without folders, control characters and what Windows takes in no name: never a path."""
    last = "".join(char for char in PurePath(name.replace("\\", "/")).name if char.isprintable())
    return _UNFIT.sub("_", last).strip(". ") or "return.xlsx"


def _free(name: str, taken: set[str]) -> str:
    path, number, free = PurePath(name), 1, name
    while free.lower() in taken:
        number += 1
        free = f"{path.stem} ({number}){path.suffix}"
    taken.add(free.lower())
    return free


def _same_file(one: Outcome, other: Outcome) -> bool:
    return (one.file, one.org_unit, one.period) == (other.file, other.org_unit, other.period)
