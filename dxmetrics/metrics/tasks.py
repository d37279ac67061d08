"""Tasks (III) and assignments (IV) of the Plan: states, what measures them, platforms, difficulties (plan-model.md §4-§5)."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import pandas as pd

from dxmetrics.metrics.snapshot import snapshot
from dxmetrics.periods import Period
from dxmetrics.store import Store
from dxmetrics.store.guarding import act, own_rows


def tasks(
    store: Store,
    period: Period | str | None = None,
    *,
    task: str | None = None,
    level: str | None = None,
    as_of: datetime | None = None,
) -> pd.DataFrame:
    """One row per task × level (and ``all``) of one quarter, or of all: units by what they say, done_share with
    bounds in percent.

    evidence_share: of the units that say done or regular duty, how many cite a document. ``overdue`` counts against dates
    entered in ``task_deadlines.csv`` only; ``without_deadline`` says for how many units there is none.
    """
    return _frame(store, "tasks", period, as_of, task=task, level=level)


@act("typed")
def task_states(
    store: Store,
    period: Period | str,
    *,
    task: str | None = None,
    unit: str | None = None,
    level: str | None = None,
    as_of: datetime | None = None,
) -> pd.DataFrame:
    """One row per task × unit asked for it: state (``not_reported`` where silent), result, document, deadline_state."""
    return own_rows(store, _frame(store, "task_states", period, as_of, task=task, unit=unit, level=level))


def task_indicators(
    store: Store,
    period: Period | str | None = None,
    *,
    task: str | None = None,
    unit: str | None = None,
    level: str | None = None,
    as_of: datetime | None = None,
) -> pd.DataFrame:
    """One row per task × indicator that measures it × level × group, of the province or of ``unit``: a value and no verdict.

    ``benchmark``: what a proxy is read against. Percent where ``unit`` is percent, else counts.
    """
    return _frame(store, "task_indicators", period, as_of, task=task, unit=unit, level=level)


def platforms(store: Store, period: Period | str | None = None, as_of: datetime | None = None) -> pd.DataFrame:
    """One row per platform group of one quarter, or of all: deployment, bodies that promoted it, members who used it."""
    return _frame(store, "platforms", period, as_of)


@act("typed")
def difficulties(
    store: Store,
    period: Period | str | None = None,
    *,
    kind: Literal["difficulty", "proposal"] | None = None,
    level: str | None = None,
    as_of: datetime | None = None,
) -> pd.DataFrame:
    """One row per difficulty or proposal of the returns in force; ``return_id``, ``matter`` and ``kind`` name it."""
    return own_rows(store, _frame(store, "difficulties", period, as_of, kind=kind, level=level))


def guardrails(store: Store, period: Period | str | None = None, as_of: datetime | None = None) -> pd.DataFrame:
    """One row per guardrail of one quarter, or of all: the answering agency's figure (source_), the units' own
    (check_), difference."""
    return _frame(store, "guardrails", period, as_of)


def _frame(
    store: Store, query_name: str, period: Period | str | None, as_of: datetime | None, **filters: str | None
) -> pd.DataFrame:
    return snapshot(store, as_of).frame(query_name, period=str(period) if period else None, **filters)
