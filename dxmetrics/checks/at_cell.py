"""Findings at the cell of a value."""

from __future__ import annotations

from dxmetrics.catalog import Catalog
from dxmetrics.findings import Finding, Severity
from dxmetrics.workbook.draft import RawValue


def at_cell(code: str, severity: Severity, value: RawValue, catalog: Catalog, /, **params: object) -> Finding:
    """A finding where ``value`` stands, naming its element and the unit it is about."""
    facts = {
        "element": value.data_element,
        "name": element_name(value.data_element, catalog),
        "body": catalog.units[value.org_unit].name_vi,
        **params,
    }
    return Finding(code, severity, value.sheet, value.cell, value.text, facts)


def element_name(code: str, catalog: Catalog) -> str:
    """The element's name; a row of Biểu 4 (``D96.2``) has its parent's."""
    element = catalog.elements.get(code) or catalog.elements.get(code.rpartition(".")[0])
    return element.name_vi if element else code
