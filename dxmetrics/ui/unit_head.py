"""The head of a unit's page: the way up, who the unit is, since when and until when, and who came before and after."""

from __future__ import annotations

import streamlit as st

from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from dxmetrics.text.numbers import day
from dxmetrics.text.quarters import quarter
from dxmetrics.ui import links
from dxmetrics.ui.page import Page

_HERE = "unit"


def way(page: Page, unit: OrgUnit | None) -> None:
    """Province, then district or level, then the unit: each a step back up."""
    province = page.catalog.units[page.catalog.plan.province]
    with st.container(horizontal=True, vertical_alignment="center", key="way"):
        _step(page, province.name(page.language), unit="", district="", level="")
        if unit is None:
            if page.chosen("level"):
                st.markdown(f"› **{page.words('level.' + page.chosen('level'))}**")
            return
        level = page.words(f"level.{unit.level}")
        _step(page, f"› {level}", unit="", district="", level=unit.level)
        parent = page.catalog.units.get(unit.parent_id)
        if parent is not None and parent.level == "district":
            _step(page, f"› {parent.name(page.language)}", unit=parent.id)
        st.markdown(f"› **{unit.name(page.language)}**")


def head(page: Page, unit: OrgUnit) -> None:
    """Name, kind and validity; a note where the unit does not exist in the quarter; predecessors and successors."""
    st.header(unit.name(page.language))
    facts = [
        page.words(f"level.{unit.level}"),
        page.words("unit.peers", name=page.words(f"peer_group.{unit.peer_group}")) if unit.peer_group else "",
        page.words("unit.code", code=unit.code),
        _validity(page, unit),
    ]
    st.caption(" · ".join(fact for fact in facts if fact))
    cutoff = Period.parse(page.selection.period).cutoff
    if not unit.in_force(cutoff):
        key = "ended" if unit.valid_to and unit.valid_to < cutoff else "not_yet"
        shown = quarter(page.selection.period, page.language)
        st.info(page.words(f"unit.{key}", validity=_validity(page, unit), period=shown), icon=":material/history:")
    others = page.catalog.successions
    _relatives(page, "before", [item.old_id for item in others if item.new_id == unit.id], _last_period)
    _relatives(page, "after", [item.new_id for item in others if item.old_id == unit.id], _first_period)


def _step(page: Page, label: str, **changes: str) -> None:
    links.to(page, _HERE, label, **changes)


def _validity(page: Page, unit: OrgUnit) -> str:
    if unit.valid_to is None:
        return page.words("unit.since", start=day(unit.valid_from))
    return page.words("unit.between", start=day(unit.valid_from), end=day(unit.valid_to))


def _relatives(page: Page, side: str, ids: list[str], period_of: object) -> None:
    """The units before or after, each a link to it in a quarter in which it has figures."""
    if not ids:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"relatives_{side}"):
        st.markdown(page.words(f"unit.{side}"))
        for unit_id in ids:
            unit = page.catalog.units[unit_id]
            links.to(page, _HERE, page.unit_name(unit_id), unit=unit_id, period=period_of(page, unit))


def _last_period(page: Page, unit: OrgUnit) -> str:
    """The quarter in view, or the unit's last one with data."""
    return _nearest(page, unit, list(page.choices.period)[::-1])


def _first_period(page: Page, unit: OrgUnit) -> str:
    """The quarter in view, or the unit's first one with data."""
    return _nearest(page, unit, list(page.choices.period))


def _nearest(page: Page, unit: OrgUnit, periods: list[str]) -> str:
    wanted = [page.selection.period, *periods]
    return next((code for code in wanted if unit.in_force(Period.parse(code).cutoff)), page.selection.period)
