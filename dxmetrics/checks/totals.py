"""The sender's own totals in Biểu 2 against the sum of the communes: a difference means a wrong cell somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dxmetrics.catalog import Catalog
from dxmetrics.checks.at_cell import element_name
from dxmetrics.findings import Finding
from dxmetrics.workbook.draft import ReturnDraft


def check_totals(draft: ReturnDraft, catalog: Catalog) -> Iterator[Finding]:
    """``rule.total_differs``, a warning, at the total's cell."""
    for total in draft.totals:
        given = [
            value.value
            for value in draft.values
            if value.sheet == total.sheet and value.data_element == total.data_element and value.state == "given"
        ]
        numbers = [number for number in given if isinstance(number, Decimal)]
        if numbers and sum(numbers) != total.value:
            name = element_name(total.data_element, catalog)
            params = {"element": total.data_element, "name": name, "sum": sum(numbers), "total": total.value}
            yield Finding("rule.total_differs", "warning", total.sheet, total.cell, str(total.value), params)
