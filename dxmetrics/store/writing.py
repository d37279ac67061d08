"""Checked files into the store's tables, inside the caller's transaction: one Arrow insert a table, however many files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa

from dxmetrics.findings import Finding
from dxmetrics.store.sqlfiles import query
from dxmetrics.workbook.draft import RawValue, ReturnDraft

_FILES = pa.schema([("sha256", pa.string()), ("size_bytes", pa.int32()), ("content", pa.binary())])
_REVISIONS = pa.schema(
    [
        ("revision_id", pa.int64()),
        ("return_id", pa.string()),
        ("org_unit", pa.string()),
        ("form", pa.string()),
        ("period", pa.string()),
        ("revision", pa.int32()),
        ("sha256", pa.string()),
        ("file_name", pa.string()),
        ("received_at", pa.timestamp("us")),
        ("received_by", pa.string()),
        ("batch_id", pa.string()),
    ]
)
_EVENTS = pa.schema(
    [
        ("event_id", pa.int64()),
        ("revision_id", pa.int64()),
        ("event", pa.string()),
        ("happened_at", pa.timestamp("us")),
        ("actor", pa.string()),
        ("reason", pa.string()),
    ]
)
_RESTATEMENTS = pa.schema([("revision_event_id", pa.int64()), ("period_event_id", pa.int64())])
_SHEETS = pa.schema([("revision_id", pa.int64()), ("sheet", pa.string()), ("cells", pa.string())])
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
_NUMBER = Decimal("0.0001")


def _fact(value: object) -> int | float | str:
    """A fact of a finding as JSON keeps it: numbers stay numbers, so that the words write them the reader's way."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


_JSON = json.JSONEncoder(ensure_ascii=False, default=_fact)

Row = tuple[Any, ...]


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


@dataclass(frozen=True)
class Entry:
    """One file's part of a transaction. Without a receipt the revision is there already, and only the event is new.

    exception  the one it uses up, where it changes a frozen period
    """

    revision_id: int
    event: Event
    exception: int | None = None
    receipt: Receipt | None = None
    draft: ReturnDraft | None = None
    findings: tuple[Finding, ...] = ()


def write_entries(cursor: duckdb.DuckDBPyConnection, entries: Sequence[Entry], last_event: int) -> None:
    """The files, their cells, findings and values (none of a rejected one), and what became of each.

    ``last_event``: the highest number of a revision event so far; asked for under the lock that is still held.
    """
    received = [entry for entry in entries if entry.receipt]
    insert_rows(cursor, "raw.file", _file_rows(cursor, received), _FILES)
    insert_rows(cursor, "raw.revision", map(_revision_row, received), _REVISIONS)
    insert_rows(cursor, "raw.finding", (row for entry in received for row in _finding_rows(entry)), _FINDINGS)
    insert_rows(cursor, "raw.sheet", (row for entry in received for row in _sheet_rows(entry)), _SHEETS)
    typed = [entry for entry in received if entry.event.event != "rejected"]
    insert_rows(cursor, "core.revision_value", (row for entry in typed for row in _value_rows(entry)), _VALUES)
    write_events(cursor, entries, last_event)


def write_events(cursor: duckdb.DuckDBPyConnection, entries: Sequence[Entry], last_event: int | None = None) -> None:
    """What happened to revisions, numbered on (by default from what the store holds), and the exceptions used up by it."""
    if last_event is None:
        last_event = cursor.execute(query("last_ids")).fetchone()[1]
    numbered = list(enumerate(entries, last_event + 1))
    insert_rows(cursor, "raw.revision_event", (_event_row(number, entry) for number, entry in numbered), _EVENTS)
    used = [(number, entry.exception) for number, entry in numbered if entry.exception is not None]
    insert_rows(cursor, "raw.restatement", used, _RESTATEMENTS)


def insert(cursor: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]], schema: pa.Schema) -> None:
    """Append rows through Arrow with a schema, the only way in that never alters a value (platform.md)."""
    columns = [[row[name] for row in rows] for name in schema.names]
    insert_table(cursor, table, pa.table(columns, schema=schema))


def insert_rows(cursor: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Row], schema: pa.Schema) -> None:
    """The same for rows as tuples in the schema's order; none is well."""
    columns = list(zip(*rows, strict=True))
    if columns:
        insert_table(cursor, table, pa.table(columns, schema=schema))


def insert_table(cursor: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    """Append the rows of an Arrow table, by the names of its columns."""
    if not rows.num_rows:
        return
    cursor.from_arrow(rows).query("incoming", f"insert into {table} by name select * from incoming")


def number_and_text(value: object) -> tuple[Decimal | None, str | None]:
    """How a value is stored: numbers and yes/no as numbers, dates as ISO text, the rest as text."""
    if isinstance(value, Decimal):
        return value.quantize(_NUMBER), None
    if isinstance(value, int):  # yes and no among them
        return Decimal(int(value)), None
    return None, value.isoformat() if isinstance(value, date) else value


def _file_rows(cursor: duckdb.DuckDBPyConnection, received: list[Entry]) -> list[Row]:
    """Bytes that are not kept yet, each once."""
    files = {entry.receipt.sha256: entry.receipt.data for entry in received}
    kept = {row[0] for row in cursor.execute(query("known_files"), {"sha256s": list(files)}).fetchall()}
    return [(sha256, len(data), data) for sha256, data in files.items() if sha256 not in kept]


def _revision_row(entry: Entry) -> Row:
    receipt, draft = entry.receipt, entry.draft
    known = receipt.return_id is not None
    return (
        entry.revision_id,
        receipt.return_id,
        draft.org_unit.id if known else None,
        draft.form.code if known else None,
        draft.period.code if known else None,
        receipt.revision,
        receipt.sha256,
        receipt.file_name,
        receipt.received_at,
        receipt.received_by,
        receipt.batch_id,
    )


def _event_row(number: int, entry: Entry) -> Row:
    event = entry.event
    return number, entry.revision_id, event.event, event.happened_at, event.actor, event.reason


def _sheet_rows(entry: Entry) -> Iterator[Row]:
    for sheet, cells in zip(*entry.draft.cells, strict=True):
        yield entry.revision_id, sheet, cells


def _value_rows(entry: Entry) -> Iterator[Row]:
    return (_value_row(entry.revision_id, value) for value in entry.draft.values if value.state != "missing")


def _value_row(revision_id: int, value: RawValue) -> Row:
    not_applicable = value.state == "not_applicable"
    number, text = (None, None) if not_applicable else number_and_text(value.value)
    return (
        revision_id,
        value.org_unit,
        value.data_element,
        number,
        text,
        not_applicable,
        value.note,
        value.sheet,
        value.cell,
    )


def _finding_rows(entry: Entry) -> Iterator[Row]:
    for position, finding in enumerate(entry.findings):
        yield (
            entry.revision_id,
            position,
            finding.code,
            finding.severity,
            finding.sheet,
            finding.cell,
            finding.found,
            _JSON.encode(dict(finding.params)),
        )
