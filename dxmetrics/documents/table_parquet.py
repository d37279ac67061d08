"""A table as Parquet for programs: typed columns under their keys, what the second sheet says in the file's metadata."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as parquet

from dxmetrics.documents.tables import Column, Table

_TYPES = {
    "count": pa.int64(),
    "number": pa.float64(),
    "percent": pa.float64(),
    "signed": pa.float64(),
    "measured": pa.float64(),
    "date": pa.date32(),
    "moment": pa.timestamp("us"),
}
METADATA = b"dxmetrics"


def to_parquet(table: Table) -> bytes:
    """The table's rows in their order. Moments are Vietnam's clock (+07:00), percentages in percent.

    A ``mixed`` column is text, with its numbers once more in ``<key>_number``. The metadata key ``dxmetrics`` holds
    ``{"title": …, "facts": [[label, text] …]}`` as JSON; each column's own metadata has its ``label`` and ``kind``.
    """
    rows = list(table.values())
    fields, arrays = [], []
    for place, column in enumerate(table.columns):
        for field, values in _columns(column, [row[place] for row in rows]):
            fields.append(field)
            arrays.append(pa.array(values, field.type))
    about = json.dumps({"title": table.title, "facts": table.facts}, ensure_ascii=False).encode()
    out = BytesIO()
    made = pa.table(arrays, schema=pa.schema(fields, metadata={METADATA: about}))
    parquet.write_table(made, out, compression="zstd")
    return out.getvalue()


def _columns(column: Column, values: list[object]) -> Iterator[tuple[pa.Field, list[object]]]:
    about = {"label": column.label, "kind": column.kind}
    if column.kind == "count":
        yield pa.field(column.key, _whole(values), metadata=about), values
    elif column.kind in _TYPES:
        yield (
            pa.field(column.key, _TYPES[column.kind], metadata=about),
            [_typed(value, column.kind) for value in values],
        )
    else:
        yield (
            pa.field(column.key, pa.string(), metadata=about),
            [None if value is None else str(value) for value in values],
        )
    if column.kind == "mixed":
        numbers = [None if value is None or isinstance(value, str) else float(value) for value in values]
        yield pa.field(f"{column.key}_number", pa.float64(), metadata=about), numbers


def _whole(values: list[object]) -> pa.DataType:
    """Counts are whole; one that is not (a sum of shares) keeps what stands behind its point."""
    return pa.int64() if all(value is None or value == int(value) for value in values) else pa.float64()


def _typed(value: object, kind: str) -> object:
    return float(value) if value is not None and kind in _TYPES and _TYPES[kind] == pa.float64() else value
