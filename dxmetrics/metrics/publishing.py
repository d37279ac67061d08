"""The finished figures in the store's own file, so that any tool that opens it finds them under ``mart``."""

from __future__ import annotations

import logging

from dxmetrics.errors import StoreError
from dxmetrics.metrics.snapshot import Snapshot, snapshot
from dxmetrics.store import Store

_LOG = logging.getLogger("dxmetrics.metrics")
PUBLISHED = ("indicator_value", "target_progress", "reporting", "lagging_reason", "lagging_unit")


def publish(store: Store) -> None:
    """Replace the store's mart tables by the current figures, all in one transaction; nothing where they are current.

    Numbers by which relations are joined (mart.series) are left out: they mean nothing elsewhere.
    ``mart.published`` has one row: the data version the tables were made from, and when (Vietnam's clock). On a disk that is
    full they stay those of the version before until there is room: what was loaded is loaded all the same.
    """
    try:
        _write(store, snapshot(store))
    except StoreError as fault:
        if fault.code != "not_written":
            raise
        _LOG.warning("figures not published: %s", fault)


def _write(store: Store, current: Snapshot) -> None:
    version = current.known.data_version
    with store.transaction() as cursor:
        cursor.execute("create table if not exists mart.published (data_version bigint, moment timestamp)")
        if cursor.execute("select max(data_version) from mart.published").fetchone()[0] == version:
            return
        for name in PUBLISHED:
            figures = f"select columns(name -> name not like '%series') from {current.database}.mart.{name}"
            cursor.execute(f"create or replace table mart.{name} as {figures}")
        cursor.execute("delete from mart.published")
        cursor.execute(
            "insert into mart.published values ($version, $moment)", {"version": version, "moment": current.moment}
        )
