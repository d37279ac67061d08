"""How a table's values are written on the screen: our numbers over values that still sort as what they are."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dxmetrics.documents.tables import Column, Table
from dxmetrics.text import Words
from dxmetrics.text.numbers import day, fixed, moment, number, percent, signed

_AS_IT_IS = ("text", "mixed")
_BESIDE_NUMBERS = 24


def writers(columns: tuple[Column, ...], words: Words) -> dict[str, Callable[[object], str]]:
    """What writes the values of each column that is not shown as it is."""
    found = {column.key: _writer(column.kind, words) for column in columns if column.kind not in _AS_IT_IS}
    return found | {column.key: lambda value: _mixed(value, words) for column in columns if column.kind == "mixed"}


def styled(rows: pd.DataFrame, content: Table, words: Words) -> object:
    """Our number format over untouched values, so that a click on a column's head still sorts numbers as numbers."""
    mixed = {
        column.key: [_mixed(value, words) for value in rows[column.key]]
        for column in content.columns
        if column.kind == "mixed" and column.key in rows
    }
    shown_columns = [column for column in content.columns if column.key in rows]
    found = {column.key: _writer(column.kind, words) for column in shown_columns if column.kind not in _AS_IT_IS}
    shown = rows.assign(**mixed).reset_index(drop=True)
    return shown.style.format(found, na_rep="") if found else shown


def _mixed(value: object, words: Words) -> str:
    return value if isinstance(value, str) else number(value, words.language, 3)


def _writer(kind: str, words: Words) -> Callable[[object], str]:
    language = words.language
    return {
        "count": lambda value: number(value, language, 0),
        "number": lambda value: fixed(value, language),
        "percent": lambda value: percent(value, language),
        "signed": lambda value: signed(value, language),
        "measured": lambda value: number(value, language),
        "date": day,
        "moment": moment,
    }[kind]


def is_right(column: Column, shown: pd.DataFrame) -> bool:
    """Whether numbers that stand among texts are set to the right: only short texts are whole there."""
    if column.kind != "mixed" or column.key not in shown:
        return False
    return all(len(value) <= _BESIDE_NUMBERS for value in shown[column.key] if isinstance(value, str))


def config(column: Column, width: int, right: bool) -> object:
    """A column's head, pixels and side."""
    kinds = {
        "text": st.column_config.TextColumn,
        "date": st.column_config.TextColumn,
        "moment": st.column_config.TextColumn,
    }
    make = kinds.get(column.kind, st.column_config.Column)
    return make(column.label, width=width, alignment="right" if right else None)
