"""Not applicable: only where the Plan's table allows it, and always with a reason in Ghi chú."""

from __future__ import annotations

from collections.abc import Iterator

from dxmetrics.catalog import Catalog
from dxmetrics.checks.at_cell import at_cell
from dxmetrics.findings import Finding
from dxmetrics.workbook.draft import RawValue, ReturnDraft

_STATE = "not_applicable"
_TASK_STATE = "task_state"


def check_not_applicable(draft: ReturnDraft, catalog: Catalog) -> Iterator[Finding]:
    """``na.not_allowed`` at the cell; ``na.no_reason`` at the cell whose row has an empty note."""
    for value in draft.values:
        if value.state != _STATE and value.value != _STATE:
            continue
        if value.state == _STATE and not _may_be_not_applicable(value, catalog):
            yield at_cell("na.not_allowed", "error", value, catalog)
        elif _says_not_applicable(value, catalog) and not value.note:
            yield at_cell("na.no_reason", "error", value, catalog, note_cell=value.note_cell)


def _may_be_not_applicable(value: RawValue, catalog: Catalog) -> bool:
    element = catalog.elements.get(value.data_element)
    return element is not None and (element.na_allowed or element.in_document_column)


def _says_not_applicable(value: RawValue, catalog: Catalog) -> bool:
    """A typed mark, or the state of a task; a document's cell follows its row and needs no reason of its own."""
    element = catalog.elements.get(value.data_element)
    if element is None or element.in_document_column:
        return False
    return value.state == _STATE or (element.enum == _TASK_STATE and value.value == _STATE)
