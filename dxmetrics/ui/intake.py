"""Loading a pile through the page: check every file, show what would change, accept what a person lets through."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dxmetrics.catalog.model import OrgUnit
from dxmetrics.documents.tables import Table
from dxmetrics.findings import Finding
from dxmetrics.periods import Period
from dxmetrics.store.outcome import Outcome
from dxmetrics.store.pile import PileFile, load_pile
from dxmetrics.store.templates import template_file
from dxmetrics.text import finding_text
from dxmetrics.text.keys import sort_key
from dxmetrics.text.quarters import quarter
from dxmetrics.ui import tables
from dxmetrics.ui.page import Page

_CHECKED, _ROUND, _DONE = "intake_checked", "intake_round", "intake_done"
_OUTCOME_SYMBOLS = {"accepted": "✓", "pending": "◐", "rejected": "✕", "unchanged": "="}
_ALL = "all"


@dataclass(frozen=True)
class Incoming:
    """One dropped file with what checking it said. ``outcome`` is that of a dry run: nothing is loaded yet."""

    name: str
    data: bytes
    outcome: Outcome

    @property
    def count(self) -> dict[str, int]:
        """Findings by severity."""
        severities = [finding.severity for finding in self.outcome.findings]
        return {severity: severities.count(severity) for severity in ("error", "warning", "note")}


def period_choice(page: Page) -> str:
    """The quarter of the templates and of the pile: any quarter of the Plan, the newest with data at first."""
    codes = [str(period) for period in page.catalog.periods()]
    usual = page.selection.period if page.selection.period in codes else codes[0]
    return st.selectbox(
        page.words("intake.period"),
        codes[::-1],
        index=codes[::-1].index(usual),
        key="intake_period",
        format_func=lambda code: quarter(code, page.language),
        width=200,
        filter_mode=None,
    )


def templates(page: Page, period: str) -> None:
    """One template to send out, or all of the quarter as a zip."""
    units = sorted(page.catalog.reporters(Period.parse(period)), key=lambda unit: sort_key(unit.name(page.language)))
    names = {unit.id: unit.name(page.language) for unit in units}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            page.words("intake.template_unit"),
            [_ALL, *names],
            key="intake_unit",
            width=420,
            format_func=lambda unit: names.get(unit) or page.words("intake.template_all", count=len(names)),
        )
        if chosen == _ALL:
            st.download_button(
                page.words("intake.template_zip"),
                lambda: _zip(page, units, period),
                f"bieu_mau_{period}.zip",
                "application/zip",
                key="template_zip",
                on_click="ignore",
                icon=":material/download:",
            )
        else:
            st.download_button(
                page.words("intake.template_one"),
                lambda: template_file(page.store, chosen, Period.parse(period))[1],
                f"{period}_{page.catalog.units[chosen].code}.xlsx",
                key="template_one",
                on_click="ignore",
                icon=":material/download:",
            )


def dropped(page: Page, period: str) -> list[Incoming]:
    """The pile in hand, each file checked once; a progress bar while checking."""
    turn = st.session_state.setdefault(_ROUND, 0)
    files = (
        st.file_uploader(
            page.words("intake.drop"),
            accept_multiple_files=True,
            key=f"intake_files_{turn}",
            help=page.words("intake.drop_help"),
        )
        or []
    )
    checked: dict[str, Incoming] = st.session_state.setdefault(_CHECKED, {})
    keys = {}
    for file in files:
        data = file.getvalue()
        keys[_key(data, period, page.data.version)] = (file.name, data)
    fresh = [key for key in keys if key not in checked]
    if fresh:
        _check(page, period, {key: keys[key] for key in fresh}, checked)
    st.session_state[_CHECKED] = {key: checked[key] for key in keys}
    return [checked[key] for key in keys]


def summary(page: Page, pile: Sequence[Incoming]) -> Table:
    """One row a file: whose return, what state, how many faults, what would change."""
    records = [
        {
            "name": item.name,
            "unit": page.unit_name(item.outcome.org_unit) if item.outcome.org_unit else "",
            "period": quarter(str(item.outcome.period), page.language) if item.outcome.period else "",
            "outcome": f"{_OUTCOME_SYMBOLS[item.outcome.outcome]} {page.words('outcome_dry.' + item.outcome.outcome)}",
            "faults": page.words("intake.faults", errors=item.count["error"], warnings=item.count["warning"]),
            "changes": page.words(
                "intake.changes",
                new=item.outcome.new,
                changed=item.outcome.changed,
                unchanged=item.outcome.unchanged,
                removed=item.outcome.removed,
            ),
        }
        for item in pile
    ]
    return tables.named(
        page,
        "intake",
        records,
        [("name", 34), ("unit", 34), ("period", 14), ("outcome", 24), ("faults", 20), ("changes", 44)],
    )


def choose(page: Page, pile: Sequence[Incoming]) -> Incoming:
    """The file to look into: the first faulty one to begin with."""
    order = sorted(pile, key=lambda item: (-item.count["error"], -item.count["warning"]))
    place = st.selectbox(
        page.words("intake.look_into"),
        range(len(order)),
        key="intake_file",
        width=520,
        format_func=lambda place: f"{_OUTCOME_SYMBOLS[order[place].outcome.outcome]} {order[place].name}",
    )
    return order[place]


def findings(page: Page, found: Sequence[Finding]) -> Table:
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
    return tables.named(
        page,
        "findings",
        records,
        [("severity", 11), ("address", 14), ("found", 18), ("message", 46), ("expected", 36), ("remedy", 44)],
    )


def changes(page: Page, item: Incoming) -> Table:
    """One row a value that would become new, another, or go."""
    records = [
        {
            "unit": page.unit_name(row.org_unit),
            "code": row.data_element,
            "element": _element(page, row.data_element),
            "old": tables.value_text(page, row.data_element, row.old),
            "new": tables.value_text(page, row.data_element, row.new),
            "cell": f"'{row.sheet}'!{row.cell}" if row.cell else "",
        }
        for row in item.outcome.changes
    ]
    return tables.named(
        page, "changes", records, [("unit", 30), ("code", 11), ("element", 46), ("old", 18), ("new", 18), ("cell", 14)]
    )


def accept(page: Page, pile: Sequence[Incoming], period: str) -> None:
    """The two ways in: what is clean, or also what has warnings a person has looked at."""
    clean = [item for item in pile if item.outcome.outcome == "accepted"]
    asked = [item for item in pile if item.outcome.outcome == "pending"]
    with st.container(horizontal=True):
        first = st.button(
            page.words("intake.accept_clean", count=len(clean)), type="primary", disabled=not clean, key="accept_clean"
        )
        second = st.button(
            page.words("intake.accept_warned", count=len(clean) + len(asked)), disabled=not asked, key="accept_warned"
        )
    if first or second:
        _load(page, clean + (asked if second else []), period, accept_warnings=second)
        st.session_state[_ROUND] += 1
        st.session_state[_CHECKED] = {}
        st.rerun()


def last_load(page: Page) -> None:
    """What the last acceptance did, until the next one."""
    done: list[Outcome] = st.session_state.get(_DONE, [])
    if done:
        accepted = sum(item.outcome == "accepted" for item in done)
        st.success(page.words("intake.done", accepted=accepted, total=len(done)), icon=":material/check:")


def _load(page: Page, pile: Sequence[Incoming], period: str, *, accept_warnings: bool) -> None:
    bar = st.progress(0.0)
    done = []
    outcomes = load_pile(
        page.store,
        [PileFile(Path(item.name), data=lambda item=item: item.data) for item in pile],
        by=page.words("intake.by"),
        period=Period.parse(period),
        accept_warnings=accept_warnings,
    )
    for place, outcome in enumerate(outcomes, 1):
        bar.progress(place / len(pile), text=page.words("intake.loading", done=place, total=len(pile), name=outcome.file))
        done.append(outcome)
    st.session_state[_DONE] = done


def _check(page: Page, period: str, fresh: dict[str, tuple[str, bytes]], checked: dict[str, Incoming]) -> None:
    bar = st.progress(0.0)
    pile = [PileFile(Path(name), data=lambda data=data: data) for name, data in fresh.values()]
    outcomes = load_pile(page.store, pile, by=page.words("intake.by"), period=Period.parse(period), dry_run=True)
    for place, (key, outcome) in enumerate(zip(fresh, outcomes, strict=True), 1):
        bar.progress(place / len(fresh), text=page.words("intake.checking", done=place, total=len(fresh), name=outcome.file))
        checked[key] = Incoming(outcome.file, fresh[key][1], outcome)
    bar.empty()


def _key(data: bytes, period: str, version: int) -> str:
    return f"{hashlib.sha256(data).hexdigest()}:{period}:{version}"


def _element(page: Page, code: str) -> str:
    element = page.catalog.elements.get(code)
    return element.name(page.language) if element else code


def _zip(page: Page, units: Sequence[OrgUnit], period: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for unit in units:
            archive.writestr(*template_file(page.store, unit.id, Period.parse(period)))
    return out.getvalue()
