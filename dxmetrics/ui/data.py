"""The metrics, asked once per data version and question: the only way pages reach the store's figures."""

from __future__ import annotations

from collections.abc import Hashable

import pandas as pd
import streamlit as st

from dxmetrics import metrics
from dxmetrics.findings import Finding
from dxmetrics.periods import Period
from dxmetrics.roles import OWNER, require
from dxmetrics.store import Store

_ENTRIES = 256


class Data:
    """Figures of one store at one data version. Frames are copies; what a row means is said in ``metrics``."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.version = int(store.data_version)
        # A snapshot ends with a load, at midnight and at a due time. Its name is never used again: nothing stale shows.
        taken = metrics.snapshot(store)
        self.snapshot, self.moment = taken.database, taken.moment

    def periods(self) -> list[str]:
        """Quarters with data, oldest first."""
        return [str(period) for period in self._ask("periods")]

    def progress(self, period: str, **options: Hashable) -> pd.DataFrame:
        """Progress rows of one quarter; options ``target``, ``by`` (level, group, unit), ``unit``, ``group``, and a view's."""
        return self._ask("progress", period, **options)

    def trend(self, **options: Hashable) -> pd.DataFrame:
        """Progress rows of all quarters; options ``target``, ``unit``, ``level``, ``group``, and ``Page.view``'s."""
        return self._ask("trend", **options)

    def lagging(self, period: str, **options: Hashable) -> pd.DataFrame:
        """One row per unit × reason × target; options ``level``, ``frozen``."""
        return self._ask("lagging", period, **options)

    def lagging_units(self, period: str, **options: Hashable) -> pd.DataFrame:
        """One row per lagging unit, worst first; options ``level``, ``frozen``."""
        return self._ask("lagging_units", period, **options)

    def changes(self, period: str, **options: Hashable) -> pd.DataFrame:
        """One row per change, since the quarter before (PeriodError where there is none) or since option ``since``."""
        return self._ask("changes", period, **options)

    def reporting(self, period: str = "", **options: Hashable) -> pd.DataFrame:
        """One row per return expected in the quarter, or in all quarters; option ``frozen``."""
        return self._ask("reporting", period, **options)

    def reporting_rates(self) -> pd.DataFrame:
        """One row per quarter × level: expected, received, on_time, accepted, missing."""
        return self._ask("reporting_rates")

    def peers(self, period: str, unit: str, **options: Hashable) -> pd.DataFrame:
        """One row per indicator × unit of the unit's peer group, with the others' median; option ``frozen``."""
        return self._ask("peers", period, unit=unit, **options)

    def values(self, period: str, **options: Hashable) -> pd.DataFrame:
        """Accepted data values of one quarter, personal ones masked; option ``frozen``."""
        return self._ask("values", period, **options)

    def provenance(self, period: str, org_unit: str, data_element: str) -> pd.DataFrame:
        """One row per revision that states this value, newest first, personal ones masked."""
        return self._ask("provenance", period, org_unit=org_unit, data_element=data_element)

    def units_to_go(self, period: str, target: str, level: str = "") -> pd.DataFrame:
        """One row per unit still short of a target or an indicator."""
        return self._ask("units_to_go", period, target=target, level=level)

    def settling(self, period: str, target: str = "", level: str = "") -> pd.DataFrame:
        """One row per incomplete row × silent unit whose answer could change its status."""
        return self._ask("settling", period, target=target, level=level)

    def tasks_of(self, period: str, unit: str) -> pd.DataFrame:
        """One row per task asked of the unit."""
        return self._ask("task_states", period, unit=unit)

    def request_letter(self, period: str) -> metrics.RequestLetter | None:
        """The quarter's request letter as recorded; None until it is."""
        return self._ask("request_letter", period)

    def extensions(self, period: str) -> pd.DataFrame:
        """One row per extension that counts, the newest first."""
        return self._ask("extensions", period)

    def letters_sent(self, period: str) -> pd.DataFrame:
        """One row per letter marked as sent, the newest first."""
        return self._ask("letters_sent", period)

    def worked_example(self, period: str, target: str, level: str) -> metrics.WorkedExample | None:
        """The province's figure of a target step by step; None where there is none."""
        return self._ask("worked_example", period, target=target, level=level)

    def revisions(self, period: str = "", **options: str) -> pd.DataFrame:
        """One row per file sent in, the newest first; options ``return_id``, ``batch_id``."""
        return self._ask("revisions", period, **options)

    def revision_changes(self, old: int | None, new: int | None) -> pd.DataFrame:
        """One row per value that differs between two revisions, personal ones masked."""
        return self._ask("revision_changes", old=old, new=new)

    def revision_findings(self, revision: int) -> list[Finding]:
        """The findings of one revision."""
        return self._ask("revision_findings", revision=revision)

    def batches(self) -> pd.DataFrame:
        """One row per pile ever loaded, the newest first."""
        return self._ask("batches")

    def frozen_periods(self) -> pd.DataFrame:
        """One row per quarter that was ever frozen."""
        return self._ask("frozen_periods")

    def audit(self, period: str = "") -> pd.DataFrame:
        """One row per thing that ever happened, the newest first."""
        # Never from memory: a sign-in changes no figure, so no data version either.
        return metrics.audit(self._store, period or None)

    def element_totals(self, period: str, **options: str | tuple[str, ...]) -> pd.DataFrame:
        """Sums of what units typed; options ``elements`` (a tuple), ``level``, ``by`` (peer_group, body, unit)."""
        return self._ask("element_totals", period, **options)

    def stated_once(self, period: str) -> pd.DataFrame:
        """One row per unit × element asked once: what it, or its predecessors, last stated."""
        return self._ask("stated_once", period)

    def guardrails(self) -> pd.DataFrame:
        """One row per guardrail × quarter: the answering agency's figure and the units' own."""
        return self._ask("guardrails")

    def tasks(self, period: str, level: str = "all") -> pd.DataFrame:
        """One row per task of one quarter: units by what they say."""
        return self._ask("tasks", period, level=level)

    def task_states(self, period: str, level: str = "") -> pd.DataFrame:
        """One row per task × unit asked for it."""
        return self._ask("task_states", period, level=level)

    def task_indicators(self, period: str, level: str = "all") -> pd.DataFrame:
        """One row per task × indicator that measures it × group, of the province."""
        return self._ask("task_indicators", period, level=level)

    def platforms(self, period: str = "") -> pd.DataFrame:
        """One row per platform group of one quarter, or of all."""
        return self._ask("platforms", period)

    def difficulties(self, period: str, level: str = "") -> pd.DataFrame:
        """One row per difficulty or proposal of the returns in force, and what was done about it."""
        return self._ask("difficulties", period, level=level)

    def _ask(self, question: str, period: str | None = None, **options: Hashable) -> object:
        guarded = getattr(getattr(metrics, question), "act", None)
        if guarded:  # before the cache, which answers whoever asks
            require(self._store.actor, guarded)
        # A figure is the same for all; what a unit's account reads of returns is its own.
        store = self._store if guarded else self._store.on_behalf_of(OWNER)
        own = f"#{store.actor.unit}" if store.actor.is_limited else ""
        given = {name: value for name, value in options.items() if value}
        return _answer(store, f"{store.path}{own}", self.snapshot, question, period, tuple(sorted(given.items())))


@st.cache_data(max_entries=_ENTRIES, show_spinner=False)
def _answer(
    _store: Store,
    path: str,
    snapshot: str,
    question: str,
    period: str | None,
    options: tuple[tuple[str, Hashable], ...],
) -> object:
    """``path`` (with whose rows these are) and ``snapshot`` are only keys."""
    place = (Period.parse(period),) if period else ()
    return getattr(metrics, question)(_store, *place, **dict(options))
