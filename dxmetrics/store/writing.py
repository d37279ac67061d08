"""One checked file into the store's tables, inside the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa

from dxmetrics.findings import Finding
from dxmetrics.store.sqlfiles import query
from dxmetrics.workbook.draft import RawValue, ReturnDraft

_CELLS = pa.schema(
    [
        ("revision_id", pa.int64()),
        ("sheet", pa.string()),
        ("cell", pa.string()),
        ("kind", pa.string()),
        ("text", pa.string()),
    ]
)
_VALUES = pa.schema(
    [
        ("revision_id", pa.int64()),
        ("org_unit", pa.string()),
        ("data_element", pa.string()),
        ("number", pa.decimal128(18, 4)),
        ("text", pa.string()),
        ("not_applicable", pa.bool_()),
        ("note", pa.string()),
        ("sheet", pa.string()),
        ("cell", pa.string()),
    ]
)
_FINDINGS = pa.schema(
    [
        ("revision_id", pa.int64()),
        ("position", pa.int32()),
        ("code", pa.string()),
        ("severity", pa.string()),
        ("sheet", pa.string()),
        ("cell", pa.string()),
        ("found", pa.string()),
        ("params", pa.string()),
    ]
)


@dataclass(frozen=True)
class Receipt:
    """A file as it came in: bytes by their hash, from whom and when (Vietnam's clock)."""

    file_name: str
    data: bytes
    sha256: str
    received_at: datetime
    received_by: str
    batch_id: str
    return_id: str | None
    revision: int | None


@dataclass(frozen=True)
class Event:
    """What happens to a revision: rejected, pending, accepted or withdrawn; by whom, when (Vietnam's clock) and why."""

    event: str
    actor: str
    happened_at: datetime
    reason: str = ""


def write_receipt(
    cursor: duckdb.DuckDBPyConnection, receipt: Receipt, draft: ReturnDraft, findings: Iterable[Finding], event: Event
) -> None:
    """The file, its cells, findings and values (none of a rejected one), and what became of it."""
    revision_id = cursor.execute(query("next_revision_id")).fetchone()[0]
    _write_file(cursor, receipt)
    _write_revision(cursor, revision_id, receipt, draft)
    insert(cursor, "raw.finding", _finding_rows(revision_id, findings), _FINDINGS)
    insert_table(cursor, "raw.cell", _cell_table(revision_id, draft))
    if event.event != "rejected":
        insert(cursor, "core.revision_value", _value_rows(revision_id, draft.values), _VALUES)
    write_event(cursor, revision_id, event)


def write_event(cursor: duckdb.DuckDBPyConnection, revision_id: int, event: Event) -> None:
    """One more thing that happened to a revision."""
    cursor.execute(
        query("add_event"),
        {
            "revision_id": revision_id,
            "event": event.event,
            "at": event.happened_at,
            "actor": event.actor,
            "reason": event.reason,
        },
    )


def insert(cursor: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]], schema: pa.Schema) -> None:
    """Append rows through Arrow with a schema, the only way in that never alters a value (platform.md)."""
    columns = [[row[name] for row in rows] for name in schema.names]
    insert_table(cursor, table, pa.table(columns, schema=schema))


def insert_table(cursor: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    """Append the rows of an Arrow table, by the names of its columns."""
    if not rows.num_rows:
        return
    cursor.register("incoming", rows)
    cursor.execute(f"insert into {table} by name select * from incoming")
    cursor.unregister("incoming")


def number_and_text(value: object) -> tuple[Decimal | None, str | None]:
    """How a value is stored: numbers and yes/no as numbers, dates as ISO text, the rest as text."""
    if isinstance(value, bool):
        return Decimal(int(value)), None
    if isinstance(value, Decimal | int):
        return Decimal(value).quantize(Decimal("0.0001")), None
    return None, value.isoformat() if isinstance(value, date) else value


def _write_file(cursor: duckdb.DuckDBPyConnection, receipt: Receipt) -> None:
    known = cursor.execute(
        "select count(*) from raw.file where sha256 = $sha256", {"sha256": receipt.sha256}
    ).fetchone()[0]
    if not known:
        cursor.execute(
            "insert into raw.file values ($sha256, $size, $content)",
            {"sha256": receipt.sha256, "size": len(receipt.data), "content": receipt.data},
        )


def _write_revision(cursor: duckdb.DuckDBPyConnection, revision_id: int, receipt: Receipt, draft: ReturnDraft) -> None:
    known = receipt.return_id is not None
    cursor.execute(
        "insert into raw.revision values ($id, $return_id, $unit, $form, $period, $revision, $sha256, $file, $at, $by, $batch)",
        {
            "id": revision_id,
            "return_id": receipt.return_id,
            "unit": draft.org_unit.id if known else None,
            "form": draft.form.code if known else None,
            "period": draft.period.code if known else None,
            "revision": receipt.revision,
            "sha256": receipt.sha256,
            "file": receipt.file_name,
            "at": receipt.received_at,
            "by": receipt.received_by,
            "batch": receipt.batch_id,
        },
    )


def _cell_table(revision_id: int, draft: ReturnDraft) -> pa.Table:
    return pa.table([[revision_id] * len(draft.cells.cell), *draft.cells], schema=_CELLS)


def _value_rows(revision_id: int, values: Iterable[RawValue]) -> list[dict[str, Any]]:
    return [_value_row(revision_id, value) for value in values if value.state != "missing"]


def _value_row(revision_id: int, value: RawValue) -> dict[str, Any]:
    not_applicable = value.state == "not_applicable"
    number, text = (None, None) if not_applicable else number_and_text(value.value)
    return {
        "revision_id": revision_id,
        "org_unit": value.org_unit,
        "data_element": value.data_element,
        "number": number,
        "text": text,
        "not_applicable": not_applicable,
        "note": value.note,
        "sheet": value.sheet,
        "cell": value.cell,
    }


def _finding_rows(revision_id: int, findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "revision_id": revision_id,
            "position": position,
            "code": finding.code,
            "severity": finding.severity,
            "sheet": finding.sheet,
            "cell": finding.cell,
            "found": finding.found,
            "params": json.dumps(dict(finding.params), ensure_ascii=False, default=_fact),
        }
        for position, finding in enumerate(findings)
    ]


def _fact(value: object) -> int | float | str:
    """A fact of a finding as JSON keeps it: numbers stay numbers, so that the words write them the reader's way."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)
