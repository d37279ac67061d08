"""A yes or a positive count that needs a document, and has none (plan-model.md §3, column check)."""

from __future__ import annotations

from collections.abc import Iterator

from dxmetrics.catalog import Catalog
from dxmetrics.checks.at_cell import at_cell
from dxmetrics.findings import Finding
from dxmetrics.workbook.draft import RawValue, ReturnDraft

_NONE_YET = ("none", "not_started")
"""List values that promise no document."""


def check_evidence(draft: ReturnDraft, catalog: Catalog) -> Iterator[Finding]:
    """``evidence.missing``, a warning, at the empty document cell."""
    for values in draft.by_unit():
        for value in values.values():
            element = catalog.elements.get(value.data_element)
            if element is None or not element.document_required or not _claims(value):
                continue
            document = values.get(element.document)
            if document and document.state == "missing":
                yield at_cell(
                    "evidence.missing", "warning", document, catalog, of=element.code, of_name=element.name_vi
                )


def _claims(value: RawValue) -> bool:
    if isinstance(value.value, str):
        return value.value not in _NONE_YET
    return value.state == "given" and bool(value.value)
