"""A headline number worked out before the reader's eyes: formula, the figures put in, the result."""

from __future__ import annotations

import streamlit as st

from dxmetrics.metrics.worked import Step, WorkedExample
from dxmetrics.text import Words
from dxmetrics.text.numbers import number
from dxmetrics.text.quarters import quarter
from dxmetrics.ui import blocks, cards
from dxmetrics.ui.page import Page

_QUARTERS = ("q0", "q", "qT", "q_start", "q_end")
_DECIMALS = 4
"""Enough that a reader with a calculator gets the same result from the figures printed."""
_MOST_NAMED = 12


def worked(page: Page) -> None:
    """The block: a target, a level and a quarter to choose; nothing on a store without data."""
    if not page.has_data:
        return
    blocks.heading(page, "example.head")
    catalog, words = page.catalog, page.words
    with st.container(horizontal=True):
        target = st.selectbox(
            words("example.target"),
            list(catalog.targets),
            key="example_target",
            width=460,
            format_func=lambda code: page.option_name("target", code),
        )
        levels = ["all", *catalog.targets[target].headline.levels]
        level = st.selectbox(
            words("example.level"),
            levels,
            key="example_level",
            width=200,
            format_func=lambda code: words(f"level.{code}"),
        )
        period = st.selectbox(
            words("example.period"),
            page.data.periods()[::-1],
            key="example_period",
            width=160,
            format_func=lambda code: quarter(code, page.language),
        )
    at(page, period, target, level)


def at(page: Page, period: str, target: str, level: str = "all") -> None:
    """The example of one target (or indicator), level and quarter; that there is none, where there is none."""
    example = page.data.worked_example(period, target, level)
    with st.container(border=True):
        if example is None:
            st.markdown(page.words("example.none"))
        else:
            _show(page, example)


def _show(page: Page, example: WorkedExample) -> None:
    words, index = page.words, {name: value for step in example.steps for name, value in step.inputs}
    named = [
        words("example.quarter", name=name, quarter=quarter(code, page.language), index=str(int(index[name])))
        for name, code in example.quarters
        if name in index
    ]
    if named:
        st.caption(" · ".join(named))
    for state, units in example.units:
        if units:
            st.markdown(_units(page, state, units))
    lines = [f"- {words(f'example.name.{step.name}')}: {formula_line(step, words)}" for step in example.steps]
    st.markdown("\n".join(lines))
    st.markdown(_verdict(page, example))


def _units(page: Page, state: str, units: tuple[str, ...]) -> str:
    """How many units were counted so, and which while they fit a line."""
    facts = {"state": page.words(f"example.state.{state}"), "count": len(units)}
    if len(units) > _MOST_NAMED:
        return page.words("example.units", **facts)
    return page.words("example.units_named", names=", ".join(map(page.unit_name, units)), **facts)


def formula_line(step: Step, words: Words) -> str:
    """One step as text: formula, the figures put in, result; numbers below zero in brackets."""
    shown = {name: _figure(name, value, words.language) for name, value in step.inputs}
    return words(
        "example.result",
        formula=words(f"example.formula.{step.name}", **shown),
        substituted=words(f"example.numbers.{step.name}", **shown),
        result=number(step.result, words.language, _DECIMALS),
    ).replace("|", "\\|")  # a bar is Markdown's own


def _figure(name: str, value: float, language: str) -> str:
    if name in _QUARTERS:
        return str(int(value))
    text = number(value, language, _DECIMALS)
    return f"({text})" if value < 0 else text


def _verdict(page: Page, example: WorkedExample) -> str:
    facts = page.catalog.thresholds
    rule = page.words(
        f"status_rule.{example.status}",
        on_track=number(100 * facts.on_track, page.language) + "%",
        acceleration=number(100 * facts.needs_acceleration, page.language) + "%",
        periods=facts.stagnant_periods,
    )
    if example.levels:
        told = ", ".join(
            f"{page.words(f'level.{level}')}: {cards.badge(page, status)}" for level, status in example.levels
        )
        rule = page.words("example.verdict_levels", levels=told)
    text = page.words("example.verdict", status=cards.badge(page, example.status), rule=rule)
    if example.status == "incomplete" and example.status_lower and example.status_upper:
        lower, upper = (page.words(f"status.{status}") for status in (example.status_lower, example.status_upper))
        text += " " + page.words("example.verdict_open", lower=lower, upper=upper)
    return text
