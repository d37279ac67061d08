"""A return against what the same units said before. All are questions to the sender: warnings, never refusals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import DataElement
from dxmetrics.catalog.tables import build, read_toml
from dxmetrics.checks.at_cell import at_cell
from dxmetrics.findings import Finding
from dxmetrics.periods import Period
from dxmetrics.text.quarters import quarter
from dxmetrics.workbook.draft import RawValue, ReturnDraft

Previous = Mapping[tuple[str, str], object]
"""(unit id, element code) → the accepted value of the quarter before."""

_PLAN = Path(__file__).parent.parent / "plan"
_LANGUAGE = "vi"


@dataclass(frozen=True)
class HistoryLimits:
    """What counts as a jump or a drop (``checks.toml``)."""

    jump_times: float
    drop_share: float
    drop_from: float


@cache
def load_limits(folder: Path = _PLAN) -> HistoryLimits:
    """The limits of a plan's folder; CatalogError when the table is wrong."""
    return build(HistoryLimits, read_toml(folder / "checks.toml")["history"], "checks.toml [history]")


def check_history(draft: ReturnDraft, previous: Previous, catalog: Catalog) -> list[Finding]:
    """One question at most per cell, against the value of the quarter before (same year for cumulative values)."""
    if draft.period is None or not previous:
        return []
    before = draft.period.shift(-1)
    questions = (_question(value, previous, before, draft.period, catalog) for value in draft.values)
    return [finding for finding in questions if finding]


def _question(value: RawValue, previous: Previous, before: Period, now: Period, catalog: Catalog) -> Finding | None:
    element = catalog.elements.get(value.data_element)
    old = previous.get((value.org_unit, value.data_element))
    if element is None or value.state != "given" or old is None:
        return None
    code = next(_codes(element, old, value.value, before, now), "")
    if not code:
        return None
    return at_cell(code, "warning", value, catalog, before=_shown(old), before_period=quarter(before, _LANGUAGE))


def _codes(element: DataElement, old: object, new: object, before: Period, now: Period) -> Iterator[str]:
    if isinstance(old, bool) or isinstance(new, bool):
        if old is True and new is False and element.kind == "stock":
            yield "history.no_longer"
        return
    if not isinstance(new, Decimal) or not isinstance(old, (int, float, Decimal)):
        return
    limits, was = load_limits(), Decimal(str(old))
    if was > 0 and new > 0 and max(new / was, was / new) >= Decimal(str(limits.jump_times)):
        yield "history.jump"
    if element.kind == "year" and before.year == now.year and new < was:
        yield "history.cumulative_fell"
    if (
        element.kind == "stock"
        and was >= Decimal(str(limits.drop_from))
        and new < was * Decimal(str(limits.drop_share))
    ):
        yield "history.dropped"


def _shown(value: object) -> object:
    return value if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) else str(value)
