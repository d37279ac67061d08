"""Part II.1 of the report: a sentence or two per target, from its rows of ``progress``; a table; two charts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd

from dxmetrics.catalog.model import Indicator
from dxmetrics.documents.word import charts
from dxmetrics.documents.word.figures import Figures
from dxmetrics.documents.word.model import Block, Column, Number, Paragraph, Part, Picture, Row, Table
from dxmetrics.documents.word.say import joined, plain, share
from dxmetrics.periods import Period

_ROUNDED = 6
"""Comparisons are made after rounding (metrics.md §2)."""


def results(figures: Figures) -> Part:
    """Heading II.1: the targets with a number, those only followed, the guardrails, then the table and the charts."""
    say, blocks = figures.say, []
    for place, item in enumerate(figures.headlines("plan", "annual", "tracking")):
        blocks += _of_target(figures, item, say.letter(place))
    place = len(figures.headlines("plan", "annual", "tracking"))
    blocks += [guardrail(figures, row, say.letter(place + number)) for number, row in enumerate(_guardrails(figures))]
    return Part(say("report.head_targets"), 2, (*blocks, table(figures), *pictures(figures)))


def _of_target(figures: Figures, item: Indicator, letter: str) -> list[Block]:
    if item.judgement == "tracking":
        return [tracking(figures, item, letter)]
    return [headline(figures, item, letter), *details(figures, item)]


def headline(figures: Figures, item: Indicator, letter: str) -> Paragraph:
    """The value with what it is counted from, the plan line, the target and the verdict."""
    say, row = figures.say, figures.of(item.code)
    section = figures.catalog.targets[item.target].section
    named = {"letter": letter, "name": item.name_vi, "section": section}
    if pd.isna(row["value"]):
        return Paragraph(say("target.silent", **named))
    counts, words = _counts(item, row), {"value": share(row["value"]), "verdict": say(f"verdict.{row['status']}")}
    plan, figures_of_plan = _plan(figures, item, row)
    key = "target.share" if "met" in counts else "target.ratio"
    text = say(key, **named, **words, **counts, plan=plan)
    return Paragraph(text, _named(item, {"value": row["value"], **counts, **figures_of_plan}))


def _counts(item: Indicator, row: dict) -> dict[str, Number]:
    if item.aggregation == "share_of_units":
        return {"met": int(row["met"]), "total": int(row["denominator"])}
    return {"numerator": plain_number(row["numerator"]), "denominator": plain_number(row["denominator"])}


def _plan(figures: Figures, item: Indicator, row: dict) -> tuple[str, dict[str, Number]]:
    if item.judgement == "annual":
        return figures.say("target.annual", target=share(row["target_value"])), {"target_value": row["target_value"]}
    if pd.isna(row["planned_now"]):
        return "", {}
    text = figures.say(
        "target.plan",
        planned=share(row["planned_now"]),
        target=share(row["target_value"]),
        deadline=figures.say.quarter(Period.parse(row["deadline_period"])),
    )
    return text, {"planned_now": row["planned_now"], "target_value": row["target_value"]}


def details(figures: Figures, item: Indicator) -> Iterator[Paragraph]:
    """By level, against the quarter before, and between which bounds while some are silent: one paragraph."""
    found = [text for made in (_comparable, _change, _by_level, _bounds) for text in made(figures, item)]
    if found:
        merged = {name: value for _, numbers in found for name, value in numbers.items()}
        yield Paragraph(" ".join(text for text, _ in found), merged)


def _comparable(figures: Figures, item: Indicator) -> Iterator[tuple[str, dict[str, Number]]]:
    """The value over the units that can be compared with the baseline, which the verdict rests on, where it is another."""
    row = figures.of(item.code)
    if has_other_area(row):
        numbers = {"comparable_value": row["comparable_value"], "comparable_units": int(row["comparable_units"])}
        text = figures.say("target.comparable", value=share(row["comparable_value"]), count=numbers["comparable_units"])
        yield text, _named(item, numbers)


def has_other_area(row: dict) -> bool:
    """Whether the verdict rests on another area than the row's whole (metrics.md §3: folded baselines)."""
    if pd.isna(row["value"]) or pd.isna(row["comparable_value"]) or pd.isna(row["planned_now"]):
        return False
    return plain(row["comparable_value"]) != plain(row["value"])


def _change(figures: Figures, item: Indicator) -> Iterator[tuple[str, dict[str, Number]]]:
    row, earlier = figures.of(item.code), figures.earlier(item.code)
    starts_anew = item.judgement == "annual" and figures.period.quarter == 1
    if earlier is None or starts_anew or pd.isna(row["value"]) or pd.isna(earlier["value"]):
        return
    points = round(row["value"] - earlier["value"], _ROUNDED)
    if plain(points) == plain(0):
        yield figures.say("target.level"), {}
        return
    key = "target.up" if points > 0 else "target.down"
    yield figures.say(key, points=plain(abs(points))), _named(item, {"change": abs(points)})


def _by_level(figures: Figures, item: Indicator) -> Iterator[tuple[str, dict[str, Number]]]:
    say, levels = figures.say, figures.levels_of(item)
    values = {level: figures.of(item.code, level)["value"] for level in levels}
    if len(levels) < 2:
        return
    parts = [
        say(
            "target.levels_part",
            level=say(f"level.{level}"),
            value=say("shared.no_figure") if pd.isna(value) else share(value),
        )
        for level, value in values.items()
    ]
    numbers = {level: value for level, value in values.items() if not pd.isna(value)}
    yield say("target.levels", parts=joined(parts)), _named(item, numbers)


