"""The class a unit is drawn in: its status, or where the Plan gives no verdict, how high its value is."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dxmetrics.charts.theme import STATUS, VALUE_STEPS, Mark
from dxmetrics.text import Words

_NO_VERDICT = frozenset({"tracking", "in_year"})
_SILENT = ("not_reported", "incomplete", "not_assessable", "not_applicable")
_LIMITS = (("all", 100.0), ("most", 75.0), ("half", 50.0), ("some", 25.0))


def classes(rows: pd.DataFrame, unit: str, words: Words) -> tuple[list[str], Mapping[str, Mark], Mapping[str, str]]:
    """A class for each progress row, the marks of all classes, and their names.

    Shares that the Plan only follows, or judges at the year's end, are classed by value: one colour says nothing.
    """
    if unit != "percent" or not _NO_VERDICT & set(rows["status"]):
        return list(rows["status"]), STATUS, words.table("status")
    marks = {**VALUE_STEPS, **{code: STATUS[code] for code in _SILENT}}
    return (
        [_class(row) for row in rows.itertuples(index=False)],
        marks,
        {**words.table("status"), **words.table("value_step")},
    )


def _class(row: object) -> str:
    if pd.isna(row.value):
        return row.status if row.status in _SILENT else "not_reported"
    return next((name for name, least in _LIMITS if row.value >= least), "few")
