"""Invented returns without a workbook: what a few units may send, as files of a pile are handed to the store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from dxmetrics.findings import Finding
from dxmetrics.periods import Period
from dxmetrics.store import Store
from dxmetrics.store.checking import Arrival
from dxmetrics.store.loading import load_group, take
from dxmetrics.store.outcome import Outcome
from dxmetrics.workbook.draft import ReturnDraft, Verbatim, refused_draft
from tests.helpers.drafts import draft_of

START = datetime(2025, 1, 1, 8)
TABLES = (
    "raw.setting",
    "raw.file",
    "raw.revision",
    "raw.revision_event",
    "raw.sheet",
    "raw.finding",
    "raw.period_event",
    "raw.restatement",
    "core.revision_value",
)


@dataclass(frozen=True)
class Paper:
    """One file: whose, for when, what it says. number may be too large for the store; a wrong one has an error in a cell."""

    unit: str | None
    period: str
    number: int | None = 1
    answer: object = True
    wrong: bool = False
    warned: bool = False
    sample: bool = False

    def data(self) -> bytes:
        """The bytes: the same content, the same file."""
        return repr(self).encode()

    def draft(self, store: Store) -> ReturnDraft:
        """As a reader would give it."""
        if self.unit is None:
            return refused_draft(Finding("file.pdf", "error"))
        number = None if self.number is None or self.wrong else Decimal(self.number)
        values = {"D44": number, "D12": self.answer, "D13.name": "Hoa"}
        unit = store.catalog.units[self.unit]
        draft = draft_of(store.catalog, unit, Period.parse(self.period), values, notes={"D12": "vì"})
        findings = [Finding("value.not_a_number", "error", "Biểu 1", "F10", "?")] * self.wrong
        findings += [Finding("form.extra_sheet", "warning", "Sheet1")] * self.warned
        cells = [[value.cell, "text", value.text] for value in draft.values if value.text]
        kept = Verbatim(("Biểu 1",), (json.dumps(cells, ensure_ascii=False),))
        return replace(draft, cells=kept, findings=tuple(findings), sample=self.sample)


def arrivals(store: Store, papers: Sequence[Paper]) -> list[Arrival]:
    """The papers, a minute apart."""
    return [
        take(
            store,
            f"{number}.xlsx",
            paper.data(),
            paper.draft(store),
            by=f"officer {number % 2}",
            received_at=START + timedelta(minutes=number),
            now=START + timedelta(minutes=number),
        )
        for number, paper in enumerate(papers)
    ]


def load_by(store: Store, papers: Sequence[Paper], size: int, **options: object) -> list[Outcome]:
    """Load them in groups of this size."""
    ready = arrivals(store, papers)
    cut = [ready[at : at + size] for at in range(0, len(ready), size)]
    return [outcome for group in cut for outcome in load_group(store, group, batch_id="b", **options)]


def content(store: Store) -> dict[str, list[tuple]]:
    """All rows a load may write."""
    return {name: store.rows(f"select * from {name} order by all") for name in TABLES}


def empty(store: Store) -> None:
    """Make the store forget all returns, for the next example."""
    with store.transaction() as cursor:
        for name in TABLES:
            cursor.execute(f"delete from {name}" + (" where name = 'kind'" if name == "raw.setting" else ""))
