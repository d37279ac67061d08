"""Rows and outcomes as a table, csv or json, with the columns architecture.md documents."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import pandas as pd

from dxmetrics.cli.console import console, say_out
from dxmetrics.findings import Finding
from dxmetrics.store.outcome import Outcome
from dxmetrics.text import Words, finding_text

VALUES = (
    "org_unit",
    "code",
    "name_vi",
    "period",
    "data_element",
    "value",
    "return_id",
    "revision",
    "file",
    "sheet",
    "cell",
)
PROGRESS = (
    "target indicator org_unit code name_vi level group peer_group period numerator denominator value lower upper "
    "reported_share met not_met not_reported not_applicable baseline baseline_period target_value direction "
    "deadline_period planned_now progress_share plan_attainment pace required_pace projected gap_pct units_to_go "
    "units_per_quarter_needed status status_lower status_upper carried_age comparable_value comparable_units pace_recent "
    "projected_recent structure period_structure left_units partial_units split_units is_split predecessors_met "
    "predecessors carried_units is_restated frozen_value frozen_status"
).split()
LAGGING = ("org_unit", "code", "name_vi", "level", "period", "reason", "target", "shortfall", "quarters_lagging")
REPORTING = (
    "org_unit",
    "code",
    "name_vi",
    "level",
    "period",
    "state",
    "received_at",
    "due_at",
    "days_late",
    "revision",
)
AUDIT = (
    "happened_at event actor reason org_unit code name_vi period return_id revision file received_at received_by batch_id "
    "is_in_force is_restatement exception_reason document_kind document_number document_date deadline recipient took_back"
).split()
CHANGES = (
    "kind target indicator org_unit code name_vi level group period since data_element old new old_status new_status "
    "comparable_units units return_id revision file received_by event by at reason sheet cell"
).split()
TASKS = (
    "task section name_vi period level units not_started in_progress done ongoing not_applicable unknown not_reported "
    "done_share done_share_lower done_share_upper with_evidence evidence_share overdue without_deadline"
).split()
TASK_INDICATORS = (
    "task indicator org_unit level group period unit numerator denominator value lower upper reported_share met not_met "
    "not_reported not_applicable carried_age benchmark units_to_go"
).split()
SYSTEM = "indicator name_vi org_unit level peer_group period numerator denominator value mean_age oldest".split()
SETTLING = (
    "target indicator org_unit level group period status_lower status_upper units not_reported yes_needed no_needed "
    "returns_needed unit code name_vi unit_level reporter return_state points"
).split()
_BRIEF = {"target", "indicator", "level", "group", "value", "lower", "upper", "planned_now", "projected", "status"}
_COUNTS = {
    "met",
    "not_met",
    "not_reported",
    "not_applicable",
    "units_to_go",
    "carried_age",
    "comparable_units",
    "left_units",
    "partial_units",
    "split_units",
    "predecessors_met",
    "predecessors",
    "carried_units",
    "units",
    "yes_needed",
    "no_needed",
    "returns_needed",
    "oldest",
    "quarters_lagging",
    "days_late",
    "revision",
}
"""Whole numbers, which a frame with gaps in the column holds as floats."""
_ZONE = "+07:00"


def moment(value: datetime) -> str:
    """A time of the store as ISO 8601 with Vietnam's zone."""
    return value.isoformat(timespec="seconds") + _ZONE


def rows(frame: pd.DataFrame, columns: Sequence[str], format_: str) -> None:
    """Print these columns; numbers as 1234.5, true/false, timestamps ISO 8601, nothing where there is nothing.

    A column the frame lacks is empty: an old freeze, or a question that only some views answer.
    """
    records = [
        {name: _plain(value, name in _COUNTS) for name, value in zip(columns, row, strict=True)}
        for row in frame.reindex(columns=list(columns)).itertuples(index=False, name=None)
    ]
    if format_ == "json":
        _json(records)
    elif format_ == "csv":
        writer = csv.DictWriter(console().out, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _csv(value) for name, value in record.items()} for record in records)
    else:
        _table(records, columns)


def scores(records: Iterable[dict[str, Any]]) -> None:
    """Print scored rows as csv: what was given, then progress_value, score, status."""
    found = list(records)
    writer = csv.DictWriter(console().out, list(found[0]) if found else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _csv(value) for name, value in record.items()} for record in found)


def outcomes(found: Iterable[Outcome], as_json: bool, say: Words, *, dry: bool) -> None:
    """Print what became of each file, with every finding at its cell."""
    if as_json:
        _json([_outcome(outcome, say) for outcome in found])
        return
    for outcome in found:
        state = say(f"outcome_dry.{outcome.outcome}" if dry else f"outcome.{outcome.outcome}")
        say_out(f"{outcome.file}: {state}")
        for finding in outcome.findings:
            text = finding_text(finding, say.language)
            where = f"{finding.address} " if finding.address else ""
            say_out(f"  {say('severity.' + finding.severity)} {where}{text['message']} → {text['remedy']}")


def _outcome(outcome: Outcome, say: Words) -> dict[str, Any]:
    names = ("file", "outcome", "org_unit", "period", "form", "revision", "new", "changed", "unchanged", "removed")
    return {
        **{name: getattr(outcome, name) for name in names},
        "findings": [_finding(finding, say) for finding in outcome.findings],
    }


def _finding(finding: Finding, say: Words) -> dict[str, Any]:
    text = finding_text(finding, say.language)
    return {
        "code": finding.code,
        "severity": finding.severity,
        "sheet": finding.sheet or None,
        "cell": finding.cell or None,
        "found": finding.found or None,
        "expected": text["expected"],
        "remedy": text["remedy"],
        "message": text["message"],
    }


def _json(records: list[dict[str, Any]]) -> None:
    json.dump(records, console().out, ensure_ascii=False, indent=1)
    console().out.write("\n")


def _plain(value: Any, is_count: bool = False) -> Any:
    """A value as JSON has it: whole floats stay floats, Decimals become numbers, times carry Vietnam's zone."""
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if is_count:
        return int(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, Decimal):
        return float(value)
    return value.item() if hasattr(value, "item") else value


def _csv(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value


def _table(records: list[dict[str, Any]], columns: Sequence[str]) -> None:
    shown = [name for name in columns if name in _BRIEF] if "plan_attainment" in columns else list(columns)
    if "org_unit" in columns and "plan_attainment" in columns:
        shown.insert(0, "org_unit")
    cells = [shown, *([_short(record[name]) for name in shown] for record in records)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(shown))]
    for row in cells:
        say_out("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


def _short(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.2f}"
    return "" if value is None else str(value)
