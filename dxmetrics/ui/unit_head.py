"""The head of a unit's page: the way up, who the unit is, since when and until when, and who came before and after."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dxmetrics.catalog.model import OrgUnit
from dxmetrics.documents.word.unit_page import unit_page
from dxmetrics.periods import Period
from dxmetrics.text.numbers import day
from dxmetrics.text.quarters import quarter
from dxmetrics.ui import downloads, links
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
    if is_there(page, unit):
        _one_page(page, unit)
    else:
        _not_there(page, unit)
    others = page.catalog.successions
    _relatives(page, "before", [item.old_id for item in others if item.new_id == unit.id], _last_period)
    _relatives(page, "after", [item.new_id for item in others if item.old_id == unit.id], _first_period)


def is_there(page: Page, unit: OrgUnit) -> bool:
    """Whether the unit exists at the cut-off of the quarter in view."""
    return unit.in_force(Period.parse(page.selection.period).cutoff)


def _not_there(page: Page, unit: OrgUnit) -> None:
    """That the unit is gone, or not there yet, and the way to the nearest quarter in which it has figures."""
    gone = unit.valid_to is not None and unit.valid_to < Period.parse(page.selection.period).cutoff
    shown = quarter(page.selection.period, page.language)
    told = page.words(f"unit.{'ended' if gone else 'not_yet'}", validity=_validity(page, unit), period=shown)
    st.info(told, icon=":material/history:")
    near = (_last_period if gone else _first_period)(page, unit)
    if near != page.selection.period:
        label = page.words("unit.in_quarter", period=quarter(near, page.language))
        links.to(page, _HERE, label, icon=":material/arrow_forward:", period=near, unit=unit.id)


def _one_page(page: Page, unit: OrgUnit) -> None:
    """The unit's page as one sheet of Word, with the figures in view."""
    period, frozen = page.selection.period, bool(page.chosen("frozen"))
    downloads.button(
        page,
        page.words("unit.one_page"),
        lambda: unit_page(page.store, unit.id, period, frozen=frozen),
        f"dxmetrics_{unit.code}_{period}.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        key="unit_one_page",
    )


def _step(page: Page, label: str, **changes: str) -> None:
    links.to(page, _HERE, label, **changes)


def _validity(page: Page, unit: OrgUnit) -> str:
    if unit.valid_to is None:
        return page.words("unit.since", start=day(unit.valid_from))
    return page.words("unit.between", start=day(unit.valid_from), end=day(unit.valid_to))


def _relatives(page: Page, side: str, ids: list[str], period_of: Callable[[Page, OrgUnit], str]) -> None:
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
