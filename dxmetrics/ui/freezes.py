"""Freezing a quarter once its figures are published, unfreezing it, exceptions, and what was changed since."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dxmetrics import metrics
from dxmetrics.documents.tables import Table
from dxmetrics.periods import Period
from dxmetrics.store import freezing
from dxmetrics.text.keys import sort_key
from dxmetrics.text.numbers import moment
from dxmetrics.text.quarters import quarter
from dxmetrics.ui import acting, blocks, tables, trail
from dxmetrics.ui.inert import inert
from dxmetrics.ui.page import Page

_OF_A_PERIOD = ("frozen", "unfrozen", "exception")
_GROUPS = {"accepted": ("accepted",), "pending": ("pending",), "missing": ("missing", "rejected", "not_due")}


def part(page: Page, period: str) -> None:
    """The chosen quarter's freeze and its acts, then every quarter that was ever frozen."""
    blocks.heading(page, "freezes")
    frozen = freezing.last_freeze(page.store, period)
    is_frozen = bool(frozen and frozen.is_frozen)
    st.markdown(f"### {quarter(period, page.language)}")
    acting.said(period)
    if is_frozen:
        facts = {"at": moment(frozen.frozen_at), "actor": frozen.actor, "reason": frozen.reason}
        st.warning(inert(page.words("freezes.frozen", **facts)), icon=":material/lock:")
    else:
        st.caption(page.words("freezes.open"))
    act = acting.choice(page, period, ("exception", "unfreeze") if is_frozen else ("freeze",))
    if act:
        {"freeze": _freeze, "unfreeze": _unfreeze, "exception": _exception}[act](page, period)
    _what_happened(page, period)
    _every_freeze(page)


def before_freezing(page: Page, period: str) -> str:
    """What the freeze would keep as it is: how many returns count, wait and are missing."""
    states = page.data.reporting(period)["state"]
    counts = {name: int(states.isin(group).sum()) for name, group in _GROUPS.items()}
    return page.words("act.freeze.before", period=quarter(period, page.language), **counts)


def _freeze(page: Page, period: str) -> None:
    st.info(before_freezing(page, period))

    def do(by: str, reason: str) -> str:
        done = metrics.freeze(page.store, period, by=by, reason=reason)
        return page.words("act.freeze.after", period=quarter(period, page.language), at=moment(done.frozen_at))

    acting.form(page, period, "freeze", do)


def _unfreeze(page: Page, period: str) -> None:
    st.info(page.words("act.unfreeze.before", period=quarter(period, page.language)))

    def do(by: str, reason: str) -> str:
        freezing.unfreeze(page.store, Period.parse(period), by=by, reason=reason)
        return page.words("act.unfreeze.after", period=quarter(period, page.language))

    acting.form(page, period, "unfreeze", do)


def _exception(page: Page, period: str) -> None:
    """An exception is for one unit and one change; the unit is chosen by its name."""
    units = {unit.id: page.unit_name(unit.id) for unit in page.catalog.reporters(Period.parse(period))}
    unit = st.selectbox(
        page.words("act.exception.unit"),
        sorted(units, key=lambda unit: sort_key(units[unit])),
        index=None,
        key=f"exception_unit:{period}",
        format_func=units.get,
        placeholder=page.words("act.exception.unit_hint"),
        width=420,
    )
    if unit is None:
        return
    key = "act.exception.again" if freezing.open_exception(page.store, period, unit) else "act.exception.before"
    st.info(page.words(key, name=units[unit], period=quarter(period, page.language)))

    def do(by: str, reason: str) -> str:
        freezing.allow(page.store, Period.parse(period), unit, by=by, reason=reason)
        return page.words("act.exception.after", name=units[unit], period=quarter(period, page.language))

    acting.form(page, period, "exception", do)


def _what_happened(page: Page, period: str) -> None:
    """Freezes, exceptions and restatements of the quarter, the newest first; nothing where it was never frozen."""
    events = page.data.audit(period)
    events = events[events["event"].isin(_OF_A_PERIOD) | events["is_restatement"]]
    if not events.empty:
        st.header(page.words("freezes.events", period=quarter(period, page.language)))
        blocks.table(page, trail.content(page, events, "freeze_events"), "freeze_events", wrap=True)


def _every_freeze(page: Page) -> None:
    found = page.data.frozen_periods()
    blocks.heading(page, "freezes.all")
    if found.empty:
        st.info(page.words("freezes.none"))
        return
    blocks.table(page, overview(page, found), "freezes", wrap=True)


def overview(page: Page, found: pd.DataFrame) -> Table:
    """One row a quarter that was ever frozen, the newest first: state, who, when, why, and what was changed since."""
    records = [
        {
            "period": quarter(row.period, page.language),
            "state": page.words("freezes.state_frozen" if row.is_frozen else "freezes.state_open"),
            "frozen_at": row.frozen_at,
            "actor": row.actor,
            "reason": row.reason,
            "restatements": row.restatements,
            "open_exceptions": row.open_exceptions,
        }
        for row in found.itertuples(index=False)
    ]
    columns = [
        ("period", 12), ("state", 13), ("frozen_at", 16, "moment"), ("actor", 20), ("reason", 28),
        ("restatements", 11, "count"), ("open_exceptions", 17, "count"),
    ]  # fmt: skip
    return tables.named(page, "freezes", records, columns)
