"""Picking rows out of the metrics' frames: which rows a card, a line or a bar stands for. No figure is made here."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

import pandas as pd

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import LEVELS
from dxmetrics.periods import Period
from dxmetrics.text.keys import matches, sort_key


def whole(frame: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """Rows over the whole province, all levels and groups pooled."""
    return frame[(frame["org_unit"] == catalog.plan.province) & (frame["level"] == "all") & _no_group(frame)]


def headlines(trend: pd.DataFrame, catalog: Catalog, period: str) -> pd.DataFrame:
    """One row per target: its headline indicator over the whole province in this period, in the Plan's order."""
    codes = [target.headline.code for target in catalog.targets.values()]
    rows = _as_judged(whole(trend, catalog), catalog)
    rows = rows[(rows["period"] == period) & rows["indicator"].isin(codes)]
    return rows.sort_values("indicator", key=lambda column: column.map(codes.index)).reset_index(drop=True)


def judged(heads: pd.DataFrame, catalog: Catalog, *judgements: str) -> pd.DataFrame:
    """The headline rows the Plan judges in one of these ways (plan, annual, guardrail …)."""
    return heads[[catalog.indicators[code].judgement in judgements for code in heads["indicator"]]]


def history(trend: pd.DataFrame, catalog: Catalog, indicator: str, until: str) -> pd.DataFrame:
    """One indicator over the whole province, a row a period up to this one, oldest first."""
    return histories(trend, catalog, [indicator], until)[indicator]


def histories(trend: pd.DataFrame, catalog: Catalog, indicators: list[str], until: str) -> dict[str, pd.DataFrame]:
    """The same of several indicators at once."""
    rows = _as_judged(whole(trend[trend["period"] <= until], catalog), catalog).sort_values("period")
    return {code: rows[rows["indicator"] == code].reset_index(drop=True) for code in indicators}


def by_level(frame: pd.DataFrame, indicator: str, levels: list[str]) -> pd.DataFrame:
    """One row a level of one indicator, in the order of ``levels``, those without units left out."""
    rows = frame[(frame["indicator"] == indicator) & frame["level"].isin(levels) & _no_group(frame)]
    return rows.sort_values("level", key=lambda column: column.map(levels.index)).reset_index(drop=True)


