"""What the Plan and its figures mean, drawn from the plan's data: targets, statuses, data elements, faults."""

from __future__ import annotations

import streamlit as st

from dxmetrics.catalog.model import DataElement, Indicator, Target, Task
from dxmetrics.charts.theme import STATUS
from dxmetrics.checks.examples import load_examples
from dxmetrics.documents.tables import Table
from dxmetrics.store.plan_tables import plan_version
from dxmetrics.store.sqlfiles import method_version
from dxmetrics.text import finding_text
from dxmetrics.text.keys import matches
from dxmetrics.text.numbers import day, number, percent
from dxmetrics.text.quarters import quarter
from dxmetrics.ui import messages, sheet, tables
from dxmetrics.ui.kept import kept
from dxmetrics.ui.page import Page


def plan(page: Page) -> None:
    """Which Plan this is, from when to when, and on which units."""
    info, vi = page.catalog.plan, page.language == "vi"
    st.markdown(
        page.words(
            "method.plan",
            number=info.number,
            date=day(info.date),
            name=info.name_vi if vi else info.name_en,
            first=quarter(info.first_period, page.language),
            last=quarter(info.last_period, page.language),
        )
    )


def targets(page: Page) -> None:
    """Every target, to be opened: each of its indicators with formula, population, and what the Plan asks."""
    sheet.draw(kept(page, "method_targets", lambda: _folds(page)), "targets")


def indicator(page: Page, item: Indicator) -> None:
    """One indicator: formula, section, and how it is added up and judged."""
    sheet.draw(_indicator(page, item), "indicator")


def _folds(page: Page) -> str:
    return "".join(_target(page, item) for item in page.catalog.targets.values())


def _target(page: Page, item: Target) -> str:
    name = f"**{item.code}** · {item.name(page.language)}"
    return sheet.fold(name, "".join(_indicator(page, one) for one in item.indicators))


def _indicator(page: Page, item: Indicator) -> str:
    words = page.words
    formula = item.formula_vi if page.language == "vi" else item.formula_en
    asked = words("card.guardrail" if item.judgement == "guardrail" else "method.no_target")
    if item.target_value is not None and item.deadline:
        asked = words(
            "method.asked", target=messages.written(item.target_value, item, words), deadline=day(item.deadline)
        )
    facts = {
        words("method.formula"): formula,
        words("method.section"): item.section,
        words("method.asks"): asked,
        words("method.levels"): ", ".join(words(f"level.{level}") for level in item.levels),
        words("method.aggregation"): words(f"aggregation.{item.aggregation}"),
        words("method.judgement"): words(f"judgement.{item.judgement}"),
        **_milestones(page, item),
    }
    return f"<p>{sheet.text(f'**{item.code}** · {item.name(page.language)}')}</p>{sheet.facts(facts)}"


def _milestones(page: Page, item: Indicator) -> dict[str, str]:
    points = [
        page.words(
            "method.milestone",
            quarter=quarter(point.period, page.language),
            value=messages.written(point.value, item, page.words),
        )
        for point in item.milestones
    ]
    return {page.words("method.milestones"): "; ".join(points)} if points else {}


def tasks(page: Page) -> Table:
    """Every task (III) and assignment (IV) with what measures it: indicators counted from returns, or the Plan's words."""
    records = [
        {"section": task.section, "task": task.name(page.language), "measured_by": _measured_by(page, task)}
        for task in page.catalog.tasks.values()
    ]
    return tables.named(page, "task_measures", records, [("section", 10), ("task", 40), ("measured_by", 66)])


def _measured_by(page: Page, task: Task) -> str:
    measure = page.catalog.measures.get(task.code)
    if measure is None:
        return task.indicator_en if page.language == "en" else task.indicator_vi
    known = {**page.catalog.indicators, **page.catalog.task_indicators, **page.catalog.system_indicators}
    named = [*(known[use.indicator] for use in measure.uses), *measure.indicators]
    return "; ".join(item.name(page.language) for item in named)


def system_indicators(page: Page) -> Table:
    """What nobody types: made from how returns came and from the platforms declared."""
    english = page.language == "en"
    records = [
        {
            "code": item.code,
            "indicator": item.name(page.language),
            "formula": item.formula_en if english else item.formula_vi,
        }
        for item in page.catalog.system_indicators.values()
    ]
    return tables.named(page, "system_indicators", records, [("code", 8), ("indicator", 34), ("formula", 76)])


def statuses(page: Page) -> Table:
    """Every status with its symbol and its rule."""
    limits = page.catalog.thresholds
    facts = {
        "on_track": percent(100 * limits.on_track, page.language),
        "periods": limits.stagnant_periods,
        "acceleration": percent(100 * limits.needs_acceleration, page.language),
    }
    records = [
        {"status": f"{mark.symbol} {page.words('status.' + code)}", "rule": page.words(f"status_rule.{code}", **facts)}
        for code, mark in STATUS.items()
    ]
    return tables.named(page, "statuses", records, [("status", 30), ("rule", 110)])


def thresholds(page: Page) -> Table:
    """The numbers that decide a status, as the plan's data has them."""
    values = page.catalog.thresholds
    records = [
        {"threshold": page.words(f"threshold.{name}"), "value": number(getattr(values, name), page.language, 2)}
        for name in page.words.table("threshold")
    ]
    return tables.named(page, "thresholds", records, [("threshold", 110), ("value", 14)])


def views(page: Page) -> Table:
    """Every way to look at the figures over time, with its rule."""
    records = [
        {"view": page.words(f"view.{name}"), "rule": page.words(f"view_rule.{name}")}
        for name in page.words.table("view")
    ]
    return tables.named(page, "views", records, [("view", 34), ("rule", 110)])


def versions(page: Page) -> None:
    """By which rules and which plan data the figures are made."""
    st.caption(page.words("method.versions", method=method_version(), plan=plan_version(page.catalog)))


def elements(page: Page, search: str) -> Table:
    """Every data element a unit types, with its unit of measure, kind and section."""
    records = [_element(page, item) for item in page.catalog.elements.values()]
    found = [row for row in records if matches(search, map(str, row.values()))] if search else records
    return tables.named(
        page, "elements", found, [("code", 12), ("element", 80), ("measure", 12), ("kind", 30), ("section", 14)]
    )


def finding_codes(page: Page) -> Table:
    """Every fault a file can have, shown on an example: what stands there, what is expected, how to mend it."""
    records = [
        {
            "code": code,
            "severity": page.words(f"severity.{example.severity}"),
            "found": example.found,
            **finding_text(example, page.language),
        }
        for code, example in sorted(load_examples().items())
    ]
    columns = [("code", 20), ("severity", 9), ("found", 16), ("message", 34), ("expected", 28), ("remedy", 30)]
    return tables.named(page, "finding_codes", records, columns)


def _element(page: Page, item: DataElement) -> dict[str, str]:
    return {
        "code": item.code,
        "element": item.name(page.language),
        "measure": item.unit(page.language),
        "kind": page.words(f"element_kind.{item.kind}"),
        "section": item.section,
    }
