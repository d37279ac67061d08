"""The finished figures in the store's own file, so that any tool that opens it finds them under ``mart``."""

from __future__ import annotations

from dxmetrics.metrics.snapshot import snapshot
from dxmetrics.store import Store

PUBLISHED = ("indicator_value", "target_progress", "reporting", "lagging_reason", "lagging_unit")


def publish(store: Store) -> None:
    """Replace the store's mart tables by the current figures: all of them in one transaction."""
    current = snapshot(store)
    with store.transaction() as cursor:
        for name in PUBLISHED:
            cursor.execute(f"create or replace table mart.{name} as select * from {current.database}.mart.{name}")