def by_group(frame: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """One row a group of one indicator over all levels."""
    rows = frame[(frame["indicator"] == indicator) & ~_no_group(frame) & (frame["level"] == "all")]
    return rows.sort_values("group").reset_index(drop=True)


def units(frame: pd.DataFrame, catalog: Catalog, indicator: str, *, group: str = "", **wanted: object) -> pd.DataFrame:
    """One row a unit of one indicator, each at its own level, filtered as by ``keep``, in Vietnamese order of names.

    ``group``: of that member group instead of the whole.
    """
    own_level = frame["org_unit"].map({unit.id: unit.level for unit in catalog.units.values()}) == frame["level"]
    rows = frame[(frame["indicator"] == indicator) & (frame["group"].fillna("") == group) & own_level]
    return named(keep(rows, **wanted))


def on_map(frame: pd.DataFrame, catalog: Catalog, indicator: str, level: str) -> pd.DataFrame:
    """One row a unit of this level of one indicator: a district's pools its office and its communes."""
    of_level = frame["org_unit"].map({unit.id: unit.level for unit in catalog.units.values()}) == level
    pooled = "all" if level == "district" else level
    rows = frame[(frame["indicator"] == indicator) & _no_group(frame) & of_level & (frame["level"] == pooled)]
    return rows.reset_index(drop=True)


def own_headlines(frame: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """One row a unit × target: the target's headline at the unit's own level."""
    own_level = frame["org_unit"].map({unit.id: unit.level for unit in catalog.units.values()}) == frame["level"]
    codes = [target.headline.code for target in catalog.targets.values()]
    return frame[frame["indicator"].isin(codes) & _no_group(frame) & own_level].reset_index(drop=True)


def keep(
    rows: pd.DataFrame,
    *,
    level: str = "",
    status: str = "",
    search: str = "",
    among: Collection[str] | None = None,
    texts: tuple[str, ...] = (),
) -> pd.DataFrame:
    """Rows of this level, status and ``among``, whose name, code or other ``texts`` hold every word of the search."""
    if among is not None:
        rows = rows[rows["org_unit"].isin(among)]
    if level:
        rows = rows[rows["level"] == level]
    if status:
        rows = rows[rows["status"] == status]
    if search:
        columns = [name for name in ("name_vi", "name_en", "code", "org_unit", *texts) if name in rows]
        found = [matches(search, map(str, values)) for values in rows[columns].itertuples(index=False)]
        rows = rows[pd.Series(found, index=rows.index, dtype=bool)]
    return rows


def named(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows in the Vietnamese order of their units' names."""
    return rows.sort_values(
        "name_vi", key=lambda column: column.map(lambda name: sort_key(str(name))), kind="stable"
    ).reset_index(drop=True)


def change(rows: pd.DataFrame, catalog: Catalog) -> float | None:
    """Points since the quarter before; None where there is none, or where the set of units changed in between.

    (Folding the earlier quarter onto the units in force comes with the metrics issue; until then we stop at a break.)
    """
    if len(rows) < 2 or rows["value"].tail(2).isna().any():
        return None
    before, now = (Period.parse(code) for code in rows["period"].tail(2))
    if now.index - before.index != 1 or catalog.structure_of(before) != catalog.structure_of(now):
        return None
    return float(rows["value"].iloc[-1]) - float(rows["value"].iloc[-2])


def breaks(catalog: Catalog, language: str) -> dict[str, str]:
    """Periods whose units are not those of the period before, and what changed."""
    return {
        str(now): catalog.structure_of(now).note(language)
        for before, now in pairwise(catalog.periods())
        if catalog.structure_of(before) != catalog.structure_of(now)
    }


def chased(lagging: pd.DataFrame) -> pd.DataFrame:
    """Units to call: more stands against them than lateness or a missing document; they have a rank (metrics.md §5)."""
    return lagging[lagging["rank"].notna()].reset_index(drop=True)


def aside(lagging: pd.DataFrame) -> pd.DataFrame:
    """Units that are only late or lack only evidence: under a heading of their own."""
    return lagging[lagging["rank"].isna()].reset_index(drop=True)


def rates(frame: pd.DataFrame, period: str) -> pd.DataFrame:
    """Reporting rates of one quarter, a row a level, in the order levels stand in everywhere."""
    rows = of_period(frame, period)
    rows = rows[rows["level"].isin(LEVELS)]
    return rows.sort_values("level", key=lambda column: column.map(LEVELS.index)).reset_index(drop=True)


def of_period(frame: pd.DataFrame, period: str) -> pd.DataFrame:
    """Rows of one quarter."""
    return frame[frame["period"] == period].reset_index(drop=True)


def measured(frame: pd.DataFrame) -> dict[str, object]:
    """The province's row of each indicator that measures a task, by its code; those by group left out."""
    return {row.indicator: row for row in frame[_no_group(frame)].itertuples(index=False)}


def late(returns: pd.DataFrame) -> pd.DataFrame:
    """Returns that are due and not there, or were sent back, by the units' names."""
    return named(returns[returns["state"].isin(["missing", "rejected"])])


def calendar(every: pd.DataFrame, period: str, *, language: str, **wanted: object) -> pd.DataFrame:
    """A row per unit × quarter up to ``period`` for the units expected in it; the most often silent first.

    Without a filter of ``keep`` only units that were ever silent, refused or waiting: others take no room.
    """
    every = every[every["period"] <= period]
    current = keep(of_period(every, period), **wanted)
    rows = every[every["org_unit"].isin(current["org_unit"])]
    if not any(value for value in wanted.values()):
        faulty = rows[rows["state"].isin(["missing", "rejected", "pending"])]
        rows = rows[rows["org_unit"].isin(faulty["org_unit"])]
    rows = named(rows.assign(name=rows["name_en" if language == "en" else "name_vi"]))
    silent = rows[rows["state"].isin(["missing", "rejected"])]["org_unit"].value_counts()
    often = [-silent.get(unit, 0) for unit in rows["org_unit"]]
    return rows.assign(often=often).sort_values("often", kind="stable").drop(columns="often").reset_index(drop=True)


def typed(values: pd.DataFrame, catalog: Catalog, *, group: str = "", **wanted: object) -> pd.DataFrame:
    """Typed values as ``keep`` wants them, elements and files searched too, by unit, then in the forms' order.

    ``group``: only what is asked about that member or platform group.
    """
    elements, order = catalog.elements, {code: place for place, code in enumerate(catalog.elements)}
    if group:
        values = values[values["data_element"].isin({code for code, item in elements.items() if item.group == group})]
    names = [elements[code].name_vi if code in elements else "" for code in values["data_element"]]
    rows = values.assign(element_name=names, place=values["data_element"].map(order)).sort_values(
        "place", kind="stable"
    )
    return named(keep(rows, **wanted, texts=("data_element", "element_name", "file")))


def _as_judged(rows: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """A guardrail is kept or broken on the units that can be compared with its baseline: that sum is its value."""
    guardrails = [code for code, item in catalog.indicators.items() if item.judgement == "guardrail"]
    on_comparable = rows["indicator"].isin(guardrails) & rows["comparable_value"].notna()
    return rows.assign(value=rows["value"].mask(on_comparable, rows["comparable_value"]))


def _no_group(frame: pd.DataFrame) -> pd.Series:
    return frame["group"].fillna("") == ""
