"""The receipt of a pile: what was accepted, what was not and why, file by file, as a workbook to keep or send back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import pandas as pd

from dxmetrics.catalog import Catalog
from dxmetrics.documents.table_xlsx import to_xlsx
from dxmetrics.documents.tables import Column, Table
from dxmetrics.findings import FindingGroup, group_findings
from dxmetrics.store.outcome import Outcome
from dxmetrics.text import Words, finding_text
from dxmetrics.text.numbers import VIETNAM, moment
from dxmetrics.text.quarters import quarter

_COLUMNS = (
    ("place", "count", 5),
    ("file", "text", 34),
    ("unit", "text", 32),
    ("period", "text", 13),
    ("outcome", "text", 20),
    ("revision", "count", 9),
    ("errors", "count", 8),
    ("warnings", "count", 10),
    ("notes", "count", 9),
    ("new", "count", 8),
    ("changed", "count", 8),
    ("unchanged", "count", 11),
    ("removed", "count", 8),
    ("why", "text", 90),
)
_RESULTS = ("accepted", "pending", "rejected", "unchanged")
_MOST_CELLS = 8


def receipt_table(
    outcomes: Sequence[Outcome], catalog: Catalog, say: Words, *, by: str = "", at: datetime | None = None
) -> Table:
    """One row per file of the pile, in its order: whose return, what became of it, counts of findings and values, why.

    by, at  who loaded the pile and when (default: now); told on the second sheet with the counts of each outcome
    """
    rows = [_row(place, outcome, catalog, say) for place, outcome in enumerate(outcomes, 1)]
    columns = tuple(Column(key, say(f"receipt.column.{key}"), kind, width) for key, kind, width in _COLUMNS)
    frame = pd.DataFrame.from_records(rows, columns=[column.key for column in columns])
    return Table(say("receipt.title"), columns, frame, _facts(outcomes, say, by, at or datetime.now(VIETNAM)))


def receipt_xlsx(
    outcomes: Sequence[Outcome], catalog: Catalog, say: Words, *, by: str = "", at: datetime | None = None
) -> bytes:
    """The receipt as a workbook."""
    return to_xlsx(receipt_table(outcomes, catalog, say, by=by, at=at), facts_sheet=say("receipt.facts"))


def _row(place: int, outcome: Outcome, catalog: Catalog, say: Words) -> dict[str, object]:
    severities = Counter(finding.severity for finding in outcome.findings)
    unit = catalog.units.get(outcome.org_unit or "")
    return {
        "place": place,
        "file": outcome.file,
        "unit": unit.name(say.language) if unit else "",
        "period": quarter(outcome.period, say.language) if outcome.period else "",
        "outcome": say(f"outcome.{outcome.outcome}"),
        "revision": outcome.revision,
        "errors": severities["error"],
        "warnings": severities["warning"],
        "notes": severities["note"],
        **{name: getattr(outcome, name) for name in ("new", "changed", "unchanged", "removed")},
        "why": "\n".join(_why(group, say) for group in _groups(outcome, say)),
    }


def _groups(outcome: Outcome, say: Words) -> list[FindingGroup]:
    return group_findings(outcome.findings, lambda finding: finding_text(finding, say.language)["remedy"])


def _why(group: FindingGroup, say: Words) -> str:
    """What is wrong, where, and how to mend it, once for all cells that one remedy mends."""
    text = finding_text(group.first, say.language)
    cells = [cell for cell in group.cells if cell]
    shown = ", ".join(cells[:_MOST_CELLS]) + (", …" if len(cells) > _MOST_CELLS else "")
    where = f"'{group.sheet}'!{shown}" if cells else f"'{group.sheet}'" if group.sheet else ""
    facts = {"severity": say(f"severity.{group.severity}"), "count": group.count, "where": where, **text}
    return say("receipt.why_at" if where else "receipt.why", **facts)


def _facts(outcomes: Sequence[Outcome], say: Words, by: str, at: datetime) -> tuple[tuple[str, str], ...]:
    counts = Counter(outcome.outcome for outcome in outcomes)
    return (
        (say("receipt.at"), moment(at)),
        (say("receipt.by"), by),
        (say("receipt.files"), str(len(outcomes))),
        *((say(f"outcome.{result}"), str(counts[result])) for result in _RESULTS),
    )
