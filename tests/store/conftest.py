"""Filled returns of small offices, ready to load: each a few kilobytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from dxmetrics.catalog import load_catalog
from dxmetrics.periods import Period
from dxmetrics.workbook.template import build_template
from tests.helpers.books import filling

MakeReturn = Callable[..., bytes]


@pytest.fixture(scope="session")
def make_return() -> MakeReturn:
    """``make_return(unit_id, "2024Q2", cells={"D81.1": 7})``: a return without faults, some of its own cells as given."""
    catalog = load_catalog()

    def make(unit_id: str, period: str, cells: Mapping[str, object] | None = None) -> bytes:
        unit, when = catalog.units[unit_id], Period.parse(period)
        values = filling(catalog, unit, when) | {(unit_id, code): value for code, value in (cells or {}).items()}
        return build_template(catalog, unit, when, {}, (), values=values)

    return make
