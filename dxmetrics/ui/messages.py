"""The message each chart says in its title, made from the rows it draws."""

from __future__ import annotations

import math

import pandas as pd

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import Indicator
from dxmetrics.text import Words
from dxmetrics.text.numbers import number, percent
from dxmetrics.text.quarters import quarter

_SAME = 0.05  # a difference that no figure on the page shows
# What the Plan gives no number, and a yearly target before its last quarter, are shown without a forecast.
_NO_FORECAST = ("tracking", "in_year")


def plan(rows: pd.DataFrame, indicator: Indicator, words: Words) -> str:
    """Where this pace leads: the title of the plan line."""
    last = rows.iloc[-1]
    value = written(last.value, indicator, words)
    if not value:
        return words("message.no_value", period=quarter(last.period, words.language))
    if indicator.judgement == "guardrail" and last.status == "achieved":
        return words("message.kept", value=value, target=written(last.target_value, indicator, words))
    if last.status == "achieved":
        return words("message.achieved", value=value)
    if last.status == "incomplete":
        bounds = {name: written(getattr(last, name), indicator, words) for name in ("lower", "upper")}
        key = "message.incomplete_bounds" if all(bounds.values()) else "message.incomplete"
        return words(key, value=value, **bounds)
    if last.status in _NO_FORECAST or pd.isna(last.deadline_period) or pd.isna(last.projected):
        return words("message.value", value=value, period=quarter(last.period, words.language))
    deadline, projected = quarter(last.deadline_period, words.language), float(last.projected)
    target = written(last.target_value, indicator, words)
    if last.status == "missed":
        return words("message.missed", value=value, target=target, deadline=deadline)
    shown = written(min(projected, 100.0) if indicator.unit == "percent" else projected, indicator, words)
    reached = projected >= last.target_value if indicator.direction == "up" else projected <= last.target_value
    key = "message.will_reach" if reached else "message.will_miss"
    return words(key, value=value, projected=shown, target=target, deadline=deadline)


def levels(rows: pd.DataFrame, words: Words) -> str:
    """Which level has most left to do: the title of the bars by level."""
    counted = rows.dropna(subset=["met"])
    if counted.empty:
        return _lowest(rows, words, lambda row: words(f"level.{row.level}"))
    left = counted["not_met"] + counted["not_reported"]
    if left.sum() == 0:
        return words("message.levels_done")
    worst = counted.loc[left.idxmax()]
    key = (
        "message.levels"
        if not worst.not_reported
        else "message.levels_silent"
        if worst.not_met
        else "message.levels_only_silent"
    )
    level = words(f"level.{worst.level}")
    return words(key, level=level, not_met=int(worst.not_met), not_reported=int(worst.not_reported))


def groups(rows: pd.DataFrame, names: dict[str, str], words: Words) -> str:
    """Which group is lowest: the title of the bars by group."""
    return _lowest(rows, words, lambda row: names.get(row.group, row.group))


def rates(rows: pd.DataFrame, words: Words) -> str:
    """How many returns are not there: the title of the reporting bars."""
    missing = int(rows["expected"].sum() - rows["received"].sum())
    return (
        words("message.rates", missing=missing, expected=int(rows["expected"].sum()))
        if missing
        else words("message.rates_all")
    )


def calendar(rows: pd.DataFrame, period: str, words: Words) -> str:
    """How many units are silent now and before: the title of the reporting calendar."""
    silent = rows[rows["state"].isin(["missing", "rejected"])]
    now = set(silent.loc[silent["period"] == period, "org_unit"])
    again = {
        unit
        for unit, count in silent[silent["period"] <= period]["org_unit"].value_counts().items()
        if count >= 2 and unit in now
    }
    if not now:
        return words("message.calendar_all", period=quarter(period, words.language))
    key = "message.calendar_again" if again else "message.calendar"
    return words(key, count=len(now), again=len(again), period=quarter(period, words.language))


def need(row: object, indicator: Indicator, words: Words) -> str:
    """What the pace must be: "còn 37 đơn vị, mỗi quý 9,25"; empty where there is nothing to say."""
    if pd.isna(row.target_value) or pd.isna(row.deadline_period) or row.status in ("achieved", "missed"):
        return ""
    if not pd.isna(row.units_to_go) and row.units_to_go > 0:
        if pd.isna(row.units_per_quarter_needed):
            return words("message.units_to_go", count=int(row.units_to_go))
        return words("message.units_pace", count=int(row.units_to_go), pace=float(row.units_per_quarter_needed))
    if not pd.isna(row.required_pace) and row.required_pace > 0 and indicator.unit == "percent":
        return words("message.points_pace", pace=number(row.required_pace, words.language))
    return ""


def comparable(row: object, indicator: Indicator, words: Words) -> str:
    """The value over the units comparable with the baseline, on which the verdict rests, where it isn't the whole's."""
    if pd.isna(row.comparable_value) or pd.isna(row.target_value) or indicator.judgement not in ("plan", "guardrail"):
        return ""
    count = int(row.comparable_units)
    if indicator.judgement == "guardrail":
        return words("message.on_comparable", count=count)
    if abs(row.comparable_value - row.value) < _SAME:
        return ""
    return words("message.comparable", count=count, value=written(row.comparable_value, indicator, words))


def written(value: float | None, indicator: Indicator, words: Words) -> str:
    """A value with its unit of measure; empty for none."""
    if value is None or math.isnan(float(value)):
        return ""
    return percent(value, words.language) if indicator.unit == "percent" else number(value, words.language)


def measured(value: float | None, indicator: Indicator, catalog: Catalog, words: Words) -> str:
    """The same with what is counted, where it stands alone: "995 người"."""
    told = written(value, indicator, words)
    return f"{told} {counted(indicator, catalog, words)}".strip() if told else told


def counted(indicator: Indicator, catalog: Catalog, words: Words) -> str:
    """What an indicator counts (persons, organisations); empty for shares."""
    if indicator.unit == "percent" or not indicator.parts:
        return ""
    return catalog.elements[indicator.parts[0].numerator[0]].unit(words.language)


def _lowest(rows: pd.DataFrame, words: Words, name_of: object) -> str:
    known = rows.dropna(subset=["value"])
    if known.empty:
        return words("message.nothing_known")
    worst = known.loc[known["value"].idxmin()]
    return words("message.lowest", name=name_of(worst), value=percent(worst.value, words.language))
