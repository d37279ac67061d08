"""The parts of Nguồn lực: posts and guardrails, workforce and training, funds, unit by unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd
import plotly.graph_objects as go

from dxmetrics import charts
from dxmetrics.catalog.subjects import Subject
from dxmetrics.documents.tables import Table
from dxmetrics.ui import amounts, blocks, fence, figures, guardrails, headline, opening, resource_sentences, rows, views
from dxmetrics.ui.kept import kept, kept_as_filtered
from dxmetrics.ui.page import Page

SUMS: Mapping[str, str] = {"post_sums": "posts", "people_sums": "people", "money_sums": "money"}
UNITS: Mapping[str, str] = {"post_units": "posts", "people_units": "people", "money_units": "money"}
"""Each table with what it is about: sums of the province, and unit by unit."""


def lead(page: Page) -> list[str]:
    """What a leader would say of posts, people and money after half a minute with them."""
    return kept(page, "resources_lead", lambda: _lead(page))


def posts(page: Page) -> None:
    """The guardrails first, then posts for IT and who fills them, then the units the Plan wants strengthened."""
    guardrails.block(page)
    blocks.heading(page, "resources.posts")
    _whole_and_part(page, "posts", "posts")
    _over_time(page, "dedicated", "staff_over_time")
    blocks.table(page, sums(page, "post_sums"), "post_sums")
    blocks.heading(page, "resources.strengthened")
    blocks.table(page, guardrails.strengthened(page), "strengthened")


def people(page: Page) -> None:
    """Who does the work, and how many of them learned something this year."""
    blocks.heading(page, "resources.workforce")
    _chart(page, "workforce", lambda: _workforce(page, page.catalog.subject("staff")))
    blocks.heading(page, "resources.trained")
    figure = kept(page, "resources.trained", lambda: _trained_levels(page))
    if figure is not None:
        blocks.chart(page, figure, "trained")
    blocks.table(page, sums(page, "people_sums"), "people_sums")


def money(page: Page) -> None:
    """Allocated and spent since the year's start, by level and quarter by quarter; then every sum."""
    blocks.heading(page, "resources.money")
    _whole_and_part(page, "money", "budget")
    _over_time(page, "money", "budget_over_time")
    blocks.table(page, sums(page, "money_sums"), "money_sums")


@fence.mirrored
def units(page: Page) -> None:
    """Unit by unit, one subject at a time. Reruns by itself."""
    title = page.words("resources.subject")
    chosen = views.choice("by", "resources_subject", list(UNITS), title, lambda name: page.words(f"table.{name}"))
    content = unit_sums(page, chosen)
    opening.unit_table(page, content, list(content.rows["org_unit"]), chosen)


def sums(page: Page, key: str) -> Table:
    """The sums of one of ``SUMS``: one row an element × level."""
    elements = page.catalog.subject(SUMS[key]).elements
    return kept(page, key, lambda: amounts.table(page, _totals(page, elements), elements, key))


def unit_sums(page: Page, key: str) -> Table:
    """The same of one of ``UNITS``: one row a unit of the filters in view."""
    elements, period = page.catalog.subject(UNITS[key]).elements, page.selection.period

    def make() -> Table:
        return amounts.unit_table(page, page.data.element_totals(period, elements=elements, by="unit"), elements, key)

    return kept_as_filtered(page, key, make)


def _lead(page: Page) -> list[str]:
    period, words = page.selection.period, page.words
    measured = rows.measured(page.data.task_indicators(period))
    trained = page.data.progress(period, target=_trained(page), by="level")
    return [
        resource_sentences.state(page, measured, rows.whole(trained, page.catalog)),
        *(resource_sentences.guardrail(page, row) for row in guardrails.now(page).itertuples(index=False)),
        headline.reporting_sentence(page.data.reporting_rates(), period, words),
    ]


def _trained(page: Page) -> str:
    return page.catalog.subject("people").indicators["trained"]


