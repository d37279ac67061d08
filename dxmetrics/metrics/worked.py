"""A headline number taken apart: the inputs it was made from and each step's result (metrics.md §2-§3), on the user's
own figures.

The results are those of ``progress``, never computed here: the tests compute every step again from the inputs shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from dxmetrics.catalog.model import Indicator
from dxmetrics.metrics.progress import progress
from dxmetrics.periods import Period
from dxmetrics.store import Store

Number = float | int


@dataclass(frozen=True)
class Step:
    """One line of the example. ``inputs`` are all that the formula needs; percent, points a quarter, ratios, quarter indexes."""

    name: str
    inputs: tuple[tuple[str, Number], ...]
    result: Number


@dataclass(frozen=True)
class WorkedExample:
    """One row of progress of the province, taken apart.

    quarters  q0, q and qT as quarters (those that exist): the numbers in the steps are their indexes
    units     for shares of units: who was counted as met, not_met, not_reported, not_applicable
    levels    where the Plan asks the target of each level, the levels' own verdicts, of which ``all`` takes the worst
    status    the verdict; status_lower and status_upper where silence leaves it open
    """

    indicator: str
    level: str
    group: str
    period: str
    quarters: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    units: tuple[tuple[str, tuple[str, ...]], ...]
    levels: tuple[tuple[str, str], ...]
    status: str
    status_lower: str | None
    status_upper: str | None


def worked_example(
    store: Store,
    period: Period | str,
    target: str,
    level: str = "all",
    group: str = "",
    as_of: datetime | None = None,
) -> WorkedExample | None:
    """The province's figure of a target's headline (or of an indicator, by its code), step by step; None where there
    is no row."""
    catalog = store.catalog
    item = catalog.targets[target].headline if target in catalog.targets else catalog.indicators[target]
    rows = progress(store, period, target=item.code, level=level, as_of=as_of)
    rows = rows[(rows["indicator"] == item.code) & (rows["group"] == group)]
    if rows.empty:
        return None
    row = {name: _plain(value) for name, value in rows.iloc[0].items()}
    q = {name: row[column] for name, column in (("q0", "baseline_period"), ("q", "period"), ("qT", "deadline_period"))}
    index = {name: Period.parse(code).index for name, code in q.items() if code}
    return WorkedExample(
        indicator=item.code,
        level=level,
        group=group,
        period=str(period),
        quarters=tuple((name, code) for name, code in q.items() if code),
        steps=(*_value_steps(row, item), *_line_steps(row, index, item)),
        units=_units(store, period, item, level, as_of) if item.aggregation == "share_of_units" else (),
        levels=_levels(store, period, item, group, as_of) if level == "all" and item.each_level else (),
        status=row["status"],
        status_lower=row["status_lower"],
        status_upper=row["status_upper"],
    )


def _value_steps(row: dict, item: Indicator) -> Iterator[Step]:
    """How the value comes from counts or sums, and its bounds where they are of counts."""
    if item.aggregation == "share_of_units":
        units = {"met": row["met"], "N": row["denominator"]}
        yield from _step("share", row["value"], **units)
        yield from _step("lower", row["lower"], **units)
        yield from _step("upper", row["upper"], **units, silent=row["not_reported"])
    elif item.aggregation == "sum":
        yield from _step("sum", row["value"], sum=row["numerator"])
    else:
        yield from _step("ratio", row["value"], numerator=row["numerator"], denominator=row["denominator"])
    if row["value"] is not None and row["comparable_value"] not in (None, row["value"]):
        yield from _comparable(row["comparable_value"], row["comparable_units"], item)


def _comparable(value: float, units: int, item: Indicator) -> Iterator[Step]:
    """The value over the area that baseline and quarter both have: of a share, so many of those units are met."""
    if item.aggregation == "share_of_units":
        yield from _step("comparable_share", value, met=round(value * units / 100), N=units)
    else:
        yield from _step("comparable", value, units=units)


def _line_steps(row: dict, index: dict[str, int], item: Indicator) -> Iterator[Step]:
    """Plan line, progress, pace, projection. c is the value over the area that baseline and quarter both have."""
    b, goal, plan, c = row["baseline"], row["target_value"], row["planned_now"], row["comparable_value"]
    past = {"q": index["q"], "q0": index.get("q0")}
    left = {"qT": index.get("qT"), "q": index["q"]}
    if b is not None and goal is not None and not _is_there(row, b):
        yield from _planned(row, index, item)
        yield from _step("progress_share", row["progress_share"], c=c, b=b, T=goal)
        yield from _step("plan_attainment", row["plan_attainment"], c=c, b=b, planned=plan)
    yield from _step("pace", row["pace"], c=c, b=b, **past)
    if row["required_pace"]:
        yield from _step("required_pace", row["required_pace"], T=goal, whole=row["value"], **left)
    if index.get("qT", 0) > index["q"]:
        yield from _step("projected", row["projected"], c=c, pace=row["pace"], **left)
    if row["gap_pct"]:
        yield from _step("gap_pct", row["gap_pct"], T=goal, projected=row["projected"], b=b)
    yield from _step("units_to_go", row["units_to_go"], T=goal, N=row["denominator"], met=row["met"])
    if row["units_to_go"]:
        yield from _step("units_per_quarter", row["units_per_quarter_needed"], to_go=row["units_to_go"], **left)


def _planned(row: dict, index: dict[str, int], item: Indicator) -> Iterator[Step]:
    """The point on the plan line: between baseline and target, or between the two milestones around the quarter."""
    b, goal, q0, q, end = row["baseline"], row["target_value"], index.get("q0"), index["q"], index.get("qT")
    if q0 is None or end is None:
        return
    bends = [(at.period.index, at.value) for at in item.milestones if q0 < at.period.index < end]
    bends = [(at, value) for at, value in bends if round(row["direction"] * (value - b), 6) >= 0]
    if not bends:
        yield from _step("planned_now", row["planned_now"], b=b, T=goal, q=q, q0=q0, qT=end)
        return
    points = [(q0, b), *bends, (end, goal)]
    start = max(place for place, (at, _) in enumerate(points[:-1]) if at <= q)
    (first, value), (last, wanted) = points[start : start + 2]
    yield from _step("planned_stretch", row["planned_now"], start=value, end=wanted, q=q, q_start=first, q_end=last)


def _step(name: str, result: Number | None, **inputs: Number | None) -> Iterator[Step]:
    """The step, where it has a result and all its inputs."""
    if result is not None and None not in inputs.values():
        yield Step(name, tuple(inputs.items()), result)


def _is_there(row: dict, value: float) -> bool:
    """A value on the target's good side: no way to go, so no line."""
    sign = 1 if row["direction"] == 1 else -1
    return round(sign * (value - row["target_value"]), 6) >= 0


def _units(
    store: Store, period: Period | str, item: Indicator, level: str, as_of: datetime | None
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Units by how they were counted; the counts of the first step are the lengths of these lists."""
    rows = progress(store, period, target=item.code, by="unit", as_of=as_of)
    own = [store.catalog.units[unit].level == of for unit, of in zip(rows["org_unit"], rows["level"], strict=True)]
    rows = rows[pd.Series(own, index=rows.index) & (rows["indicator"] == item.code)]
    if level != "all":
        rows = rows[rows["level"] == level]
    states = ("met", "not_met", "not_reported", "not_applicable")
    return tuple((state, tuple(rows.loc[rows[state] == 1, "org_unit"])) for state in states)


def _levels(
    store: Store, period: Period | str, item: Indicator, group: str, as_of: datetime | None
) -> tuple[tuple[str, str], ...]:
    """Each level's own verdict on the province's row."""
    rows = progress(store, period, target=item.code, as_of=as_of)
    rows = rows[(rows["indicator"] == item.code) & (rows["group"] == group) & (rows["level"] != "all")]
    return tuple(zip(rows["level"], rows["status"], strict=True))


def _plain(value: object) -> object:
    """A cell as Python has it; None for nothing."""
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    return value.item() if hasattr(value, "item") else value