def _bounds(figures: Figures, item: Indicator) -> Iterator[tuple[str, dict[str, Number]]]:
    row = figures.of(item.code)
    silent = 0 if pd.isna(row["not_reported"]) else int(row["not_reported"])
    if silent and not pd.isna(row["lower"]) and not pd.isna(row["upper"]):
        text = figures.say("target.bounds", count=silent, lower=share(row["lower"]), upper=share(row["upper"]))
        numbers = {"not_reported": silent, "lower": row["lower"], "upper": row["upper"]}
        yield text, _named(item, numbers)


def tracking(figures: Figures, item: Indicator, letter: str) -> Paragraph:
    """What the Plan gives no number: a value and what it is counted from, no verdict."""
    say, row = figures.say, figures.of(item.code)
    section = figures.catalog.targets[item.target].section
    if pd.isna(row["value"]):
        return Paragraph(say("target.silent", letter=letter, name=item.name_vi, section=section))
    counts = _counts(item, row)
    key = "target.tracking_counts" if "met" in counts else "target.tracking_ratio"
    text = say(
        "target.tracking",
        letter=letter,
        name=item.name_vi,
        section=section,
        value=share(row["value"]),
        counts=say(key, **counts),
    )
    return Paragraph(text, _named(item, {"value": row["value"], **counts}))


def _guardrails(figures: Figures) -> list[dict]:
    return figures.guardrails.to_dict("records")


def guardrail(figures: Figures, row: dict, letter: str) -> Paragraph:
    """A guardrail kept or broken, by the answering agency's figure against its baseline."""
    say, target = figures.say, figures.catalog.targets[row["target"]]
    named = {"letter": letter, "name": target.name_vi, "section": target.section}
    if pd.isna(row["source_value"]) or pd.isna(row["source_baseline"]):
        return Paragraph(say("target.guardrail_unknown", **named))
    value, baseline = plain_number(row["source_value"]), plain_number(row["source_baseline"])
    numbers = {"value": value, "baseline": baseline}
    if row["source_status"] != "achieved":
        numbers["more"] = value - baseline
    key = "target.guardrail_broken" if "more" in numbers else "target.guardrail_kept"
    return Paragraph(say(key, **named, **numbers), {f"{target.code}.{name}": item for name, item in numbers.items()})


def table(figures: Figures) -> Table:
    """Every target's headline, and its levels under it."""
    say = figures.say
    columns = (
        Column(say("target.col_name"), 4.9),
        Column(say("target.col_section"), 1.5, "center"),
        Column(say("target.col_counts"), 3.1, "center"),
        Column(say("target.col_value"), 1.7, "center"),
        Column(say("target.col_planned"), 1.8, "center"),
        Column(say("target.col_target"), 1.6, "center"),
        Column(say("target.col_verdict"), 2.6),
    )
    rows = [row for item in figures.headlines("plan", "annual", "tracking") for row in _table_rows(figures, item)]
    return Table(columns, tuple(rows), say("target.table", quarter=say.quarter(figures.period)))


def _table_rows(figures: Figures, item: Indicator) -> Iterator[Row]:
    say, levels = figures.say, figures.levels_of(item)
    section = figures.catalog.targets[item.target].section
    row = figures.of(item.code)
    yield _table_row(figures, item.name_vi, section, row)
    if has_other_area(row):
        yield Row((say("target.row_comparable"), "", "", plain(row["comparable_value"]), "", "", ""))
    for level in levels if len(levels) > 1 else ():
        name = say("target.row_level", level=say(f"level_short.{level}"))
        yield _table_row(figures, name, "", figures.of(item.code, level))


def _table_row(figures: Figures, name: str, section: str, row: dict) -> Row:
    has_value = not pd.isna(row["value"])
    counts = f"{plain(row['numerator'])}/{plain(row['denominator'])}" if has_value else ""
    judged = (plain(row["value"]), plain(row["planned_now"]), plain(row["target_value"]))
    return Row((name, section, counts, *judged, figures.say(f"verdict.{row['status']}")))


def pictures(figures: Figures, *, only_plan: bool = False, width_cm: float = 16.0) -> Iterator[Picture]:
    """Value, plan and target of those with a plan; unless ``only_plan``, units by what they answered, where units count."""
    say = figures.say
    judged = [(item, figures.of(item.code)) for item in figures.headlines("plan", "annual")]
    bars = [
        charts.Bar(item.name_vi, row["value"], row["planned_now"], row["target_value"])
        for item, row in judged
        if not pd.isna(row["value"])
    ]
    if bars:
        yield Picture(partial(charts.against_plan, bars, say), say("target.chart"), width_cm)
    counted = [
        charts.Counts(_level_label(figures, item, level), *_three_states(figures.of(item.code, level)))
        for item, row in judged
        if item.aggregation == "share_of_units"
        for level in figures.levels_of(item)
    ]
    if counted and not only_plan:
        yield Picture(partial(charts.three_states, counted, say), say("target.chart_levels"))


def _level_label(figures: Figures, item: Indicator, level: str) -> str:
    section = figures.catalog.targets[item.target].section
    return f"{section}: {figures.say(f'level_short.{level}')}"


def _three_states(row: dict) -> tuple[int, int, int]:
    return int(row["met"]), int(row["not_met"]), int(row["not_reported"])


def _named(item: Indicator, numbers: dict[str, Number]) -> dict[str, Number]:
    return {f"{item.code}.{name}": value for name, value in numbers.items()}


def plain_number(value: float) -> Number:
    """A whole number as such."""
    return int(value) if float(value).is_integer() else float(value)
