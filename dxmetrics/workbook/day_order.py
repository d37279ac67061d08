"""Day and month swapped by a program set to American dates (excel-habits.md #22)."""

from __future__ import annotations

from collections.abc import Sequence

from dxmetrics.findings import Finding
from dxmetrics.workbook.collector import TakenDay

_MONTHS = 12


def swapped_days(days: Sequence[TakenDay]) -> list[Finding]:
    """A question at each real date that may be read the other way round, where a date of its column stayed text.

    An American Excel turns 10/4 into the 4th of October and leaves 15/4 as text, so a column that mixes both was
    typed there; a column of real dates only was not.
    """
    stayed_text = {_column(taken) for taken in days if taken.cell.kind == "text" and taken.day.day > _MONTHS}
    return [
        Finding("value.day_month_swapped", "warning", taken.grid.name, taken.cell.ref, taken.cell.text, _facts(taken))
        for taken in days
        if taken.cell.kind == "date" and taken.day.day <= _MONTHS and _column(taken) in stayed_text
    ]


def _column(taken: TakenDay) -> tuple[str, int]:
    return taken.grid.name, taken.cell.col


def _facts(taken: TakenDay) -> dict[str, object]:
    other = taken.day.replace(day=taken.day.month, month=taken.day.day)
    return {"element": taken.element.code, "name": taken.element.name_vi, "other": other.strftime("%d/%m/%Y")}
