"""The numbers pages and commands may show: one function, one query file. Every rule behind them is SQL in store/sql/mart."""

from dxmetrics.metrics.audit import audit, batches
from dxmetrics.metrics.backups import backup, restore
from dxmetrics.metrics.changes import changes
from dxmetrics.metrics.elements import element_totals, stated_once
from dxmetrics.metrics.frozen import freeze, freeze_of, freeze_terms, restatements
from dxmetrics.metrics.lagging import lagging, lagging_units
from dxmetrics.metrics.peers import peers
from dxmetrics.metrics.progress import progress, quarter_of_units, trend, units_to_go
from dxmetrics.metrics.provenance import original_file_for_officers, provenance
from dxmetrics.metrics.publishing import publish
from dxmetrics.metrics.reporting import periods, reporting, reporting_rates
from dxmetrics.metrics.returns import frozen_periods, revision_changes, revision_findings, revisions
from dxmetrics.metrics.settling import settling
from dxmetrics.metrics.snapshot import snapshot
from dxmetrics.metrics.system import stale_values, system_indicators
from dxmetrics.metrics.tasks import difficulties, guardrails, platforms, task_indicators, task_states, tasks
from dxmetrics.metrics.trail import RequestLetter, extensions, letters_sent, request_letter, request_letters
from dxmetrics.metrics.values import values
from dxmetrics.metrics.worked import WorkedExample, worked_example

__all__ = [
    "RequestLetter",
    "WorkedExample",
    "audit",
    "backup",
    "batches",
    "changes",
    "difficulties",
    "element_totals",
    "extensions",
    "freeze",
    "freeze_of",
    "freeze_terms",
    "frozen_periods",
    "guardrails",
    "lagging",
    "lagging_units",
    "letters_sent",
    "original_file_for_officers",
    "peers",
    "periods",
    "platforms",
    "progress",
    "provenance",
    "publish",
    "quarter_of_units",
    "reporting",
    "reporting_rates",
    "request_letter",
    "request_letters",
    "restatements",
    "restore",
    "revision_changes",
    "revision_findings",
    "revisions",
    "settling",
    "snapshot",
    "stale_values",
    "stated_once",
    "system_indicators",
    "task_indicators",
    "task_states",
    "tasks",
    "trend",
    "units_to_go",
    "values",
    "worked_example",
]
