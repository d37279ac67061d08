"""What the page Nguồn lực says in words: its headline, and the messages of its own charts."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dxmetrics.periods import Period
from dxmetrics.text import Words
from dxmetrics.text.numbers import number, percent
from dxmetrics.text.quarters import quarter
from dxmetrics.ui.page import Page


def state(page: Page, measured: Mapping[str, object], trained: pd.DataFrame) -> str:
    """Posts filled, people trained, money spent.

    ``measured``: rows of task_indicators by indicator; ``trained``: the province's row of the training target.
    """
    words, subject = page.words, page.catalog.subject
    parts = [_share(measured.get(subject("posts").indicators["filled"]), "filled", words)]
    parts += [_share(row, "trained", words) for row in trained.itertuples(index=False)]
    parts.append(_share(measured.get(subject("money").indicators["spent"]), "spent", words))
    told = [part for part in parts if part]
    start = words("headline.start", period=quarter(page.selection.period, words.language))
    return f"{start} {'; '.join(told) if told else words('resources.lead.none')}."


def guardrail(page: Page, row: object) -> str:
    """How one guardrail stands against its baseline, by the answering agency and by the units themselves."""
    target, words = page.catalog.targets[row.target], page.words
    told = []
    if not pd.isna(row.source_value):
        change = difference(row.source_value - row.source_baseline, words)
        told.append(words("resources.lead.source", change=change, agency=agency(page, row)))
    if not pd.isna(row.check_comparable):
        change = difference(row.check_comparable - row.check_baseline, words)
        told.append(words("resources.lead.check", change=change, count=int(row.comparable_units)))
    return f"**{row.target}** · {target.name(words.language)}: {', '.join(told)}." if told else ""


def difference(change: float, words: Words) -> str:
    """A change in words: up, down or none."""
    key = "same" if not change else "up" if change > 0 else "down"
    return words(f"resources.change.{key}", count=number(abs(change), words.language))


def agency(page: Page, row: object) -> str:
    """Who answers for a guardrail in that quarter, by name."""
    role = page.catalog.targets[row.target].owner_role
    unit = page.catalog.role_holder(role, Period.parse(row.period).cutoff)
    return unit.name(page.language) if unit else role


def dedicated(found: pd.DataFrame, words: Words) -> str:
    """How many of the workforce do nothing else: the title of the workforce by level. ``found``: a row a level."""
    sums = found[["officials", "employees", "part_time"]].sum(min_count=1)
    if sums.isna().all():
        return words("message.nothing_known")
    full = sums[["officials", "employees"]].sum()
    return words("resources.message.dedicated", full=float(full), total=float(sums.sum()))


def staff_trend(found: pd.DataFrame, words: Words) -> str:
    """From how many to how many dedicated people: the title of the workforce over time. ``found``: a row a quarter."""
    full = found[["officials", "employees"]].sum(axis=1, min_count=1)
    known = found[full.notna()]
    if known.empty:
        return words("message.nothing_known")
    first, last = known["key"].iloc[0], known["key"].iloc[-1]
    return words(
        "resources.message.staff_trend",
        first=float(full[known.index[0]]),
        last=float(full[known.index[-1]]),
        since=quarter(first, words.language),
        until=quarter(last, words.language),
    )


def spending(found: pd.DataFrame, words: Words) -> str:
    """What is spent of the year's budget, beside a year before. ``found``: a row a quarter, cumulative."""
    shares = {
        row.key: 100 * row.part / row.whole for row in found.itertuples(index=False) if row.whole and row.part >= 0
    }
    last = found["key"].iloc[-1]
    if last not in shares:
        return words("message.nothing_known")
    told = {"period": quarter(last, words.language), "share": percent(shares[last], words.language)}
    before = shares.get(str(Period.parse(last).shift(-4)))
    if before is None:
        return words("resources.message.budget_now", **told)
    return words("resources.message.budget_trend", **told, before=percent(before, words.language))


def _share(row: object, key: str, words: Words) -> str:
    if row is None or pd.isna(row.value):
        return ""
    return words(
        f"resources.lead.{key}",
        numerator=float(row.numerator),
        denominator=float(row.denominator),
        share=percent(row.value, words.language),
    )
