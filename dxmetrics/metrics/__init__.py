"""The numbers pages and commands may show: one function, one query file. Every rule behind them is SQL in store/sql/mart."""

from dxmetrics.metrics.audit import audit, batches
from dxmetrics.metrics.backups import backup, restore
from dxmetrics.metrics.lagging import lagging, lagging_units
from dxmetrics.metrics.progress import progress, trend
from dxmetrics.metrics.provenance import original_file_for_officers, provenance
from dxmetrics.metrics.publishing import publish
from dxmetrics.metrics.reporting import periods, reporting, reporting_rates
from dxmetrics.metrics.snapshot import snapshot
from dxmetrics.metrics.values import values

__all__ = [
    "audit",
    "backup",
    "batches",
    "lagging",
    "lagging_units",
    "original_file_for_officers",
    "periods",
    "progress",
    "provenance",
    "publish",
    "reporting",
    "reporting_rates",
    "restore",
    "snapshot",
    "trend",
    "values",
]
