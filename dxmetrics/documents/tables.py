"""A table as it stands on the screen, and the same table as csv; table_xlsx.py and table_parquet.py are its other forms.

Every form has the same rows in the same order. Text that looks like a formula stays text in all of them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import Literal

import pandas as pd

from dxmetrics.text.numbers import VIETNAM

Kind = Literal["text", "count", "number", "percent", "signed", "date", "moment", "measured", "mixed"]
Separator = Literal[",", ";"]
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20")
"""With the wide forms of the four signs, which spreadsheets set to some languages read as the plain ones."""


@dataclass(frozen=True)
class Column:
    """One column: the data frame's ``key``, what stands above it, and how its values are written.

    Percentages are already in percent (metrics.md §2); ``measured`` holds numbers of several
    measures, of which counts are whole; ``mixed`` numbers and texts. ``width`` is in characters,
    None for the kind's own. ``colours``: of the texts that are a status, ``#rrggbb`` by text as it is shown.
    """

    key: str
    label: str
    kind: Kind = "text"
    width: int | None = None
    colours: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Table:
    """Rows and columns in the order shown, with the facts (label, text) printed on the second sheet."""

    title: str
    columns: tuple[Column, ...]
    rows: pd.DataFrame
    facts: tuple[tuple[str, str], ...] = field(default=())

    def values(self) -> Iterator[tuple[object, ...]]:
        """The cells row by row, None where there is no value; moments on Vietnam's clock, without a zone.

        Whole numbers are integers, so that no form writes three documents as 3.0.
        """
        columns = [[_value(value) for value in self.rows[column.key]] for column in self.columns]
        return zip(*columns, strict=True) if columns else iter(())


def to_csv(table: Table, separator: Separator = ",") -> bytes:
    """The table as csv: UTF-8 with a mark for Excel, ISO dates; with ``,`` numbers are 1234.5, with ``;`` they are 1234,5.

    The semicolon is for a spreadsheet set to Vietnamese, which splits at it and reads the comma as the decimal sign.
    A text that begins like a formula (``= + - @``, tab, line end) gets an apostrophe in front: a csv has no types.
    """
    out = StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow([_inert(column.label) for column in table.columns])
    for row in table.values():
        writer.writerow([_plain(value, separator) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _value(value: object) -> object:
    if isinstance(value, pd.Timestamp):
        value = value.to_pydatetime() if value is not pd.NaT else None
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(VIETNAM).replace(tzinfo=None)
    if value is None or pd.isna(value):
        return None
    return int(value) if isinstance(value, (float, Decimal)) and value % 1 == 0 else value


def _plain(value: object, separator: Separator) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (float, Decimal)) and separator == ";":
        return str(value).replace(".", ",")
    return _inert(value) if isinstance(value, str) else "" if value is None else value


def _inert(text: str) -> str:
    return "'" + text if text.startswith(FORMULA_STARTS) else text
