"""The cells behind a figure of one unit: what it typed, where, and what it left out."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import Indicator, OrgUnit
from dxmetrics.periods import Period
from dxmetrics.ui import provenance, tables
from dxmetrics.ui.page import Page
from dxmetrics.ui.picking import pick

_COLUMNS = (("data_element", 9), ("element", 46), ("answer", 20, "mixed"), ("file", 22), ("address", 16))


def elements_of(indicator: Indicator, unit: OrgUnit, period: Period, catalog: Catalog) -> list[str]:
    """The data elements an indicator reads of this unit in this quarter, in the formula's order, with documents."""
    terms = [term for way in indicator.conditions if unit.level in way.levels for term in way.terms]
    found = [code for term in terms for code in (term.element, term.other)]
    for part in indicator.parts:
        if unit.level in part.levels:
            found += [*part.numerator, *part.denominator]
    asked = _asked(unit, period, catalog)
    codes = [code for code in dict.fromkeys(found) if code in asked]
    papers = [catalog.elements[code].document for code in codes]
    return list(dict.fromkeys([*codes, *(code for code in papers if code in catalog.elements)]))


def _asked(unit: OrgUnit, period: Period, catalog: Catalog) -> set[str]:
    """What is asked of the unit: in its own return, or in its column of its district's."""
    reporter, part = (unit, "unit") if unit.form else (catalog.units.get(unit.parent_id), "commune")
    return {row.data_element for row in catalog.rows_for(reporter, period, part)} if reporter else set()


def cells(values: pd.DataFrame, unit: str, codes: list[str]) -> pd.DataFrame:
    """One row an element of ``codes``, in their order: what the unit typed, empty where it typed nothing."""
    own = values[values["org_unit"] == unit].drop_duplicates("data_element").set_index("data_element")
    found = own.reindex(codes).reset_index(names="data_element")
    return found.assign(org_unit=unit)


def block(page: Page, unit: str, codes: list[str], key: str) -> None:
    """The table of the cells, and the chosen one's way from file to figure."""
    period = page.selection.period
    found = cells(page.data.values(period, **page.kept_with_freeze()), unit, codes).assign(period=period)
    content = table(page, found, key)
    names = dict(zip(content.rows["data_element"], content.rows["element"], strict=True))
    code = pick(page, content, codes, key, lambda code: f"{code} · {names[code]}", wrap=True)
    chosen = codes.index(code) if code else None
    if chosen is not None and not isinstance(found["cell"].iloc[chosen], str):
        st.caption(page.words("unit.nobody_stated"))
        return
    provenance.block(page, None if chosen is None else found.iloc[chosen])


def table(page: Page, found: pd.DataFrame, key: str) -> tables.Table:
    """One row an element, with its answer and the cell it stands in."""
    records = [_record(page, row) for row in found.itertuples(index=False)]
    return tables.named(page, key, records, _COLUMNS)


def _record(page: Page, row: object) -> dict[str, object]:
    element = page.catalog.elements.get(row.data_element)
    is_there = isinstance(row.cell, str)
    return {
        "data_element": row.data_element,
        "element": element.name(page.language) if element else "",
        "answer": tables.typed(page, row.data_element, row.value) if is_there else page.words("unit.no_answer"),
        "file": row.file if is_there else "",
        "address": f"'{row.sheet}'!{row.cell}" if is_there else "",
    }