def _trained_levels(page: Page) -> go.Figure | None:
    code = _trained(page)
    progress = page.data.progress(page.selection.period, target=code, by="level")
    by_level = rows.by_level(progress, code, page.choices.level)
    return figures.made_levels(page, by_level) if len(by_level) else None


def _workforce(page: Page, staff: Subject) -> go.Figure | None:
    """Dedicated and part-time people, a bar a level."""
    totals = _totals(page, staff.cells)
    found = amounts.side_by_side(totals[totals["level"] != "all"], "level", staff.columns)
    if found.empty:
        return None
    return charts.stacked_amounts(
        found,
        page.words,
        names=amounts.covered(page, totals, "level", page.words.table("level")),
        parts={name: page.words(f"resources.part_of.{name}") for name in staff.columns},
        title=resource_sentences.dedicated(found, page.words),
        source=amounts.source(page, totals),
        measure=page.catalog.elements[staff.cells[0]].unit(page.language),
    )


def _totals(page: Page, elements: tuple[str, ...]) -> pd.DataFrame:
    return page.data.element_totals(page.selection.period, elements=elements)


def _chart(page: Page, key: str, make: Callable[[], go.Figure | None]) -> None:
    """A chart made once, or that nobody was asked for its figures."""
    figure = kept(page, f"resources.{key}", make)
    if figure is None:
        blocks.empty(page, "empty.not_asked")
    else:
        blocks.chart(page, figure, key)


def _whole_and_part(page: Page, subject: str, key: str) -> None:
    """What is given and what is used of it, a bar a level."""
    _chart(page, key, partial(_made_whole_and_part, page, page.catalog.subject(subject), key))


def _made_whole_and_part(page: Page, subject: Subject, key: str) -> go.Figure | None:
    totals = _totals(page, subject.elements)
    totals = totals[totals["data_element"].isin(subject.cells)]
    levels = page.words.table("level")
    names = amounts.covered(page, totals, "level", levels)
    found = amounts.side_by_side(totals[totals["level"] != "all"], "level", subject.columns)
    if found.empty:
        return None
    part = page.words(f"resources.part_of.{key}")
    title = resource_sentences.used(found, levels, part, page.words)
    return _bars(page, found, names, subject.cells[0], title, amounts.source(page, totals), key)


def _over_time(page: Page, subject: str, key: str) -> None:
    """The province's sums quarter by quarter, up to the one in view; nothing where there is only one."""
    figure = kept(page, f"resources.{key}", lambda: _made_over_time(page, page.catalog.subject(subject), key))
    if figure is not None:
        blocks.chart(page, figure, key)


def _made_over_time(page: Page, subject: Subject, key: str) -> go.Figure | None:
    codes, columns = subject.cells, subject.columns
    every = page.data.element_totals("", elements=codes, level="all")
    every = every[every["period"] <= page.selection.period]
    found = amounts.side_by_side(every, "period", columns)
    if len(found) < 2:
        return None
    names, notes = amounts.quarter_names(page, every)
    source = " ".join((page.source(), *notes))
    if "whole" in columns:
        title = resource_sentences.spending(found, page.words)
        return _bars(page, found, names, codes[0], title, source, key)
    title = resource_sentences.staff_trend(found, page.catalog, page.words)
    parts = {name: page.words(f"resources.part_of.{name}") for name in columns}
    measure = page.catalog.elements[codes[0]].unit(page.language)
    return charts.stacked_amounts(
        found, page.words, names=names, parts=parts, title=title, source=source, measure=measure
    )


def _bars(
    page: Page, found: pd.DataFrame, names: dict[str, str], code: str, title: str, source: str, key: str
) -> go.Figure:
    subject = key.removesuffix("_over_time")
    return charts.whole_and_part(
        found,
        page.words,
        names=names,
        whole=("whole", page.words(f"resources.whole_of.{subject}")),
        part=("part", page.words(f"resources.part_of.{subject}")),
        title=title,
        source=source,
        measure=page.catalog.elements[code].unit(page.language),
    )
