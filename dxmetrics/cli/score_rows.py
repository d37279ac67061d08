"""Rows of a CSV file to score: numbers as 1234.5; limit, target and target_year may be empty or left out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from dxmetrics.errors import DxmetricsError
from dxmetrics.metrics.score import Measurement, score
from dxmetrics.text import Words

_NEEDED = ("base_value", "base_year", "current_value", "current_year", "direction")
_OPTIONAL = ("limit", "target", "target_year")


def read_scores(data: bytes, file: str, say: Words) -> Iterator[dict[str, Any]]:
    """Each row as given, with progress_value, score and status. DxmetricsError names file, line and column."""
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    for column in _NEEDED:
        if column not in (reader.fieldnames or []):
            raise DxmetricsError(say("cli.score.no_column", file=file, column=column))
    for row in reader:
        numbers = {name: _number(row, name, file, reader.line_num, say) for name in (*_NEEDED, *_OPTIONAL)}
        found = score(Measurement(**{**numbers, "direction": int(numbers["direction"])}))
        yield {**row, "progress_value": found.progress_value, "score": found.score, "status": found.status}


def _number(row: dict[str, str], column: str, file: str, line: int, say: Words) -> float | None:
    text = (row.get(column) or "").strip()
    if not text and column in _OPTIONAL:
        return None
    try:
        return float(text)
    except ValueError:
        raise DxmetricsError(say("cli.score.bad_row", file=file, line=line, column=column, value=text)) from None
