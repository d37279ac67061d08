"""All figures a document of one quarter rests on, asked once: of the quarter's freeze where there is one, else as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import pandas as pd

from dxmetrics import metrics
from dxmetrics.catalog.model import LEVELS, Indicator
from dxmetrics.documents.word.context import Context
from dxmetrics.documents.word.model import Progress
from dxmetrics.errors import StoreError
from dxmetrics.metrics.snapshot import snapshot
from dxmetrics.metrics.trail import RequestLetter
from dxmetrics.periods import Period
from dxmetrics.store import Store
from dxmetrics.store.freezing import Freeze

STEPS = 4


@dataclass(frozen=True)
class Figures(Context):
    """One quarter's rows as ``dxmetrics.metrics`` gives them.

    freeze      the freeze the figures are of; None: as known at ``moment``
    request     the quarter's request letter, once it is recorded; letters: those marked as sent
    progress    of the province, by level; units: of every unit; before: the province's quarter before (empty if none)
    """

    freeze: Freeze | None
    moment: datetime
    progress: pd.DataFrame
    units: pd.DataFrame
    before: pd.DataFrame
    lagging: pd.DataFrame
    lagging_units: pd.DataFrame
    reporting: pd.DataFrame
    rates: pd.DataFrame
    tasks: pd.DataFrame
    guardrails: pd.DataFrame
    difficulties: pd.DataFrame
    request: RequestLetter | None
    letters: pd.DataFrame

    @cached_property
    def reasons(self) -> dict[str, list[dict]]:
        """By unit: its rows of ``lagging``."""
        found: dict[str, list[dict]] = {}
        for row in self.lagging.to_dict("records"):
            found.setdefault(row["org_unit"], []).append(row)
        return found

    @cached_property
    def own(self) -> dict[tuple[str, str], dict]:
        """By unit and indicator: the unit's row at its own level."""
        levels = {unit.id: unit.level for unit in self.catalog.units.values()}
        rows = self.units[self.units["org_unit"].map(levels) == self.units["level"]]
        return {(row["org_unit"], row["indicator"]): row for row in rows.to_dict("records")}

    @cached_property
    def returns(self) -> dict[str, dict]:
        """By unit: its row of ``reporting``."""
        return {row["org_unit"]: row for row in self.reporting.to_dict("records")}

    @cached_property
    def _whole(self) -> dict[tuple[str, str], dict]:
        return _by_indicator(self.progress)

    @cached_property
    def _earlier(self) -> dict[tuple[str, str], dict]:
        return _by_indicator(self.before)

    def of(self, indicator: str, level: str = "all") -> dict | None:
        """The province's row of an indicator at a level; None where there is none."""
        return self._whole.get((indicator, level))

    def earlier(self, indicator: str, level: str = "all") -> dict | None:
        """The same row one quarter before, None where there is none or the units are not the same (no like for like)."""
        found = self._earlier.get((indicator, level))
        if found is None or self.catalog.structure_of(self.period) != self.catalog.structure_of(self.period.shift(-1)):
            return None
        return found

    def levels_of(self, indicator: Indicator) -> list[str]:
        """The levels an indicator has a row at this quarter, in the usual order."""
        return [level for level in LEVELS if level in indicator.levels and self.of(indicator.code, level) is not None]

    def headlines(self, *judgements: str) -> list[Indicator]:
        """The targets' headline indicators that have a row this quarter, in the Plan's order, judged in these ways."""
        found = [target.headline for target in self.catalog.targets.values()]
        return [item for item in found if item.judgement in judgements and self.of(item.code) is not None]


def gather(
    store: Store, period: Period | str, *, frozen: bool | None = None, progress: Progress | None = None
) -> Figures:
    """The figures of a quarter. ``frozen`` None: of its freeze where it is frozen. StoreError ``no_frozen_figures``
    if asked in vain."""
    period = Period.parse(str(period))
    freeze = _freeze(store, period, frozen)
    told = progress or (lambda done, total: None)
    told(0, STEPS)
    as_of, kept = (freeze.frozen_at, True) if freeze else (None, False)
    moment = freeze.frozen_at if freeze else snapshot(store).moment
    told(1, STEPS)
    rows = {
        "progress": metrics.progress(store, period, by="level", frozen=kept),
        "units": metrics.progress(store, period, by="unit", frozen=kept),
        "lagging": metrics.lagging(store, period, frozen=kept),
        "lagging_units": metrics.lagging_units(store, period, frozen=kept),
        "reporting": metrics.reporting(store, period, frozen=kept),
    }
    told(2, STEPS)
    rows |= {
        "before": metrics.progress(store, period.shift(-1), by="level", as_of=as_of),
        "rates": metrics.reporting_rates(store, as_of=as_of).query("period == @period.code"),
        "tasks": metrics.tasks(store, period, level="all", as_of=as_of),
    }
    told(3, STEPS)
    rows |= {
        "guardrails": metrics.guardrails(store, period, as_of=as_of),
        "difficulties": metrics.difficulties(store, period, as_of=as_of),
        "letters": metrics.letters_sent(store, period, as_of=as_of),
    }
    told(STEPS, STEPS)
    request = metrics.request_letter(store, period, as_of=as_of)
    return Figures(store.catalog, period, freeze, moment, request=request, **rows)


def _freeze(store: Store, period: Period, frozen: bool | None) -> Freeze | None:
    if frozen is False:
        return None
    try:
        return metrics.freeze_of(store, period)
    except StoreError as fault:
        if frozen or fault.code != "no_frozen_figures":
            raise
        return None


def _by_indicator(frame: pd.DataFrame) -> dict[tuple[str, str], dict]:
    return {(row["indicator"], row["level"]): row for row in frame.to_dict("records")}
