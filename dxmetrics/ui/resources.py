"""The parts of Nguồn lực: posts and guardrails, workforce and training, funds, unit by unit."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dxmetrics import charts
from dxmetrics.catalog.subjects import Subject
from dxmetrics.ui import amounts, blocks, fence, figures, guardrails, headline, opening, resource_sentences, rows
from dxmetrics.ui.page import Page


def lead(page: Page) -> list[str]:
    """What a leader would say of posts, people and money after half a minute with them."""
    period, words = page.selection.period, page.words
    measured = rows.measured(page.data.task_indicators(period))
    trained = page.data.progress(period, target=_trained(page), by="level")
    return [
        resource_sentences.state(page, measured, rows.whole(trained, page.catalog)),
        *(resource_sentences.guardrail(page, row) for row in guardrails.now(page).itertuples(index=False)),
        headline.reporting_sentence(page.data.reporting_rates(), period, words),
    ]


def posts(page: Page) -> None:
    """The guardrails first, then posts for IT and who fills them, then the units the Plan wants strengthened."""
    guardrails.block(page)
    blocks.heading(page, "resources.posts")
    subject = page.catalog.subject("posts")
    totals = _totals(page, subject.elements)
    _whole_and_part(page, totals, subject, "posts")
    _over_time(page, page.catalog.subject("dedicated"), "staff_over_time")
    blocks.table(page, amounts.table(page, totals, subject.elements, "post_sums"), "post_sums")
    guardrails.strengthened(page)


def people(page: Page) -> None:
    """Who does the work, and how many of them learned something this year."""
    blocks.heading(page, "resources.workforce")
    _workforce(page, page.catalog.subject("staff"))
    blocks.heading(page, "resources.trained")
    code = _trained(page)
    progress = page.data.progress(page.selection.period, target=code, by="level")
    by_level = rows.by_level(progress, code, page.choices.level)
    if len(by_level):
        blocks.chart(page, figures.made_levels(page, by_level), "trained")
    elements = page.catalog.subject("people").elements
    blocks.table(page, amounts.table(page, _totals(page, elements), elements, "people_sums"), "people_sums")


def money(page: Page) -> None:
    """Allocated and spent since the year's start, by level and quarter by quarter; then every sum."""
    blocks.heading(page, "resources.money")
    subject = page.catalog.subject("money")
    totals = _totals(page, subject.elements)
    _whole_and_part(page, totals, subject, "budget")
    _over_time(page, subject, "budget_over_time")
    blocks.table(page, amounts.table(page, totals, subject.elements, "money_sums"), "money_sums")


@fence.part
def units(page: Page) -> None:
    """Unit by unit, one subject at a time. Reruns by itself."""
    subjects = {"post_units": "posts", "people_units": "people", "money_units": "money"}
    chosen = st.segmented_control(
        page.words("resources.subject"),
        list(subjects),
        default="post_units",
        required=True,
        key="resources_subject",
        format_func=lambda subject: page.words(f"table.{subject}"),
        label_visibility="collapsed",
    )
    elements = page.catalog.subject(subjects[chosen]).elements
    totals = page.data.element_totals(page.selection.period, elements=elements, by="unit")
    content = amounts.unit_table(page, totals, elements, chosen)
    opening.unit_table(page, content, list(content.rows["org_unit"]), chosen)


def _trained(page: Page) -> str:
    return page.catalog.subject("people").indicators["trained"]


def _workforce(page: Page, staff: Subject) -> None:
    """Dedicated and part-time people, a bar a level."""
    totals = _totals(page, staff.cells)
    found = amounts.side_by_side(totals[totals["level"] != "all"], "level", staff.columns)
    if found.empty:
        blocks.empty(page, "empty.not_asked")
        return
    figure = charts.stacked_amounts(
        found,
        page.words,
        names=amounts.covered(page, totals, "level", page.words.table("level")),
        parts={name: page.words(f"resources.part_of.{name}") for name in staff.columns},
        title=resource_sentences.dedicated(found, page.words),
        source=amounts.source(page, totals),
        measure=page.catalog.elements[staff.cells[0]].unit(page.language),
    )
    blocks.chart(page, figure, "workforce")


def _totals(page: Page, elements: tuple[str, ...]) -> pd.DataFrame:
    return page.data.element_totals(page.selection.period, elements=elements)


def _whole_and_part(page: Page, totals: pd.DataFrame, subject: Subject, key: str) -> None:
    """What is given and what is used of it, a bar a level."""
    totals = totals[totals["data_element"].isin(subject.cells)]
    levels = page.words.table("level")
    names = amounts.covered(page, totals, "level", levels)
    found = amounts.side_by_side(totals[totals["level"] != "all"], "level", subject.columns)
    if found.empty:
        blocks.empty(page, "empty.not_asked")
        return
    part = page.words(f"resources.part_of.{key}")
    title = resource_sentences.used(found, levels, part, page.words)
    _draw_whole_and_part(page, found, names, subject.cells[0], title, amounts.source(page, totals), key)


def _over_time(page: Page, subject: Subject, key: str) -> None:
    """The province's sums quarter by quarter, up to the one in view."""
    codes, columns = subject.cells, subject.columns
    every = page.data.element_totals("", elements=codes, level="all")
    every = every[every["period"] <= page.selection.period]
    found = amounts.side_by_side(every, "period", columns)
    if len(found) < 2:
        return
    names, notes = amounts.quarter_names(page, every)
    source = " ".join((page.source(), *notes))
    if "whole" in columns:
        title = resource_sentences.spending(found, page.words)
        _draw_whole_and_part(page, found, names, codes[0], title, source, key)
        return
    title = resource_sentences.staff_trend(found, page.catalog, page.words)
    parts = {name: page.words(f"resources.part_of.{name}") for name in columns}
    measure = page.catalog.elements[codes[0]].unit(page.language)
    figure = charts.stacked_amounts(
        found, page.words, names=names, parts=parts, title=title, source=source, measure=measure
    )
    blocks.chart(page, figure, key)


def _draw_whole_and_part(
    page: Page, found: pd.DataFrame, names: dict[str, str], code: str, title: str, source: str, key: str
) -> None:
    subject = key.removesuffix("_over_time")
    figure = charts.whole_and_part(
        found,
        page.words,
        names=names,
        whole=("whole", page.words(f"resources.whole_of.{subject}")),
        part=("part", page.words(f"resources.part_of.{subject}")),
        title=title,
        source=source,
        measure=page.catalog.elements[code].unit(page.language),
    )
    blocks.chart(page, figure, key)
