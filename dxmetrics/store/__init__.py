"""The store: one DuckDB file with what came in (raw), what was asked (plan), typed values (core) and figures (mart)."""

from dxmetrics.store.store import Store, open_store

__all__ = ["Store", "open_store"]
